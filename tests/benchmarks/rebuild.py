"""What building again costs beside building: nothing changed, one chapter changed, two processes instead of one.

    python tests/benchmarks/rebuild.py [editions]

Each ratio comes from one run of this program, so that a noisy machine disturbs both of its sides. Nothing changed: so many editions
(20, or as many as you say) with their handbook, built and built again, CPU seconds of all processes.
One chapter changed: what a watching process does after an edit, against all of it with nothing laid out yet. Two processes: seconds on
the clock for the handbooks of four editions; on a machine with other work or a single core this one means nothing.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from handbook import paths, pipeline, sections
from handbook.finishing import make
from handbook.galley import files
from handbook.manuscript import outline
from handbook.runs.workers import MOST_MEMORY, settle

ROOT = Path(__file__).resolve().parent.parent.parent
LIMITS = {"nothing changed": 0.01, "one chapter changed": 0.35, "two processes": 0.6}
"""Most that each may cost, as a multiple of the first or the full build."""
CHAPTER = "pay"


def editions(folder: Path, count: int) -> list[str]:
    """Copies of the house edition, each in other colours, so that they share no page."""
    house = (paths.EDITIONS / "house" / "edition.toml").read_text("utf-8")
    for number in range(count):
        home = folder / "editions" / f"edition-{number}"
        home.mkdir(parents=True)
        text = house.replace('name = "house"', f'name = "{home.name}"').replace('primary = "#17527A"', f'primary = "#1752{0x60 + number % 32:02X}"')
        (home / "edition.toml").write_text(text, "utf-8")
        shutil.copy(paths.EDITIONS / "house" / "logo.svg", home)
    return [f"edition-{number}" for number in range(count)]


def spent(command: list[str], cwd: Path) -> tuple[float, float]:
    """CPU seconds of a command and all processes it started, and seconds on the clock."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start


def _environment() -> dict[str, str]:
    """With compiled modules, as an installed program has them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}


def build(folder: Path, names: list[str], *more: str) -> tuple[float, float]:
    """One call of the command line."""
    return spent([sys.executable, str(ROOT / "build_pdf.py"), "build", *names, "--product", "handbook", "-q", *more], folder)


def nothing_changed(folder: Path, count: int) -> float:
    """The second build's share of the first one's CPU."""
    names = editions(folder, count)
    first, _ = build(folder, names)
    again, _ = build(folder, names)
    print(f"nothing changed, {count} editions: {again:.2f} s CPU after {first:.1f} s, {again / count * 1000:.0f} ms each")
    return again / first


def one_chapter_changed(folder: Path) -> float:
    """An edit's share of a full warm build, as a watching process does both."""
    paths.CONTENT = shutil.copytree(paths.CONTENT, folder / "content")
    chapter = paths.CONTENT / "chapters" / f"{CHAPTER}.md"
    text = chapter.read_text("utf-8")

    def once(*, watching: bool = False) -> None:
        outline.forget()
        files.forget()
        ready = pipeline.prepare(paths.EDITIONS / "house" / "edition.toml", wanted=["handbook"])
        for galley in pipeline.compose(ready)[0]:
            make(galley, replace(pipeline.wanted_of(ready, galley), claims=not watching))

    def edited(number: int) -> None:
        chapter.write_text(text.replace(". ", f". {number} Mal. ", 1), "utf-8")  # never the same: its pages would still be there
        once(watching=True)

    def cpu(work: Callable[[], None]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    settle(str(folder), MOST_MEMORY)
    once()
    ratios = []
    for number in range(1, 6):
        edit = cpu(lambda number=number: edited(number))  # type: ignore[misc]
        sections.forget()
        full = cpu(once)
        ratios.append(edit / full)
        print(f"one chapter changed: {edit:.2f} s CPU, all of it {full:.2f} s")
    return median(ratios)


def two_processes(folder: Path) -> float:
    """The share of the time on the clock."""
    names = editions(folder, 4)
    _, one = build(folder, names, "-j", "1", "-o", "one")
    _, two = build(folder, names, "-j", "2", "-o", "two")
    print(f"two processes, 4 editions: {two:.1f} s on the clock, one {one:.1f} s")
    return two / one


def main(count: int = 20) -> int:
    """Measure and print; exit 1 if any is above its limit."""
    ratios = {}
    measures: dict[str, Callable[[Path], float]] = {
        "nothing changed": lambda folder: nothing_changed(folder, count),
        "two processes": two_processes,
        "one chapter changed": one_chapter_changed,  # the last one: it makes a worker of this process
    }
    for name, measure in measures.items():
        with tempfile.TemporaryDirectory() as folder:
            ratios[name] = measure(Path(folder))
    for name, ratio in ratios.items():
        print(f"{name:20} ratio {ratio:.3f} (limit {LIMITS[name]})")
    return int(any(ratio > LIMITS[name] for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
