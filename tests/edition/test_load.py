from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import paths
from handbook.edition import load as loading
from handbook.edition.load import LoadedEdition, available, find, known_names, load
from handbook.edition.model import Edition
from handbook.errors import ContentError, ExitCode, HandbookError, UsageError
from tests.conftest import ROOT

ACME = """\
name = "acme"
pages = 32

[brand]
name = "Acme"
logo = "logo.svg"
primary = "#17527A"
accent = "#E8743B"

[imprint]
publisher = "Acme GmbH"
address = "Musterweg 2, 12345 Musterstadt"
date = 2026-11-23
"""

Write = Callable[..., Path]
Read = Callable[..., LoadedEdition]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes editions/acme/edition.toml below the current folder: the file above, with pieces exchanged, or bytes of the test's own."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "editions" / "acme" / "edition.toml"
    path.parent.mkdir(parents=True)

    def put(*changes: tuple[str, str], data: bytes | None = None) -> Path:
        text = ACME
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_bytes(text.encode() if data is None else data)
        return path

    return put


@pytest.fixture
def read(write: Write) -> Read:
    """The same, loaded."""

    def loaded(*changes: tuple[str, str], data: bytes | None = None) -> LoadedEdition:
        return load(write(*changes, data=data))

    return loaded


FAIR = '[fair]\nname = "Messe"\nplace = "Ort"\n'
PAY = '[pay]\nsource = "Tarif"\nas_of = 2026-10-01\n'


WAIVER = '\n[[waivers]]\ncode = "S06"\nreason = "Agreed with the printer."\n'


def told(error: pytest.ExceptionInfo[ContentError]) -> list[str]:
    """Place and sentence of each finding, without the file's name."""
    return [f"{finding.place.line}:{finding.place.column}: {finding.message}" for finding in error.value.findings]


