"""What each channel costs beside laying out and painting the pages: CPU seconds of one process, in one run.

    python tests/benchmarks/channels.py [EDITION]

Out: a line for each channel, with its share of the build of the screen file. The limits are 8 % for finishing screen files, 2 % for
imposing (without painting the pages a second time), 25 % for turning pages into printing inks, and 10 % for copyfit and preflight: looking
at the laid-out pages, at the finished file and at its QR codes. The first look at a file loads what it needs, so a second one is told too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from handbook import copyfit, engine, pipeline, print_shops
from handbook.channels import field_font, office, press, screen
from handbook.edition.load import find
from handbook.pages import paginate
from handbook.pdf import write
from handbook.preflight import codes
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
    fitted, _ = timed(lambda: copyfit.check(document))
    painted, raw = timed(lambda: write(document, galley.title))
    finished, file = timed(lambda: screen.finish(raw, field_font.for_language(galley.locale)))
    read, _ = timed(lambda: check(file, "screen"))
    read_again, _ = timed(lambda: check(file, "screen"))
    decoded, _ = timed(lambda: codes.check(file, pipeline.wanted_of(ready, galley).codes))
    plainly, plain = timed(lambda: write(document, galley.title, tags=False))
    imposed, _ = timed(lambda: office.finish(plain, right_to_left=False, look=False))
    shop = print_shops.load("offset-coated", path.parent)
    for_press, bled = timed(lambda: write(document, galley.title, bleed_mm=shop.terms.bleed_mm, tags=False))
    pressed, made = timed(lambda: press.finish(bled, shop, title=galley.title, day=ready.loaded.edition.imprint.date))
    looked, _ = timed(lambda: [check(each.data, "press", shop) for each in made.files])
    build = prepared + composed + laid + painted + finished + fitted + read + decoded
    print(f"build of the screen file   {build:5.2f} s: prepare {prepared:.2f}, compose {composed:.2f}, paginate {laid:.2f}, write {painted:.2f}, finish {finished:.2f}")
    costs = {
        "finish for screens": finished,
        "impose for the office": imposed,
        "separate for the press": pressed,
        "copyfit": fitted,
        "preflight for screens": read,
        "  the same once more": read_again,
        "QR codes": decoded,
        "copyfit and preflight": fitted + read + decoded,
        "preflight for the press": looked,
    }
    for what, cost in costs.items():
        print(f"{what:26} {cost:5.2f} s {cost / build:7.1%}")
    print(f"painting again: office {plainly:.2f} s, press {for_press:.2f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
