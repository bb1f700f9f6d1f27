"""What each channel costs beside laying out and painting the pages: CPU seconds of one process, in one run.

    python tests/benchmarks/channels.py [EDITION]

Out: a line for each channel, with its share of the build of the screen file. The limits are 8 % for finishing screen files, 2 % for
imposing (without painting the pages a second time), 25 % for turning pages into printing inks, 4 % for
looking at what came of it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from handbook import engine, pipeline, print_shops
from handbook.channels import field_font, office, press, screen
from handbook.edition.load import find
from handbook.pages import paginate
from handbook.pdf import write
from handbook.preflight.finished import check

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds and the result."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def main(name: str = "house") -> None:
    """Measure and print."""
    engine.load()
    path = find(name)
    prepared, ready = timed(lambda: pipeline.prepare(path, wanted=["handbook"]))
    composed, (galleys, _) = timed(lambda: pipeline.compose(ready))
    galley = galleys[0]
    laid, document = timed(lambda: paginate(galley))
    painted, raw = timed(lambda: write(document, galley.title))
    finished, _ = timed(lambda: screen.finish(raw, field_font.for_language(galley.locale)))
    plainly, plain = timed(lambda: write(document, galley.title, tags=False))
    imposed, _ = timed(lambda: office.finish(plain, right_to_left=False, look=False))
    shop = print_shops.load("offset-coated", path.parent)
    for_press, bled = timed(lambda: write(document, galley.title, bleed_mm=shop.terms.bleed_mm, tags=False))
    pressed, made = timed(lambda: press.finish(bled, shop, title=galley.title, day=ready.loaded.edition.imprint.date))
    looked, _ = timed(lambda: [check(file.data, "press", shop) for file in made.files])
    build = prepared + composed + laid + painted + finished
    print(f"build of the screen file   {build:5.2f} s: prepare {prepared:.2f}, compose {composed:.2f}, paginate {laid:.2f}, write {painted:.2f}, finish {finished:.2f}")
    for what, cost in (("finish for screens", finished), ("impose for the office", imposed), ("separate for the press", pressed), ("preflight for the press", looked)):
        print(f"{what:26} {cost:5.2f} s {cost / build:7.1%}")
    print(f"painting again: office {plainly:.2f} s, press {for_press:.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