def test_all_mistakes_are_named_at_once_with_place_hint_and_caret(read: Read) -> None:
    with pytest.raises(ContentError) as error:
        read(("logo =", "lgoo ="), ('"#17527A"', '"blue"'), ("pages = 32", "pages = 31"), ("address", "adress"))
    assert str(error.value) == (
        "editions/acme/edition.toml:2:9: pages: must be 32, 28 or 24.\n"
        "    pages = 31\n"
        "            ^^\n"
        'editions/acme/edition.toml:6:1: brand.lgoo: is no field of an edition. Did you mean "logo"?\n'
        '    lgoo = "logo.svg"\n'
        "    ^^^^\n"
        "editions/acme/edition.toml:7:11: brand.primary: has the wrong form. A colour is written as #0B5FFF.\n"
        '    primary = "blue"\n'
        "              ^^^^^^\n"
        "editions/acme/edition.toml:10:1: imprint.address: is missing. Add a line `address = …`; `build_pdf.py new` writes a commented example.\n"
        "    [imprint]\n"
        "    ^^^^^^^^^\n"
        'editions/acme/edition.toml:12:1: imprint.adress: is no field of an edition. Did you mean "address"?\n'
        '    adress = "Musterweg 2, 12345 Musterstadt"\n'
        "    ^^^^^^"
    )
    assert error.value.exit_code is ExitCode.CONTENT


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("pages = 32", "page = 32", "2:1: page: is no field of an edition."),
        ("[imprint]", "[[imprint]]", "10:1: imprint: must be a table of fields."),
        ("pages = 32", 'pages = "32"', "2:9: pages: must be 32, 28 or 24."),
        ("pages = 32", "products = []", "2:12: products: must name at least one."),
        ("pages = 32", 'products = "handbook"', '2:12: products: must be a list such as ["a", "b"].'),
        ("pages = 32", 'locales = ["fr"]', '2:12: locales.0: must be "de", "en", "ar",'),
        ("pages = 32", 'format = "A6"', '2:10: format: must be "A5" or "A4".'),
        ('"Acme"', '""', "5:8: brand.name: is empty."),
        ('"Acme"', '"   "', "5:8: brand.name: is empty."),
        ('"Acme"', "12", "5:8: brand.name: must be text in quotes."),
        ('"Acme"', f'"{"A" * 10_000}"', "5:8: brand.name: has 10000 characters, at most 60 fit on the page."),
        ('"Acme"', '"Ac\\u0007me"', "5:8: brand.name: holds the character U+0007, which can't be printed."),
        ('"Acme"', '"Acme\\u0007"', "5:8: brand.name: holds the character U+0007, which can't be printed."),
        ('"Acme"', '"\\"Acme\\" \\u0007"', "5:8: brand.name: holds the character U+0007, which can't be printed."),
        ('"Acme"', '"Ac\\nme"', "5:8: brand.name: must be one line."),
        ('"#17527A"', "17527", "7:11: brand.primary: must be text in quotes."),
        ('"#17527A"', '"#17527"', "7:11: brand.primary: has the wrong form."),
        ("2026-11-23", '"2026-02-30"', "13:8: imprint.date: must be a date such as 2027-03-12, without quotes."),
        ("2026-11-23", "20261123", "13:8: imprint.date: must be a date such as 2027-03-12, without quotes."),
        ("2026-11-23", "2026-11-23T10:00:00", "13:8: imprint.date: must be a date such as 2027-03-12, without quotes."),
        ("2026-11-23\n", f"2026-11-23\n{FAIR}", "14:1: fair.starts: is missing."),
        ("2026-11-23\n", f"2026-11-23\n{FAIR}starts = 2027-03-12\nends = 2027-03-11\n", "14:1: fair: the fair ends before it starts."),
        ("2026-11-23\n", '2026-11-23\n[contact]\nname = "Kim"\n', "14:1: contact: needs at least one of phone, email and web."),
        ("2026-11-23\n", '2026-11-23\n[contact]\nname = "Kim"\nphone = "12"\n', "16:9: contact.phone: is no telephone number such as +49 30 1234567."),
        ("2026-11-23\n", f"2026-11-23\n{PAY}lowest = 0\nhighest = 3000\n", "17:10: pay.lowest: must be more than 0.0."),
        ("2026-11-23\n", f'2026-11-23\n{PAY}lowest = "2000"\nhighest = 3000\n', "17:10: pay.lowest: must be a number without quotes."),
        ("2026-11-23\n", f"2026-11-23\n{PAY}lowest = 3000\nhighest = 2000\n", "14:1: pay: highest is below lowest."),
        ("2026-11-23\n", '2026-11-23\n[chapters]\ninclude = ["pay"]\nexclude = ["day"]\n', "14:1: chapters: include and exclude say the same thing twice; use one of them."),
        ("2026-11-23\n", '2026-11-23\n[[waivers]]\ncode = "S5"\nreason = "Agreed with the printer."\n', "15:8: waivers.0.code: is no code of a finding."),
        ("2026-11-23\n", f"2026-11-23\n{WAIVER}{WAIVER.replace('S06', 'A05')}", "20:8: waivers.1.code: can't be waived."),
        ("2026-11-23\n", f'2026-11-23\n{WAIVER}[[waivers]]\ncode = "S06"\n', "18:1: waivers.1.reason: is missing."),
        ("2026-11-23\n", '2026-11-23\n[[waivers]]\ncode = "S06"\nreason = "ok"\n', "16:10: waivers.0.reason: has 2 characters, at least 10 are needed."),
        ("2026-11-23\n", f'2026-11-23\n{WAIVER}product = "poster"\n', '18:11: waivers.0.product: must be "handbook", '),
        ('name = "acme"', 'name = "Acme"', "1:8: name: has the wrong form."),
        ('name = "acme"', 'name = "other"', '1:8: name: is "other", but the edition\'s folder is called "acme".'),
    ],
)
def test_a_single_mistake_is_named_at_its_place(read: Read, old: str, new: str, expected: str) -> None:
    with pytest.raises(ContentError) as error:
        read((old, new))
    (only,) = told(error)
    assert only.startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("pages = 32", 'products = ["handbok"]', 'Did you mean "handbook"?'),
        ("pages = 32", 'pages = "32"', "Write it without quotes."),
        ("pages = 32", "[fare]", 'Did you mean "fair"?'),
        ("pages = 32", "zzzz = 1", f"Known here: {', '.join(Edition.model_fields)}."),
        ("logo =", "typeface.lgoo =", "Known here: regular, bold."),
        ("2026-11-23\n", f"2026-11-23\n{WAIVER.replace('S06', 's6')}", 'Did you mean "S06"?'),
        ("2026-11-23\n", f"2026-11-23\n{WAIVER.replace('S06', 'resolution')}", "`build_pdf.py rules` lists them."),
    ],
)
def test_the_hint_offers_what_was_probably_meant(read: Read, old: str, new: str, hint: str) -> None:
    with pytest.raises(ContentError) as error:
        read((old, new))
    assert hint in [finding.hint for finding in error.value.findings]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2026-11-23", "2026-02-30", "13:8: Invalid date or datetime."),
        ('"Acme"', '"Acme', "5:13: Illegal character '\\n'."),
        ("pages = 32", "pages = 32\npages = 28", "3:11: Cannot overwrite a value."),
        ("[imprint]", "[brand]", "10:7: The table [brand] is there twice."),
        ("2026-11-23\n", "", "13:1: Invalid value."),
        ("pages = 32", f"pages = {'9' * 5000}", "14:1: A number has too many digits."),
        ("pages = 32", f"a = {'[' * 5000}", "14:1: Values are nested too deeply."),
        ("pages = 32", f"a{'.a' * 1500} = 1", "2:1: Values are nested too deeply."),
        ("pages = 32", "# \x1b[31m", "2:3: Found invalid character '\\x1b'."),
    ],
)
def test_a_file_that_is_no_toml_is_named_with_the_line(read: Read, old: str, new: str, expected: str) -> None:
    with pytest.raises(ContentError) as error:
        read((old, new))
    (finding,) = error.value.findings
    assert finding.code == "E02"
    assert told(error) == [expected]


