"""Rule X15: nowhere more ink than the paper bears.

In: a PDF for a shop. Out: findings, one for all fields and one for all pictures. Of pictures some pixels are looked at, and single
ones may be over: a JPEG's rounding makes those. What lies over each other in transparency isn't summed up.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handbook.findings import Finding
from handbook.preflight.press.colour import WHAT
from handbook.preflight.press.inks import INKS
from handbook.preflight.press.spots import Spot, pages_of, place, spots, terms_of
from handbook.preflight.press.things import Thing
from handbook.preflight.rule import rule
from handbook.preflight.subject import Subject
from handbook.preflight.unpacking import unpacked
from handbook.wording import nsay, say

if TYPE_CHECKING:
    from PIL.Image import Image

ROUNDING = 0.02
"""Of full ink on one plate, that the sum may be off."""
IN_PICTURES = 0.1
"""The same for pixels: a JPEG's rounding adds some."""
SAMPLE = 96
"""Pixels across and down that are looked at."""
_FEW = 0.01
"""Share of the pixels that may be over."""
_MOST_PIXELS = 60_000_000
_MOST_PICTURES = 300
_INKS = (INKS, "ICC inks")


@rule("X15", "press")
def ink_is_not_more_than_the_paper_bears(subject: Subject) -> Iterator[Finding]:
    """There is more ink on a spot than the paper bears.

    Why: four full inks are 400 %. Paper takes about 300; more doesn't dry, smears on the next sheet and sticks the pages together.
    Mend: use colours with less ink, such as black with 60 % cyan for a deep black; convert pictures with the shop's output profile, which
    keeps the limit.
    """
    limit = terms_of(subject).ink_limit / 100
    found = spots(subject, lambda thing: thing.colour.total > limit + ROUNDING, lambda thing: thing.colour.total)
    if found:
        yield _heavy(subject, found, max(found, key=lambda spot: spot[1].colour.total)[1].colour.total)
    weights = dict(_weights(subject))
    pictures = spots(subject, lambda thing: _weight(weights, thing) > limit + IN_PICTURES, lambda thing: _weight(weights, thing))
    if pictures:
        yield _heavy(subject, pictures, max(_weight(weights, thing) for _, thing in pictures))


def _heavy(subject: Subject, found: list[Spot], most: float) -> Finding:
    """The finding at its first page, with the most ink of all."""
    terms = terms_of(subject)
    known = {"what": say(WHAT[found[0][1].kind]), "pages": pages_of(found), "sum": f"{most * 100:.0f}", "shop": terms.name, "limit": terms.ink_limit}
    message = nsay(
        "%(what)s has %(sum)s %% of ink, on page %(pages)s; %(shop)s takes %(limit)s %%.",
        "%(what)s has %(sum)s %% of ink, on pages %(pages)s; %(shop)s takes %(limit)s %%.",
        len(found),
        **known,
    )
    return Finding("X15", message, place(subject, found[0]), say("Use colours with less ink, or convert with the shop's profile."))


def _weights(subject: Subject) -> Iterator[tuple[tuple[int, int], float]]:
    """Of each picture in inks, the sum that all but a few of its pixels keep to."""
    seen: set[tuple[int, int]] = set()
    for page in subject.pages:
        for thing in page.things:
            if thing.picture is not None and thing.colour.space in _INKS and thing.picture.objgen not in seen and len(seen) < _MOST_PICTURES:
                seen.add(thing.picture.objgen)
                yield thing.picture.objgen, _heaviest(thing.picture, thing.pixels)


def _weight(weights: dict[tuple[int, int], float], thing: Thing) -> float:
    return weights.get(thing.picture.objgen, 0.0) if thing.picture is not None else 0.0


def _heaviest(image: Any, pixels: tuple[int, int]) -> float:
    """The ink of a picture's darker pixels; none for one that can't be decoded, which is another rule's matter."""
    if not 0 < pixels[0] * pixels[1] <= _MOST_PIXELS:
        return 0.0
    try:
        picture = _decoded(image, pixels[0] * pixels[1])
    except Exception:  # a damaged picture makes each of its readers raise something of its own
        return 0.0
    if picture.mode != "CMYK":
        return 0.0
    small = picture.resize((min(SAMPLE, picture.width), min(SAMPLE, picture.height)), 0).tobytes()
    sums = sorted(sum(small[start : start + 4]) for start in range(0, len(small), 4))
    return sums[int(len(sums) * (1 - _FEW)) - 1] / 255


def _decoded(image: Any, pixels: int) -> Image:
    """The pixels; of a JPEG no more than are looked at."""
    import pikepdf
    from PIL import Image, ImageChops

    if image.get("/Filter") == "/DCTDecode":
        with Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",)) as opened:
            opened.draft("CMYK", (2 * SAMPLE, 2 * SAMPLE))
            opened.load()
        return opened if "/Decode" in image else ImageChops.invert(opened)  # Pillow turns every JPEG of inks round
    unpacked(image, pixels * 8 + 1024)  # four inks of sixteen bits
    return pikepdf.PdfImage(image).as_pil_image(apply_mask=False)
