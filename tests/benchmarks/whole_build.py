"""Our whole build against the plain engine, in one run: how much CPU our road costs beside laying out the pages.

    python tests/benchmarks/whole_build.py [rounds]

Both make the house handbook. Ours: `build_pdf.py build house --product handbook -j 1`, edition file to manifest. Theirs:
the `weasyprint` command on the very HTML we made, its sections joined, with the same style sheets, pictures, fonts and PDF
variant. CPU seconds of all processes, the best of the rounds, which alternate; only the ratio, the median of all rounds, means
anything on a noisy machine.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from handbook import engine, pipeline
from handbook.edition.load import find
from handbook.galley import PAGE_MARK, STYLE_SHEET, Galley

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT = 1.15
"""Most that the road may cost, as a multiple of the plain engine."""


def joined(galley: Galley) -> str:
    """The HTML of all sections as one document; page numbers of the contents stand as they are."""
    bodies = [re.search(r"<body>(.*)</body>", section.html, re.DOTALL) for section in galley.sections]
    inner = "\n".join(body[1] for body in bodies if body)
    head = f'<title>{galley.title}</title><link rel="stylesheet" href="{STYLE_SHEET}"><style>main {{ break-before: page }}</style>'
    return f'<!DOCTYPE html><html lang="{galley.locale}"><head><meta charset="utf-8">{head}</head><body>{PAGE_MARK.sub("00", inner)}</body></html>'


def lay_out_files(galley: Galley, folder: Path) -> Path:
    """Everything the plain command needs, as files below a folder."""
    base = folder.as_uri()

    def local(text: str) -> str:
        return re.sub(r'(url\("|src=")/', rf"\1{base}/", text)

    for asset in galley.assets.values():
        path = folder / asset.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(local(asset.data.decode()).encode() if asset.mime == "text/css" else asset.data)
    page = folder / "handbook.html"
    page.write_text(local(joined(galley)), "utf-8")
    return page


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    """User and system time of a command and all processes it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plain(galley: Galley, folder: Path) -> float:
    """CPU seconds of the plain engine's command on this galley."""
    page = lay_out_files(galley, folder)
    command = [str(Path(sys.executable).parent / "weasyprint"), "--pdf-variant", "pdf/ua-1", str(page), str(folder / "plain.pdf")]
    return cpu_seconds(command, compiled() | {"FONTCONFIG_FILE": str(engine.FONTS_FILE)})


def compiled() -> dict[str, str]:
    """An environment in which programs are compiled once, as installed ones are."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> int:
    """Measure and print; exit 1 above the limit."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    (galley,), _ = pipeline.compose(pipeline.prepare(find("house"), wanted=["handbook"]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = [sys.executable, "build_pdf.py", "build", "house", "--product", "handbook", "-j", "1", "--force", "-q", "-o", str(folder / "dist")]
        cpu_seconds(ours, compiled())  # both programs are compiled, as installed ones are
        both = [(plain(galley, folder), cpu_seconds(ours, compiled())) for _ in range(rounds)]
        theirs_best, ours_best = map(min, zip(*both, strict=True))
        ratio = median(ours / theirs for theirs, ours in both)
    print(f"whole build, house handbook: ours {ours_best:.2f} s CPU, plain engine {theirs_best:.2f} s CPU, ratio {ratio:.2f} (limit {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