@pytest.mark.parametrize("new", ["# \x1b]0;title\x07", '"\\u001b[31m" = 1', '"\\u202e" = 1'])
def test_a_message_never_steers_the_terminal(read: Read, new: str) -> None:
    with pytest.raises(ContentError) as error:
        read(("pages = 32", new))
    assert [each for each in str(error.value) if not each.isprintable() and each != "\n"] == []


def test_an_endless_key_makes_no_endless_message(read: Read) -> None:
    with pytest.raises(ContentError) as error:
        read(("pages", "x" * 10_000))
    assert len(str(error.value)) < 1000


def test_a_tab_before_the_value_keeps_the_caret_below_it(read: Read) -> None:
    with pytest.raises(ContentError) as error:
        read(("primary = ", "primary =\t"), ('"#17527A"', '"blue"'))
    assert str(error.value).endswith('    primary =\t"blue"\n             \t^^^^^^')


@pytest.mark.parametrize(
    ("data", "line", "expected"),
    [
        (b"", 1, "is empty."),
        (b" \n\n", 1, "is empty."),
        (b"a\0b", 1, "is no text file."),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "is no UTF-8 text."),
        (bytes(range(256)), 2, "is no UTF-8 text."),
        ('name = "acme"'.encode("utf-16"), 1, "is no UTF-8 text."),
        ('name = "acme"\n[brand]\nname = "Müller"'.encode("latin-1"), 3, "is no UTF-8 text."),
        (b"#" * (loading.LARGEST_FILE + 1), 0, "is larger than 64 KB, so it can't be an edition file."),
    ],
)
def test_a_file_that_is_no_text_is_refused(read: Read, data: bytes, line: int, expected: str) -> None:
    with pytest.raises(ContentError) as error:
        read(data=data)
    (finding,) = error.value.findings
    assert (finding.code, finding.place.file, finding.place.line) == ("E01", "editions/acme/edition.toml", line)
    assert finding.message == expected


def test_a_file_that_the_system_refuses_is_named_with_its_reason(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ContentError, match=r"^editions/acme/edition\.toml: can't be read: Permission denied\.$"):
        load(path)


@pytest.mark.parametrize("kind", ["nothing", "folder", "fifo"])
def test_what_is_no_file_is_no_edition(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "edition.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    with pytest.raises(UsageError, match="there is no such edition file"):
        load(path)


@pytest.mark.parametrize("save", [lambda text: b"\xef\xbb\xbf" + text, lambda text: text.replace(b"\n", b"\r\n")], ids=["byte order mark", "windows lines"])
def test_what_windows_editors_add_changes_nothing(read: Read, write: Write, save: Callable[[bytes], bytes]) -> None:
    plain = read()
    assert read(data=save(write().read_bytes())).edition == plain.edition


def test_places_hold_for_later_stages(read: Read) -> None:
    loaded = read(("2026-11-23\n", '2026-11-23\n[chapters]\nexclude = ["lerning", "pay"]\n'))
    (finding,) = known_names(loaded.edition.chapters.exclude, ["learning", "pay"], loaded, "chapters", "exclude")
    assert str(finding) == (
        'editions/acme/edition.toml:15:12: chapters.exclude: there is no "lerning". Did you mean "learning"?\n    exclude = ["lerning", "pay"]\n               ^^^^^^^^^'
    )


@pytest.mark.parametrize("name", ["house", "editions/house", "editions/house/edition.toml"])
def test_an_edition_is_found_by_name_folder_or_file(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert find(name).resolve() == paths.EDITIONS / "house" / "edition.toml"


def test_an_edition_of_the_current_folder_comes_before_the_bundled_one(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write()
    path.parent.rename(path.parent.with_name("house"))
    mine = path.parent.with_name("house") / path.name
    assert find("house") == mine
    assert available()["house"] == mine
    assert {"house", "fernweh-reisen", "sonnengelb-strom"} <= available().keys()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("huose", 'Did you mean "house"?'), ("zzzz", "There are: fernweh-reisen, house, sonnengelb-strom."), ("x" * 5000, "There are:"), ("", "There are:")],
)
def test_an_unknown_name_is_a_wrong_call_with_a_hint(name: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(HandbookError) as error:
        find(name)
    assert error.value.exit_code is ExitCode.USAGE
    assert hint in str(error.value)
    assert len(str(error.value)) < 400
