"""What pages draw: artifacts, the ends of lines, and nothing else changed."""

from __future__ import annotations

from handbook.channels.marked_content import SOFT_HYPHEN, SPACE, Letters, blank, letters, pieces, rewrite

TEXT = b"/Span\n<</MCID 0>>\nBDC\nBT\n/AB 12 Tf\n[<0001>0<0002>-3<0004>0] TJ\nET\nEMC\n"
EMPTY = b"/Span\n<</MCID 1>>\nBDC\n0 0 0 rg\nBT\nET\nEMC\n"
RULE = b"/Artifact\nBMC\n0 0 5 5 re\nf\nEMC\n"
UNDERLINED = b"/Span\n<</MCID 2>>\nBDC\n" + RULE + b"BT\n/AB 12 Tf\n[<0001>0] TJ\nET\nEMC\n"
FONTS = {b"AB": Letters({b"0003": b"0020", b"0004": b"0041"}, b"0003")}


def test_pieces_are_found_with_the_artifacts_inside_them() -> None:
    found = list(pieces(RULE + TEXT + UNDERLINED))
    assert [piece.number for piece in found] == [0, 2]
    assert [len(piece.nested) for piece in found] == [0, 1]


def test_a_piece_that_draws_nothing_is_blank() -> None:
    assert blank(TEXT + EMPTY + RULE) == {1}


def test_a_claimed_piece_stays_as_it_is() -> None:
    assert rewrite(RULE + TEXT, {0}, {}, {}, FONTS) == RULE + TEXT


def test_what_nobody_claims_is_an_artifact_and_keeps_its_colours() -> None:
    assert rewrite(EMPTY, set(), {}, {}, FONTS) == b"/Artifact BMC\n0 0 0 rg\nBT\nET\nEMC\n"


def test_a_folio_is_an_artifact_of_pagination() -> None:
    assert rewrite(TEXT, set(), {0: "Footer"}, {}, FONTS).startswith(b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n")


def test_an_underline_stands_behind_its_text_not_inside_it() -> None:
    made = rewrite(UNDERLINED, {2}, {}, {}, FONTS)
    assert made == b"/Span\n<</MCID 2>>\nBDC\nBT\n/AB 12 Tf\n[<0001>0] TJ\nET\nEMC\n" + RULE


def test_a_line_gets_the_space_back_that_its_break_took() -> None:
    assert b"[<0001>0<0002>-3<0004>0<0003>] TJ" in rewrite(TEXT, {0}, {}, {0: SPACE}, FONTS)


def test_a_line_that_ends_with_a_space_gets_no_second_one() -> None:
    spaced = TEXT.replace(b"<0004>", b"<00040003>")
    assert rewrite(spaced, {0}, {}, {0: SPACE}, FONTS) == spaced


def test_where_a_font_has_no_space_the_last_letter_says_it() -> None:
    made = rewrite(TEXT, {0}, {}, {0: SPACE}, {b"AB": Letters({b"0004": b"0041"}, b"")})
    assert b"-3] TJ\n/Span <</ActualText <feff00410020>>> BDC\n[<0004>0] TJ\nEMC" in made


def test_a_hyphen_at_a_break_says_that_it_is_soft() -> None:
    made = rewrite(TEXT, {0}, {}, {0: SOFT_HYPHEN}, FONTS)
    assert b"[<0001>0<0002>-3] TJ\n/Span <</ActualText <feff00ad>>> BDC\n[<0004>0] TJ\nEMC\nET\nEMC\n" in made


def test_a_hyphen_is_cut_from_the_letters_it_is_shown_with() -> None:
    made = rewrite(TEXT.replace(b"-3<0004>", b"-3<00050004>"), {0}, {}, {0: SOFT_HYPHEN}, FONTS)
    assert b"-3<0005>] TJ\n/Span <</ActualText <feff00ad>>> BDC\n[<0004>0] TJ" in made


def test_the_letters_of_a_font_are_read_from_its_map_to_unicode() -> None:
    assert letters(b"2 beginbfchar\n<0001> <0041>\n<0003> <0020>\nendbfchar") == Letters({b"0001": b"0041", b"0003": b"0020"}, b"0003")
    assert letters(b"<0001> <0041>\n").space == b""
