"""Fetch the fonts, icons and output profiles again by package name and version, and compare them with what stands in `layouts/`.

    python tools/fetch_third_party.py            compares, says what differs, exit 1 if anything does
    python tools/fetch_third_party.py --write    puts the fetched files in place and notes their digests

In: `layouts/third_party.toml`. Out: files below `layouts/` and `layouts/digests.toml`, the fonts of `tools/field_fonts.py` among them.
The packages come through the ordinary clients, `npm` and `apt-get`. A font is unpacked from WOFF2 into TrueType, because four
WOFF2 faces cost the layout engine two seconds a run. The profile for uncoated paper is computed from published measurements by
`colprof` (Debian package argyll 2.3.1). Both depend on no clock, so digests stay comparable.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

import field_fonts  # beside this file

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"


def fetch(registry: str, package: str, version: str) -> dict[str, bytes]:
    """All files of one package, by their path inside it; those that Debian compresses are unpacked under the name without `.gz`."""
    with tempfile.TemporaryDirectory() as folder:
        if registry == "debian":
            subprocess.run(["apt-get", "download", "-qq", f"{package}={version}"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
            (package_file,) = Path(folder).glob("*.deb")
            content = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package_file)], check=True, capture_output=True).stdout
            with tarfile.open(fileobj=io.BytesIO(content)) as members:
                files = {member.name.removeprefix("./"): file.read() for member in members if member.isfile() and (file := members.extractfile(member))}
            return {name.removesuffix(".gz"): gzip.decompress(data) if name.endswith(".gz") else data for name, data in files.items()}
        subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as members:
            return {member.name.removeprefix("package/"): file.read() for member in members if (file := members.extractfile(member)) is not None}


def unpacked(data: bytes) -> bytes:
    """The TrueType font inside a WOFF2 file."""
    from fontTools.ttLib import woff2

    out = io.BytesIO()
    woff2.decompress(io.BytesIO(data), out)
    return out.getvalue()


def computed(measurements: bytes) -> bytes:
    """The output profile of a printing condition's measurements. 300 % ink: what the standard allows on uncoated paper."""
    credit = "Made from FOGRA29L.ti3, Copyright Kai-Uwe Behrmann, zlib licence; altered: data turned into a profile"
    options = ["-qm", "-nc", "-l300", "-L98", "-kr", "-Zr", "-AArgyllCMS", "-DFOGRA29L uncoated", f"-C{credit}"]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "paper.ti3").write_bytes(measurements)
        subprocess.run(["colprof", *options, "-Omade.icc", "paper"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        data = bytearray((Path(folder) / "made.icc").read_bytes())
    data[24:36] = struct.pack(">6H", 2003, 9, 1, 0, 0, 0)  # ICC.1:2001, 6.1.8: the day it was made; here the month of the measurements
    return bytes(data)


_MADE = {".woff2": unpacked, ".ti3": computed}
"""What becomes of a file before it is put in place; all others stay as they are."""


def collect() -> dict[str, bytes]:
    """Every third-party file as it has to stand below `layouts/`."""
    files: dict[str, bytes] = {}
    for entry in tomllib.loads((LAYOUTS / "third_party.toml").read_text("utf-8")).values():
        members = fetch(entry["registry"], entry["package"], entry["version"])
        for line in entry["take"]:
            source, name = line.split(" -> ")
            data = members[source]
            files[f"{entry['folder']}/{name}"] = _MADE.get(Path(source).suffix, bytes)(data)
    return files | field_fonts.made(files["fonts/IBMPlexSans-Regular.ttf"], files["fonts/IBMPlexSansArabic-Regular.ttf"])


def main() -> int:
    """Compare, or write with `--write`; the exit code says whether all is as noted."""
    files = collect()
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    if "--write" in sys.argv[1:]:
        for name, data in files.items():
            (LAYOUTS / name).write_bytes(data)
        lines = [f'"{name}" = "{digest}"' for name, digest in digests.items()]
        (LAYOUTS / "digests.toml").write_text("# SHA-256 of every third-party file; written by tools/fetch_third_party.py\n" + "\n".join(lines) + "\n", "utf-8")
        print(f"{len(files)} files written")
        return 0
    noted = tomllib.loads((LAYOUTS / "digests.toml").read_text("utf-8"))
    differing = [name for name in sorted(files | noted) if digests.get(name) != noted.get(name)]
    for name in differing:
        print(f"{name}: differs from the package", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
