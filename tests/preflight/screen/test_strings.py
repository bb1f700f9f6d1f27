"""What pages draw is told apart: read out, artifact, or untold; and each typeface knows its strings."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from handbook.preflight.screen.strings import Drawn, drawn
from handbook.preflight.subject import opened
from tests.preflight.screen.small_pdf import Small

SAYS = "BT /F 9 Tf {} Tj ET"


def read(small: Small) -> Drawn:
    """What is drawn."""
    with opened(small.saved()) as subject:
        return drawn(subject)


def of(*contents: str) -> tuple[dict[int, int], set[bytes]]:
    """What is untold on the pages of these contents, and the strings that are read out, without the heading's."""
    small = Small()
    small.contents[0] += contents
    made = read(small)
    return made.untold, {string for each in made.typefaces.values() for string in each.strings} - {b"(Titel)"}


def test_tags_and_artifacts_are_told_and_anything_else_is_not() -> None:
    assert of("/Artifact BMC 0 0 9 9 re f EMC", "0 0 9 9 re W n")[0] == {}
    assert of("0 0 9 9 re f", "/Span BMC 0 0 m 9 9 l S EMC", "/P <</MCID 77>> BDC f EMC")[0] == {1: 3}
    assert of("/X sh", "BI /W 1 /H 1 ID \x00( EI", "f")[0] == {1: 3}


def test_strings_comments_and_names_hide_no_operators() -> None:
    says = SAYS.format(r"(f S (f\) f) f)")
    untold, strings = of("% f\n", "/f gs", f"/Artifact BMC {says} EMC")
    assert untold == {}
    assert strings == set()


def test_strings_belong_to_the_typeface_that_holds_where_they_stand() -> None:
    small = Small()
    small.contents[0] = ["/F 9 Tf q /G 9 Tf Q /H1 <</MCID 0>> BDC [<41>-7<42>] TJ (a\\)b) Tj EMC"]
    made = read(small)
    assert [each.strings for each in made.typefaces.values()] == [{b"[<41>-7<42>]", b"(a\\)b)"}]
    assert next(iter(made.typefaces.values())).pages == {1}


def test_text_that_something_else_is_said_for_isnt_looked_at() -> None:
    small = Small()
    small.contents[0] += [f"/Span <</MCID 1 /ActualText (x)>> BDC {SAYS.format('(a)')} EMC"]
    small.tag("Figure", small.mark(SAYS.format("(b)"), "Figure"), Alt=String("x"))
    small.tag("Span", 1)
    small.text("c) Tj /Span <</ActualText (x)>> BDC (d) Tj EMC (e")
    (helvetica,) = read(small).typefaces.values()
    assert helvetica.strings == {b"(Titel)", b"(c)", b"(e)"}


def test_marked_content_may_be_described_elsewhere() -> None:
    small = Small()
    small.page.Resources = Dictionary(Properties=Dictionary(M=Dictionary(MCID=1)))
    small.contents[0] += ["/a1 gs 1 0 0 rg /P /M BDC f EMC"]
    small.tag("P", 1)
    assert read(small).untold == {}


def test_forms_are_walked_where_they_are_drawn() -> None:
    small = Small()
    form = small.pdf.make_stream(b"/P <</MCID 0>> BDC f EMC S", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    small.page.Resources = Dictionary(XObject=Dictionary(X=form))
    small.contents[0] += ["/X Do", "/Artifact BMC /X Do EMC"]
    small.tag("P", Dictionary(Type=Name.MCR, Pg=small.page, Stm=form, MCID=0))
    assert read(small).untold == {1: 1}


def test_a_form_is_walked_anew_where_it_is_read_out() -> None:
    small = Small()
    form = small.pdf.make_stream(SAYS.format("(a)").encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(Font=Dictionary(F=small.font))
    small.page.Resources = Dictionary(XObject=Dictionary(X=form))
    small.contents[0].append("/Artifact BMC /X Do EMC")
    assert {string for each in read(small).typefaces.values() for string in each.strings} == {b"(Titel)"}
    small.tag("P", small.mark("/X Do", "P"))
    assert {string for each in read(small).typefaces.values() for string in each.strings} == {b"(Titel)", b"(a)"}


def test_a_page_that_cant_be_read_is_named_and_the_others_are_read() -> None:
    small = Small(3)
    small.text("x", page=2)
    data = small.saved()
    with opened(data) as subject:
        subject.pdf.pages[1].obj.Contents.write(b"no", filter=Name.FlateDecode)
        made = drawn(subject)
    assert made.broken == [2]
    assert next(iter(made.typefaces.values())).pages == {1, 3}
