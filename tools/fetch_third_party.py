"""Fetch the fonts and icons again by package name and version, and compare them with what stands in `layouts/`.

    python tools/fetch_third_party.py            compares, says what differs, exit 1 if anything does
    python tools/fetch_third_party.py --write    puts the fetched files in place and notes their digests

In: `layouts/third_party.toml`. Out: files below `layouts/` and `layouts/digests.toml`, the fonts of `tools/field_fonts.py` among them.
The packages come through the ordinary `npm` client; a font is unpacked from WOFF2 into TrueType, because four WOFF2
faces cost the layout engine two seconds a run. The unpacking depends on no clock, so digests stay comparable.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

import field_fonts  # beside this file

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"


def fetch(package: str, version: str) -> dict[str, bytes]:
    """All files of one npm package, by their path inside it."""
    with tempfile.TemporaryDirectory() as folder:
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


def collect() -> dict[str, bytes]:
    """Every third-party file as it has to stand below `layouts/`."""
    files: dict[str, bytes] = {}
    for entry in tomllib.loads((LAYOUTS / "third_party.toml").read_text("utf-8")).values():
        members = fetch(entry["package"], entry["version"])
        for line in entry["take"]:
            source, name = line.split(" -> ")
            data = members[source]
            files[f"{entry['folder']}/{name}"] = unpacked(data) if source.endswith(".woff2") else data
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
