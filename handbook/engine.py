"""The engine behind a closed door: only this module, `pages` and `pdf` speak to WeasyPrint.

In: assets in memory. Out: a fetcher that serves them and nothing else, a font configuration that knows only bundled and
brand fonts, and a record of everything the engine complained about. The engine reports success whatever happens; its log
is the verdict.
"""

from __future__ import annotations

import ctypes.util
import io
import logging
import os
import re
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any

from handbook import hyphens, paths
from handbook.assets import Asset
from handbook.errors import EnvironmentProblem, raise_for
from handbook.findings import Finding, Place, in_order
from handbook.wording import say

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

SCHEME = "asset"
BASE_URL = f"{SCHEME}:///"
FONTS_FILE = paths.LAYOUTS / "fonts" / "fonts.conf"
FAMILIES = ("IBM Plex Sans", "IBM Plex Sans Arabic", "Brand")
"""The families that a style sheet may name: ours, and an edition's own under its name there."""
INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig   (macOS: brew install pango)"


def load() -> Any:
    """Import WeasyPrint once, with our fonts only. EnvironmentProblem if Pango isn't there.

    The import looks for libraries by running a compiler through PATH, 54 processes long; told that nothing was found, it
    takes the plain library names, which is what a system with Pango has.
    """
    if not FONTS_FILE.is_file():
        hint = say("Get it back with `git checkout layouts` or install again.")
        raise EnvironmentProblem(Finding("A06", say("a file of the program is missing."), Place("layouts/fonts/fonts.conf"), hint))
    os.environ["FONTCONFIG_FILE"] = str(FONTS_FILE)
    for parts in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
        if SCHEME not in parts:
            parts.append(SCHEME)
    found, ctypes.util.find_library = ctypes.util.find_library, lambda name: None
    try:
        with redirect_stdout(io.StringIO()):  # where it prints advice when it fails; ours follows
            import weasyprint
    except OSError:
        ctypes.util.find_library = found
        try:
            with redirect_stdout(io.StringIO()):
                import weasyprint
        except OSError as error:
            missing = str(error).split("'")[1] if "'" in str(error) else str(error)
            message = say("the layout engine lacks a library of this machine: %(library)s.", library=missing)
            raise EnvironmentProblem(Finding("L06", message, hint=say("Run: %(command)s", command=INSTALL))) from None
    finally:
        ctypes.util.find_library = found
    hyphens.read_when_wanted()
    return weasyprint


def fetcher(assets: Mapping[str, Asset]) -> Any:
    """A fetcher that serves these assets from memory and refuses, and remembers, everything else."""
    load()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Refused(FatalURLFetchingError):  # type: ignore[misc]
        pass

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.assets = assets
            self.refused: list[str] = []
            self.served: set[str] = set()
            self.style_sheet = ""

        def fetch(self, url: str, headers: object = None) -> Any:
            name = urllib.parse.unquote(url.removeprefix(BASE_URL))
            asset = self.assets.get(name) if url.startswith(BASE_URL) else None
            if asset is None:
                self.refused.append(name)
                raise Refused(name)
            self.served.add(name)
            if asset.mime == "text/css":
                self.style_sheet = name
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.mime})

    return Fetcher()


def font_configuration() -> FontConfiguration:
    """Fonts of `layouts/fonts`; brand fonts join by `@font-face`."""
    load()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


class _Complaints(logging.Handler):
    def __init__(self, where: Callable[[], Place]) -> None:
        super().__init__(logging.WARNING)
        self.where = where
        self.records: list[tuple[logging.LogRecord, Place]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record, self.where()))


@contextmanager
def listening(where: Callable[[], Place]) -> Iterator[list[tuple[logging.LogRecord, Place]]]:
    """Everything the engine says in the block, each with what `where()` returned at that moment."""
    logger = logging.getLogger("weasyprint")
    handler = _Complaints(where)
    before = logger.level, logger.propagate, logger.handlers[:], logger.disabled, logger.manager.disable
    logger.handlers[:] = [handler]
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.disabled, logger.manager.disable = False, 0  # whatever another library did to all loggers
    try:
        yield handler.records
    finally:
        logger.level, logger.propagate, logger.handlers[:], logger.disabled, logger.manager.disable = before


@contextmanager
def hearing(found: list[Finding], fetcher: Any, place: Callable[[], Place], wanted_by: Callable[[str], Place | None] = lambda name: None) -> Iterator[None]:
    """A block of engine work whose complaints, refusals and crashes become findings; ContentError at once if it gave up."""
    problem: Finding | None = None
    with listening(place) as records:
        try:
            yield
        except MemoryError:
            raise
        except OSError as error:
            raise EnvironmentProblem(Finding("L06", say("the layout engine can't work here: %(reason)s.", reason=error), place())) from None
        except Exception as error:
            problem = Finding("L06", say("the layout engine gave up (%(kind)s: %(reason)s).", kind=type(error).__name__, reason=str(error)[:200]), place())
        except BaseException as error:
            if not fetcher.refused or type(error).__name__ != "Refused":
                raise
    found += [verdict(record, where) for record, where in records]
    for name in fetcher.refused:
        found.append(Finding("L02", say('"%(file)s" isn\'t among the files of this edition.', file=name[:120]), wanted_by(name) or place()))
    if problem or fetcher.refused:
        fetcher.refused.clear()
        raise_for(in_order([*found, *([problem] if problem else [])]))


TEMPLATES: tuple[tuple[str, str], ...] = (
    ("Failed to load image", "L02"),
    ("Failed to render SVG image", "L02"),
    ("Failed to apply CSS rule in SVG", "L02"),
    ("Failed to load stylesheet", "L01"),
    ("Font-face", "L02"),
    (".notdef glyph", "L03"),
    ("No anchor", "L04"),
    ("Anchor defined twice", "L04"),
    ("Content discarded", "L04"),
    ("Unsupported stylesheet type", "L01"),
    ("Ignored", "L01"),
    ("Parse error", "L01"),
    ("Unknown", "L01"),
    ("Invalid", "L01"),
    ("Unsupported", "L01"),
    ("Missing", "L01"),
    ("This row has more columns", "L01"),
)
"""How the engine's sentences begin, and the code they get. What isn't here gets L05: nothing passes unheard."""


def verdict(record: logging.LogRecord, place: Place) -> Finding:
    """One complaint as a finding."""
    message = record.getMessage().strip().rstrip(".")
    code = next((code for start, code in TEMPLATES if str(record.msg).startswith(start)), "L05")
    line = re.search(r"\bat (\d+):(\d+)", message)
    if line and place.file.endswith(".css"):
        place = Place(place.file, int(line[1]), int(line[2]), place.part)
        message = message.replace(line[0], "").replace(" ,", ",")
    # For translators: what the layout engine says, in English
    return Finding(code, say("%(complaint)s.", complaint=message[:300]), place, _HINTS.get(code, ""))


_HINTS = {
    "L02": say("The page would be printed without it."),
    "L03": say("Choose a typeface that has this character, or write it differently."),
    "L04": say("The link or number would be missing."),
}
