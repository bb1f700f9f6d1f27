"""A print shop's name or file in, what it asks of a file out.

In: "offset-coated", or a TOML file in the edition's folder. Out: `PrintShop`, its terms with the bytes of its output profile.
All mistakes of the file are named in one go, each with its line. A profile is a file of its own: the shop's from the folder
of the edition, else one that comes with the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from handbook import assets, formats, paths
from handbook.assets import Asset
from handbook.edition.problems import A_PRINT_SHOP, findings
from handbook.edition.spans import SourceMap
from handbook.errors import ContentError
from handbook.findings import Finding, Place, did_you_mean
from handbook.wording import say

FOLDER = paths.CONTENT / "print-shops"
PROFILES = paths.LAYOUTS / "profiles"
MOST_BLEED = min(form.bleed_mm for form in (formats.A5, formats.A4, formats.SHEET))
"""Millimetres: so far the artwork of the layouts reaches beyond the trim, so no shop can be given more."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n]*$")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]*$")]
Flag = Annotated[bool, Field(strict=True)]


class Terms(BaseModel):
    """What a print shop asks of a file. Its data sheet ("Druckdatenblatt") says it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)

    name: Words
    """The shop, or the way of printing, as people call it."""
    profile: Words
    """File of the output profile (.icc): your shop's, in the edition's folder, or one that comes with the program: FOGRA39L_coated.icc, FOGRA29L_uncoated.icc."""
    condition: Identifier
    """Short name of the printing condition that the profile stands for, such as FOGRA39 or FOGRA51; "Custom" if it has none."""
    condition_name: Words
    """The same in words: way of printing, paper, standard."""
    standard: Literal["PDF/X-4"] = "PDF/X-4"  # ISO 15930-7
    """Kind of file. Transparency stays transparency, all colours are printing inks."""
    bleed_mm: Annotated[float, Field(ge=0, le=MOST_BLEED, strict=True)] = 3
    """Millimetres that pictures reach beyond the trimmed edge. The artwork has 3 mm and no more."""
    safe_mm: Annotated[float, Field(ge=0, le=10, strict=True)] = 3
    """Millimetres inside the trimmed edge in which no line of type may begin; one that does is named for review."""
    marks: Flag = False
    """Whether crop and registration marks are drawn outside the bleed. Most shops want none."""
    ink_limit: Annotated[int, Field(ge=200, le=400, strict=True)] = 300
    """Most ink on one spot: the sum of the four inks in percent ("Gesamtfarbauftrag")."""
    wanted_dpi: Annotated[int, Field(ge=72, le=1200, strict=True)] = 300
    """Resolution of pictures at their printed size, in pixels per inch; fewer are named for review."""
    least_dpi: Annotated[int, Field(ge=72, le=1200, strict=True)] = 200
    """Fewer pixels per inch than this stop the build."""
    page_multiple: Annotated[int, Field(ge=1, le=64, strict=True)] = 4
    """The number of pages must be a multiple of this: 4 when stapled, 16 when thread-sewn. With a cover apart it counts the pages inside it. Single sheets are left out."""
    cover_apart: Flag = False
    """Whether the four pages of the cover go into a file of their own."""
    least_line_pt: Annotated[float, Field(ge=0, le=2, strict=True)] = 0.25
    """Thinnest line in points; a note tells where there are thinner ones."""
    least_coloured_text_pt: Annotated[float, Field(ge=0, le=20, strict=True)] = 8
    """Smallest type in points that may be set in more than one ink; a note tells where coloured text is smaller."""
    notes: tuple[Words, ...] = ()
    """Anything that whoever orders the print ought to know."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.wanted_dpi < self.least_dpi:
            raise ValueError(say("wanted_dpi is below least_dpi"))
        return self

    @property
    def registered(self) -> bool:
        """Whether the condition stands in the public list of printing conditions that PDF/X refers to."""
        return re.fullmatch(r"FOGRA\d+L?", self.condition) is not None


@dataclass(frozen=True)
class PrintShop:
    """A shop's terms, with the profile that its colours are made for."""

    terms: Terms
    profile: Asset


def available() -> tuple[str, ...]:
    """The print shops that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load(named: str, folder: Path, place: Place | None = None, excerpt: str = "") -> PrintShop:
    """The print shop of that name, or of that file in the edition's folder. ContentError with every mistake; `place` is where the edition names it."""
    place = place or Place()
    if named.endswith(".toml"):
        text = _decoded(assets.admit(named, folder, place, kind="print_shop", excerpt=excerpt), named)
    elif named in available():
        text = (FOLDER / f"{named}.toml").read_text("utf-8")
    else:
        hint = did_you_mean(named, available(), say("There are: %(names)s; a file of your own ends in .toml.", names=", ".join(available())))
        raise ContentError(Finding("S01", say('there is no print shop "%(name)s".', name=named[:60]), place, hint, excerpt=excerpt))
    source = _parsed(text, paths.shown(folder / named) if named.endswith(".toml") else f"handbook/content/print-shops/{named}.toml")
    try:
        terms = Terms.model_validate(source.tree.unspan())
    except ValidationError as error:
        raise ContentError(*findings(error, Terms, source, code="S02", of=A_PRINT_SHOP)) from None
    return PrintShop(terms, _profile(terms.profile, folder, source))


def _decoded(file: Asset, named: str) -> str:
    try:
        return file.data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = Place(named, file.data.count(b"\n", 0, error.start) + 1)
        raise ContentError(Finding("S01", say("is no UTF-8 text."), place, say("Save it as UTF-8 in a text editor."))) from None


def _parsed(text: str, name: str) -> SourceMap:
    """The file's values with their places."""
    import spanned_toml

    try:
        return SourceMap(name, text, spanned_toml.loads(text))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        said = re.search(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
        line, column = (int(said[2]), int(said[3])) if said and said[2] else (text.count("\n") + 1, 1)
        # For translators: what the reader of TOML says, in English
        message = say("%(mistake)s.", mistake=said[1]) if said else say("is no valid TOML.")
        hint = say('Text stands in quotes: key = "value"; numbers, true and false don\'t.')
        raise ContentError(Finding("S01", message, Place(name, line, column), hint)) from None


def _profile(named: str, folder: Path, source: SourceMap) -> Asset:
    """The shop's own profile, or the program's of that name."""
    bundled = sorted(path.name for path in PROFILES.glob("*.icc"))
    home = PROFILES if named in bundled and not (folder / named).is_file() else folder
    try:
        return assets.admit(named, home, source.place(("profile",)), kind="profile", excerpt=source.excerpt(("profile",)))
    except ContentError as error:
        (finding,) = error.findings
        if finding.code == "A01" and (near := did_you_mean(named, bundled)):
            raise ContentError(Finding(finding.code, finding.message, finding.place, near, excerpt=finding.excerpt)) from None
        raise
