"""The engine's door: what it may read, and what becomes of everything it says."""

from __future__ import annotations

import ast
import logging
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from handbook import engine, paths
from handbook.assets import Asset
from handbook.errors import ContentError, EnvironmentProblem
from handbook.findings import Finding, Place

weasyprint = engine.load()

PLACE = Place("layouts/css/text.css")

UNFORESEEN = {
    '"auto-fit" and "auto-fill" are unsupported in repeat()',
    '"element(%s)" is only allowed in page margins',
    '"string(%s)" is only allowed in page margins',
    "%s unit resolved before first page layout",
    "@import rule %r not at the beginning of the the whole rule was ignored at %d:%d.",
    "@layer rule with multiple layer names, the whole @layer rule was ignored at %d:%d.",
    "Baseline alignment is not supported for grid layout",
    "Deprecated `%s:%s` at %d:%d, prefixes on unstable attributes are deprecated, use %r instead.",
    "Empty @page rule %s at %d:%d",
    "Error when closing stream for %s:\n%s",
    "Error: %s at %d:%d.",
    "Expected a media type, got %r",
    "Failed to load attachment: %s",
    "Failed to load inline SVG: %s",
    'Image "%s" has no required alt description',
    'In counter style %r at %d:%d, counter style "additive" needs at least two additive symbols',
    "In counter style %r at %d:%d, counter style %r needs at least one symbol",
    "In counter style %r at %d:%d, counter style %r needs at least two symbols",
    "Inline grids are not supported",
    "Malformed URL: %s",
    "Malformed base URL: %s",
    "No source for profile named %r, the whole @color-profile rule was ignored at %d:%d.",
    "Only strings are allowed for content attr() functions, not %s",
    "Please install HarfBuzz version 13+ with harfbuzz-vector to display %s COLR emoji fonts.",
    "Relative URI reference without a base URI: %s",
    "Subgrids are unsupported",
    'Too many glyphs missing from "%s", expect text selection problems',
    "Unable to compute content: %s",
    'Unable to instantiate "%s" variable font',
    'Unable to save emoji font "%s"',
    'Unable to subset "%s" with HarfBuzz',
    'Unable to subset "%s" with fontTools',
    'Using fontTools instead of HarfBuzz-Subset for font "%s". '
    "This will be unsupported in future versions of WeasyPrint. Please install HarfBuzz-Subset >= 4.1.0 with your package manager.",
}
"""What the engine may say that none of our layouts gives it reason to: all of it stops a build as L05."""


