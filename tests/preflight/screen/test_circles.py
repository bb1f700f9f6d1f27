"""Files that are built to take forever are left after a while, with a finding, and with nothing but a finding."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handbook.preflight.finished import check
from handbook.preflight.screen import letters, objects, strings, tags, targets
from handbook.preflight.subject import MOST_PAGES
from tests.preflight.screen.small_pdf import Small
from tests.preflight.screen.test_claims import UA

LONGEST_S = 5.0


def codes(data: bytes) -> set[str]:
    """What is found in a file, within a while."""
    start = time.process_time()
    found = check(data)
    assert time.process_time() - start < LONGEST_S
    return {finding.code for finding in found}


def deep_tags(small: Small) -> None:
    inner = small.document
    for _ in range(3000):
        inner = small.tag("Sect", within=inner)
    small.text("tief", within=inner)


def tags_without_end(small: Small) -> None:
    small.document.K = small.pdf.make_indirect(pikepdf.Object.parse(b"[" + b"0 " * 100_000 + b"]"))


def tags_that_share_their_kids(small: Small) -> None:
    """Thirty layers of two, which would be a thousand million."""
    below = small.tag("P")
    for _ in range(30):
        below = small.tag("Sect", below, below)


def names_for_one_another(small: Small) -> None:
    small.tags.RoleMap = Dictionary(Eins=Name.Zwei, Zwei=Name.Eins)
    small.text("x", "Eins")


def pages_that_hang_on_themselves(small: Small) -> None:
    small.page.Parent = small.page
    del small.page["/MediaBox"]
    small.tag("Figure", small.mark("0 0 9 9 re f", "Figure"), A=Dictionary(O=Name.Layout, BBox=Array([0, 0, 9, 9])))


def actions_that_follow_on_themselves(small: Small) -> None:
    action = small.pdf.make_indirect(Dictionary(S=Name.GoTo, D=Array([small.page, Name.Fit])))
    action.Next = Array([action, action, action])
    small.root.OpenAction = action


def fields_that_are_their_own_parents(small: Small) -> None:
    field = small.lay("Widget", (20, 30, 60, 36), "Form", FT=Name.Tx, T="x")
    field.Parent = field
    small.root.AcroForm = Dictionary(Fields=Array([field]))


def forms_that_draw_themselves(small: Small) -> None:
    form = small.pdf.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    small.page.Resources = Dictionary(XObject=Dictionary(X=form))
    small.contents[0].append("/Artifact BMC /X Do EMC")


def a_page_of_nothing_but_brackets(small: Small) -> None:
    small.contents[0].append("(" * 300_000)


def many_links(small: Small) -> None:
    link = small.lay("Link", (20, 30, 40, 35), "Link", Contents="x", Dest=String("x"))
    small.page.Annots = Array([link] * 30_000)


def many_names(small: Small) -> None:
    place = Array([small.page, Name.Fit])
    small.root.Dests = Dictionary({f"/n{number}": place for number in range(51_000)})


def tags_that_share_one_list(small: Small) -> None:
    """Five hundred tags that all have the same fifty thousand kids."""
    kids = small.pdf.make_indirect(Array([0] * 50_000))
    for _ in range(500):
        small.tag("P").K = kids


def names_that_share_one_list(small: Small) -> None:
    listed = small.pdf.make_indirect(Array([String("x")] * 40_000))
    nodes = [small.pdf.make_indirect(Dictionary(Names=listed)) for _ in range(500)]
    small.root.Names = Dictionary(Dests=Dictionary(Kids=Array(nodes)))


def marks_inside_one_another(small: Small) -> None:
    small.contents[0] += ["/P BMC " * 100_000, "f " * 50_000]


def a_map_of_nothing_but_beginnings(small: Small) -> None:
    small.font.ToUnicode = small.pdf.make_stream(b"beginbfchar <" + b" " * 300_000 + b"beginbfrange <0" * 50_000)


ENDLESS: dict[Callable[[Small], None], set[str]] = {
    deep_tags: set(),
    tags_without_end: {"U11", "U17"},
    tags_that_share_their_kids: {"U17"},
    names_for_one_another: set(),
    pages_that_hang_on_themselves: {"U04"},
    actions_that_follow_on_themselves: set(),
    fields_that_are_their_own_parents: {"U09"},
    forms_that_draw_themselves: set(),
    a_page_of_nothing_but_brackets: set(),
    many_links: {"U05", "U17"},
    many_names: {"U17"},
    tags_that_share_one_list: {"U17"},
    names_that_share_one_list: {"U17"},
    marks_inside_one_another: {"U17"},
    a_map_of_nothing_but_beginnings: set(),
}


@pytest.mark.parametrize("built", ENDLESS, ids=lambda built: built.__name__)
def test_a_file_that_goes_on_forever_is_left_after_a_while(built: Callable[[Small], None]) -> None:
    small = Small()
    built(small)
    small.describe(UA)  # so that the checker of claims meets it as well
    assert codes(small.saved()) - {"U07"} == ENDLESS[built]


def packed(size: int) -> bytes:
    packing = zlib.compressobj(9)
    return b"".join([*(packing.compress(b"q " * 500_000) for _ in range(size // 1_000_000)), packing.flush()])


@pytest.mark.parametrize(("filters", "wrap"), [(Name.FlateDecode, 1), (Array([Name.FlateDecode, Name.FlateDecode]), 2)], ids=["once", "twice"])
def test_a_page_that_unpacks_to_more_than_anybody_waits_for_is_not_unpacked(filters: pikepdf.Object, wrap: int) -> None:
    data = packed(objects.MOST_BYTES * 2)
    for _ in range(wrap - 1):
        data = zlib.compress(data)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(Small().saved())) as made:
        made.pages[0].obj.Contents.write(data, filter=filters)
        made.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(out.getvalue()) < 500_000
    assert codes(out.getvalue()) == {"U17"}


def test_a_file_of_too_many_pages_is_refused_at_once() -> None:
    with pikepdf.new() as made:
        made.add_blank_page()
        for _ in range(MOST_PAGES):
            made.pages.append(made.pages[0])
        out = io.BytesIO()
        made.save(out)
    assert codes(out.getvalue()) == {"X01"}


def test_no_more_operators_are_looked_at_than_anybody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_MOST_OPERATORS", 10)
    small = Small()
    small.contents[0] += ["/Artifact BMC f EMC"] * 10
    assert codes(small.saved()) == {"U17"}


def test_a_map_of_letters_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_MOST_RANGES", 2)
    made = letters.to_unicode(b"9 beginbfrange" + b"<00> <01> <0041>" * 9 + b"endbfrange")
    assert len(made.ranges) == 2


@pytest.mark.parametrize("module", [tags, targets], ids=lambda module: module.__name__)
def test_limits_are_far_above_what_a_book_needs(module: object) -> None:
    most: int = getattr(module, "MOST_TAGS", 0) or getattr(module, "MOST", 0)
    assert most >= 50_000
