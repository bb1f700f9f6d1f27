"""What is wrong, where, and what to try: one value for everything that any stage has to say.

In: nothing. Out: `Finding`s, and their two renderings (a sentence for people, a dictionary for programs). Sentence and hint are
said with `wording.say`: people read them in their language (`told`), programs, the manifest and tests always in English.
A code is a letter for the family and two digits; a code once given is never given to something else.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from handbook.wording import in_language, say

CODES = {
    "E01": "edition file can't be read",
    "E02": "edition file is no valid TOML",
    "E03": "edition field is unknown, missing or wrong",
    "E04": "edition names a chapter, checklist, locale or country that doesn't exist",
    "A01": "asset is missing or can't be read",
    "A02": "asset lies outside the edition's folder",
    "A03": "asset is damaged or not what its name says",
    "A04": "asset is larger than the limit",
    "A05": "SVG holds something that isn't allowed",
    "A06": "bundled file is missing or changed",
    "B01": "brand colour was adjusted for text",
    "F01": "fact is unknown or incomplete",
    "F02": "fact has no value on the edition's date",
    "F03": "text names a value that has ended",
    "M01": "content file can't be read or has a wrong head",
    "M02": "unknown element, or element with wrong content",
    "M03": "reference leads nowhere",
    "M04": "something in the Markdown isn't allowed",
    "M05": "outline doesn't fit the content",
    "T01": "template is wrong",
    "L01": "style sheet or page set-up isn't understood by the engine",
    "L02": "picture or font couldn't be used by the engine",
    "L03": "glyph is missing in the typeface",
    "L04": "link leads nowhere on the pages",
    "L05": "engine said something that nobody foresaw",
    "L06": "engine crashed, ran too long or took too much memory",
    "P01": "section doesn't come out at its planned number of pages",
    "P02": "finished file isn't what was ordered",
    "P03": "section was set tighter to come out at its pages",
    "C01": "catalog can't be read",
    "C02": "passage has no translation",
    "C03": "translation is wrong",
    "C04": "translation was reviewed by nobody",
    "S01": "print shop is unknown or its file can't be read",
    "S02": "print shop's field is unknown, missing or wrong",
    "S03": "number of pages isn't what the print shop asks for",
    "S04": "colour or picture can't be turned into printing inks",
    "S05": "picture has too few pixels for print",
    "S06": "text or line is too fine for the press",
    "S07": "brand's inks are more than the paper bears",
    "S08": "text stands too near to the edge where the page is cut",
    "I01": "PDF to be imposed can't be read",
    "I02": "pages of a PDF to be imposed differ in size, or have none that paper has",
    "I03": "pages are too large for the sheet",
    "I04": "page count doesn't come out even in the scheme",
    "I05": "something lies where the printer doesn't print",
    "K01": "text lies beyond the edge of the page",
    "K02": "text stands outside the safe area of its page",
    "K03": "text or picture is cut off by its box",
    "K04": "text or picture runs out of its box",
    "K05": "line is longer than its measure",
    "K06": "text or picture runs into the margin",
    "K07": "texts are printed over each other",
    "K08": "text is hidden by a field that lies over it",
    "K09": "footnote stands on another page than its mark",
    "K10": "footnote is on no page",
    "K11": "heading is the last thing on its page",
    "K12": "single line of a paragraph stands alone on a page",
    "K13": "page is empty or nearly",
    "K14": "picture has too few pixels for its size",
    "K15": "type is too small to be read",
    "K16": "picture is wider or narrower than it should be",
    "K17": "picture or field ends at the edge without bleed",
    "W01": "file can't be written",
    "W02": "another run is writing into the folder",
    "W03": "cluster can't be used",
    "W04": "folder elsewhere can't be used",
    "N01": "text is too pale on its field",
    "N02": "imprint lacks something that the law asks for",
    "N03": "job is named for one sex only",
    "N04": "word may be read as leaving people out",
    "N05": "amount doesn't say from when it is",
    "N06": "days of the edition contradict each other",
    "N07": "e-mail and web address are of different domains",
    "N08": "telephone number can't be called as it stands",
    "N09": "QR code is too small or too pale to be read",
    "N10": "QR code on the finished pages can't be read, or says something else",
    "N11": "logo has too few pixels for the cover",
    "N12": "character is missing in the typeface",
    "N13": "placeholder was left in the edition",
    "N14": "text is too pale in the brand's own inks",
    "R01": "list of recipients can't be read",
    "R02": "column of a list is unknown, missing or there twice",
    "R03": "row of a list is wrong",
    "R04": "choice of copies or of their file names is wrong",
    "R05": "copy was built whole, because its pages can't be put into the finished book",
    "R06": "copies go into one file though the print shop wants the cover apart",
    "U01": "finished PDF has no tags",
    "U02": "finished PDF has no title, or viewers don't show it",
    "U03": "finished PDF doesn't say its language",
    "U04": "picture in a finished PDF has no words in its place",
    "U05": "link or bookmark in a finished PDF leads nowhere",
    "U06": "link in a finished PDF isn't told to those who listen",
    "U07": "finished PDF doesn't keep a standard that it claims",
    "U08": "headings of a finished PDF leave out a level",
    "U09": "field in a finished PDF has no name",
    "U10": "text in a finished PDF can't be read out",
    "U11": "something on finished pages is neither tagged nor an artifact",
    "U12": "order of links and fields in a finished PDF isn't that of reading",
    "U13": "table in a finished PDF has no head",
    "U14": "long finished PDF has no bookmarks",
    "U15": "finished PDF is locked against screen readers",
    "U16": "finished PDF does something by itself, or fetches something",
    "U17": "part of a finished PDF goes round in circles, or has no end",
    "X01": "finished PDF can't be looked at",
    "X02": "finished PDF is locked",
    "X03": "finished PDF is made for another way of printing, or for none",
    "X04": "finished PDF doesn't keep the standard that the shop asks for",
    "X05": "finished PDF has links, comments or form fields on its pages",
    "X06": "finished PDF holds programs or other files",
    "X07": "finished PDF has layers that aren't shown",
    "X08": "page doesn't say where it is cut",
    "X09": "pages of a finished PDF differ in size",
    "X10": "finished page isn't painted beyond the edge where it is cut",
    "X11": "page is turned or enlarged by a note in the file",
    "X12": "colour of a finished page is no printing ink",
    "X13": "finished page needs an ink of its own",
    "X14": "small black text of a finished page is mixed of several inks",
    "X15": "finished page has more ink on a spot than the paper bears",
    "X16": "white on a finished page vanishes, because it is set to overprint",
    "X17": "finished page has transparency that its standard forbids",
    "X18": "typeface isn't in the finished PDF",
    "X19": "typeface in the finished PDF forbids to be embedded",
    "Z01": "waiver waives nothing",
    "Z02": "waiver is of no help, because no file came of it",
    "Z03": "file was rejected, or an older one was removed",
}
"""Every code there is, with its meaning."""

NEVER_WAIVED = ("E01", "E02", "E03", "E04", "A01", "A02", "A03", "A04", "A05", "A06", "L05", "L06", "P02", "R01", "R02", "R03", "R04", "R05", "X01", "Z01", "Z02", "Z03")
"""Codes that nobody can let pass: an edition that can't be read or lacks its imprint, an asset that is missing, unsafe or changed, a
file that isn't what was ordered, can't be looked at or of which the engine says what nobody
understands, a list that is wrong, and what is said of waivers themselves."""


class Severity(StrEnum):
    """How grave a finding is: an error stops the build, a review wants a person's eye, a note only tells."""

    ERROR = "error"
    REVIEW = "review"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file with line and column (from 1), or a spot in the book such as a chapter."""

    file: str = ""
    line: int = 0
    column: int = 0
    part: str = ""
    page: int = 0
    """Page of the finished book, from 1; 0 where the finding has none."""
    x_mm: float | None = None
    """How far from the left edge of the trimmed page."""
    y_mm: float | None = None
    """How far from its upper edge."""

    def __str__(self) -> str:
        return self.told(gettext.NullTranslations())

    def told(self, translations: gettext.NullTranslations) -> str:
        """The place for people in their language."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        where = ":".join([self.file, *numbers]) if self.file else ""
        spot = ", ".join(filter(None, (in_language(self.part, translations), in_language(self._on_page(), translations))))
        return f"{where} ({spot})" if where and spot else where or spot

    def _on_page(self) -> str:
        if not self.page:
            return ""
        if self.x_mm is None or self.y_mm is None:
            return say("page %(page)s", page=self.page)
        return say("page %(page)s, %(x)s mm from the left and %(y)s mm from the top", page=self.page, x=f"{self.x_mm:.0f}", y=f"{self.y_mm:.0f}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth a look."""

    code: str
    message: str
    place: Place = field(default_factory=Place)
    hint: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    """The line of the file that is meant, and below it a row of carets; shown to people only."""
    waived: str = ""
    """Why somebody who looked at it lets it pass; then it is a note."""

    @property
    def sentence(self) -> str:
        """What is wrong, and why that is let pass."""
        return say("%(message)s Waived: %(reason)s", message=self.message, reason=self.waived) if self.waived else self.message

    def __post_init__(self) -> None:
        assert self.code in CODES, self.code

    def __str__(self) -> str:
        return self.told(gettext.NullTranslations())

    def told(self, translations: gettext.NullTranslations) -> str:
        """The finding for people in their language: place, sentence, hint, and below them the line that is meant."""
        place = self.place.told(translations)
        where = f"{place}: " if place else ""
        hint = f" {in_language(self.hint, translations)}" if self.hint else ""
        excerpt = f"\n{self.excerpt}" if self.excerpt else ""
        return f"{where}{in_language(self.sentence, translations)}{hint}{excerpt}"

    def as_dict(self) -> dict[str, object]:
        """The finding for `--json` and the manifest, in English whoever asks; the keys are stable."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "part": str(self.place.part),
            "page": self.place.page,
            "x_mm": self.place.x_mm,
            "y_mm": self.place.y_mm,
            "message": str(self.sentence),
            "hint": str(self.hint),
        }


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, cutoff: float = 0.6) -> str:
    """The hint for a word that nobody knows: the nearest known one, or something else where none is near."""
    from difflib import get_close_matches  # late: most runs have no mistakes

    near = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return say('Did you mean "%(word)s"?', word=near[0]) if near else otherwise


def counted(finding: Finding, strict: bool) -> Finding:
    """A finding as it counts: where somebody is strict, what wants review is an error."""
    return replace(finding, severity=Severity.ERROR) if strict and finding.severity is Severity.REVIEW else finding


def grave(findings: Iterable[Finding], strict: bool) -> list[Finding]:
    """The findings that count as errors, as they are."""
    return [finding for finding in findings if counted(finding, strict).severity is Severity.ERROR]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that forbid a finished file."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file and line, as a reader meets them; each only once."""
    return sorted(dict.fromkeys(findings), key=lambda finding: (finding.place.file, finding.place.line, finding.place.column, finding.place.page))