@cache
def sayings() -> tuple[str, ...]:
    """The first words of every warning and error in the engine's source."""
    found = []
    for path in sorted(Path(weasyprint.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "LOGGER"):
                continue
            if node.func.attr in ("warning", "error", "critical", "exception", "log"):
                message = node.args[1] if node.func.attr == "log" else node.args[0]
                if isinstance(message, ast.JoinedStr):
                    message = message.values[0]
                assert isinstance(message, ast.Constant), ast.unparse(node)
                found.append(str(message.value))
    return tuple(found)


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("weasyprint", logging.WARNING, "", 0, message, arguments, None)


def test_everything_the_engine_can_say_is_known_or_deliberately_unforeseen() -> None:
    said = set(sayings())
    assert len(said) > 60
    unforeseen = {saying for saying in said if engine.verdict(record(saying), PLACE).code == "L05"}
    assert unforeseen == UNFORESEEN


def test_every_known_beginning_is_still_said() -> None:
    assert [start for start, _ in engine.TEMPLATES if not any(saying.startswith(start) for saying in sayings())] == []


@pytest.mark.parametrize(
    ("message", "arguments", "code"),
    [
        ("Failed to load image at %r: %s", ("asset:///x.svg", "no"), "L02"),
        ("Font-face %r cannot be loaded", ("Brand",), "L02"),
        ('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', ("漢", 0x6F22), "L03"),
        ("No anchor #%s for internal URI reference", ("pay",), "L04"),
        ("Something that no version has said yet", (), "L05"),
    ],
)
def test_a_complaint_gets_its_code_and_keeps_its_words(message: str, arguments: tuple[object, ...], code: str) -> None:
    found = engine.verdict(record(message, *arguments), PLACE)
    assert found.code == code
    assert found.message == (message % arguments) + "."


def test_a_complaint_about_css_is_placed_at_its_line_and_column() -> None:
    found = engine.verdict(record("Ignored `%s: %s` at %d:%d, %s.", "magrin", "0", 7, 14, "unknown property"), PLACE)
    assert (found.place.line, found.place.column) == (7, 14)
    assert found.message == "Ignored `magrin: 0`, unknown property."


def test_listening_hears_warnings_of_the_engine_and_leaves_no_trace() -> None:
    logger = logging.getLogger("weasyprint")
    before = (logger.level, logger.propagate, logger.handlers[:])
    with engine.listening(lambda: PLACE) as heard:
        logger.info("not this")
        logger.warning("this: %s", 1)
        logging.getLogger("weasyprint.progress").error("and this")
        logging.getLogger("other").warning("not that")
    logger.warning("nor this")
    assert [(each.getMessage(), place) for each, place in heard] == [("this: 1", PLACE), ("and this", PLACE)]
    assert (logger.level, logger.propagate, logger.handlers[:]) == before


def test_nobody_can_silence_the_engine() -> None:
    """As `logging.config` does to every logger that it doesn't know, and `logging.disable` to all."""
    logger = logging.getLogger("weasyprint")
    logger.disabled = True
    logging.disable(logging.CRITICAL)
    try:
        with engine.listening(lambda: PLACE) as heard:
            logger.warning("heard")
        assert logger.disabled
        assert logging.root.manager.disable == logging.CRITICAL
    finally:
        logger.disabled = False
        logging.disable(logging.NOTSET)
    assert [each.getMessage() for each, _ in heard] == ["heard"]


def test_complaints_are_collected_and_the_work_goes_on() -> None:
    found: list[Finding] = []
    with engine.hearing(found, engine.fetcher({}), lambda: PLACE):
        logging.getLogger("weasyprint").error("Failed to load image at %r: %s", "x", "y")
    assert [finding.code for finding in found] == ["L02"]


@pytest.mark.parametrize("error", [RecursionError("deep"), ZeroDivisionError("zero"), NotImplementedError("no"), AttributeError("none"), RuntimeError("lost")])
def test_an_engine_that_gives_up_is_a_finding_beside_what_it_had_said(error: Exception) -> None:
    found = [Finding("L01", "said before.", PLACE)]
    with pytest.raises(ContentError) as caught, engine.hearing(found, engine.fetcher({}), lambda: PLACE):
        raise error
    assert {finding.code for finding in caught.value.findings} == {"L01", "L06"}
    assert f"gave up ({type(error).__name__}: {error})" in str(caught.value)


def test_a_machine_without_room_is_no_fault_of_the_text() -> None:
    with pytest.raises(EnvironmentProblem, match="No space left"), engine.hearing([], engine.fetcher({}), lambda: PLACE):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_the_end_of_memory_or_patience_is_left_to_the_run(error: type[BaseException]) -> None:
    with pytest.raises(error), engine.hearing([], engine.fetcher({}), lambda: PLACE):
        raise error


def test_the_fetcher_serves_assets_from_memory() -> None:
    fetcher = engine.fetcher({"art/ä b.svg": Asset("art/ä b.svg", "image/svg+xml", b"<svg/>")})
    response = fetcher("asset:///art/%C3%A4%20b.svg")
    assert (response.read(), response.content_type) == (b"<svg/>", "image/svg+xml")
    assert fetcher.served == {"art/ä b.svg"}


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/",
        "data:text/plain,hello",
        "asset:///art/y.svg",
        "asset:///art/../art/x.svg",
        "asset:///%2e%2e/art/x.svg",
        "asset://host/art/x.svg",
        "ASSET:///art/x.svg",
        "asset:art/x.svg",
        "art/x.svg",
        "/art/x.svg",
        "",
    ],
)
def test_the_fetcher_refuses_and_remembers_everything_else(url: str) -> None:
    fetcher = engine.fetcher({"art/x.svg": Asset("art/x.svg", "image/svg+xml", b"<svg/>")})
    with pytest.raises(BaseException) as caught:
        fetcher(url)
    assert type(caught.value).__name__ == "Refused"
    assert not isinstance(caught.value, Exception), "the engine would swallow it"
    assert len(fetcher.refused) == 1


def test_the_families_are_those_of_the_bundled_fonts() -> None:
    bundled = set()
    for path in (paths.LAYOUTS / "fonts").glob("*.ttf"):
        with TTFont(path) as font:
            bundled.add(font["name"].getBestFamilyName())
    assert bundled | {"Brand"} == set(engine.FAMILIES)


def test_without_the_list_of_our_fonts_nothing_is_set_in_those_of_a_stranger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "FONTS_FILE", tmp_path / "fonts.conf")
    with pytest.raises(EnvironmentProblem, match=r"layouts/fonts/fonts\.conf: a file of the program is missing"):
        engine.load()


_WITHOUT_PANGO = """
import cffi
def missing(self, name, flags=0):
    raise OSError("cannot load library 'libpango-1.0-0': no such file")
cffi.FFI.dlopen = missing
from handbook import engine
from handbook.errors import EnvironmentProblem
try:
    engine.load()
except EnvironmentProblem as error:
    print(int(error.exit_code), error)
"""

_STARTED = """
import sys
started = []
sys.addaudithook(lambda event, arguments: started.append(event) if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "socket.connect") else None)
from handbook import engine
engine.load()
print(started)
"""


def child(code: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=paths.ROOT)
    return done.stdout.strip()


def test_a_machine_without_pango_is_told_what_to_install() -> None:
    said = child(_WITHOUT_PANGO)
    assert said.startswith("3 ")
    assert "libpango-1.0-0" in said
    assert "apt-get install" in said


def test_loading_the_engine_starts_no_process_and_no_connection() -> None:
    assert child(_STARTED) == "[]"
