"""The edition: every field a recruiter may set. The text under a field is its manual, and the schema's description.

In: plain values, as TOML gives them. Out: a frozen `Edition`. No disk, no clock: paths are only names here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from handbook.findings import CODES, NEVER_WAIVED
from handbook.formats import FORMATS
from handbook.products import PRODUCTS
from handbook.wording import say

_FORBIDDEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ufffe\uffff]")
"""Control characters, and the overrides of writing direction that can make a text read differently than it is."""


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if found := _FORBIDDEN.search(text):
        raise ValueError(say("holds the character %(code)s, which can't be printed", code=f"U+{ord(found[0]):04X}"))
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise ValueError(say("must be one line"))
    return text


_ONE_LINE = (AfterValidator(_clean), AfterValidator(_one_line))
Line30 = Annotated[str, StringConstraints(min_length=1, max_length=30), *_ONE_LINE]
Line60 = Annotated[str, StringConstraints(min_length=1, max_length=60), *_ONE_LINE]
Line70 = Annotated[str, StringConstraints(min_length=1, max_length=70), *_ONE_LINE]
Line90 = Annotated[str, StringConstraints(min_length=1, max_length=90), *_ONE_LINE]
Line120 = Annotated[str, StringConstraints(min_length=1, max_length=120), *_ONE_LINE]


def _web(address: str) -> str:
    bare = re.sub(r"^https://", "", address).rstrip("/")
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)+(/[\w./?=&%~+#-]*)?", bare):
        raise ValueError(say("is no web address such as www.example.org/jobs (https is understood)"))
    return bare


def _email(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # late: it costs a tenth of `check`

    try:
        return str(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError as error:
        raise ValueError(say("is no e-mail address: %(reason)s", reason=f"{str(error)[0].lower()}{str(error)[1:].rstrip('.')}")) from None


def _phone(number: str) -> str:
    if not re.fullmatch(r"\+?[0-9][0-9 ()/-]{4,28}[0-9]", number):
        raise ValueError(say("is no telephone number such as +49 30 1234567"))
    return number


def _waivable(code: str) -> str:
    if code not in CODES:
        raise PydanticCustomError("unknown_code", "unknown")
    if code in NEVER_WAIVED:
        raise PydanticCustomError("never_waived", "never")
    return code


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
Share = Annotated[float, Field(ge=0, le=100)]
Inks = tuple[Share, Share, Share, Share]
"""Cyan, magenta, yellow and black in percent."""
Day = Annotated[dt.date, Field(strict=True)]
"""A TOML date. Strict, or the number 20261123 would be taken for seconds since 1970."""
Path = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_clean)]
WebAddress = Annotated[str, StringConstraints(max_length=120), AfterValidator(_web)]
EmailAddress = Annotated[str, StringConstraints(max_length=120), Field(json_schema_extra={"format": "email"}), AfterValidator(_email)]
PhoneNumber = Annotated[str, StringConstraints(max_length=30), AfterValidator(_phone)]
Product = Literal["handbook", "before-the-fair", "at-the-fair", "application", "interview", "first-90-days", "skills", "qualification-plan"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)


class Typeface(_Table):
    """A typeface of your own instead of IBM Plex Sans. Its licence must allow embedding in PDF."""

    regular: Path
    """TrueType or OpenType file of the upright regular weight, relative to the edition file."""
    bold: Path
    """TrueType or OpenType file of the bold weight, relative to the edition file."""


class Brand(_Table):
    """How your company looks."""

    name: Line60
    """Company name as it stands on the cover, at the foot of the pages and in the contact code."""
    logo: Path | None = None
    """Logo as SVG, PNG or JPEG, relative to the edition file. Without a logo the name is set in type."""
    primary: Colour = "#1F4E79"
    """Main colour, such as "#0B5FFF": cover, chapter openers, headings."""
    accent: Colour = "#E2725B"
    """Second colour: meets the first one in the artwork, marks the calls for attention."""
    primary_inks: Inks | None = None
    """Main colour for a print shop, as your print manual has it: cyan, magenta, yellow and black in percent, such as [100, 70, 0, 10]. Left out, it is converted."""
    accent_inks: Inks | None = None
    """Second colour for a print shop, likewise."""
    typeface: Typeface | None = None
    """Your own typeface. Left out, the book is set in IBM Plex Sans."""


class Fair(_Table):
    """The event at which the handbook is handed out."""

    name: Line70
    """Name of the fair."""
    place: Line70
    """Town, and hall if it helps."""
    starts: Day
    """First day, as 2027-03-12. Figures in the text are those valid on this day."""
    ends: Day | None = None
    """Last day; left out for a fair of one day."""
    stand: Line30 | None = None
    """Where you are found, such as "Halle 2, Stand 14"."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends is not None and self.ends < self.starts:
            raise ValueError(say("the fair ends before it starts"))
        return self


class Contact(_Table):
    """Whom visitors reach after the fair. Left out, the back cover has lines to write on."""

    name: Line60
    """Name of the person, or of the team."""
    role: Line60 | None = None
    """What the person does, such as "Personalgewinnung"."""
    phone: PhoneNumber | None = None
    """Telephone number with country code, such as "+49 30 1234567"."""
    email: EmailAddress | None = None
    """E-mail address."""
    web: WebAddress | None = None
    """Short web address, printed beside the code; https is understood."""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not (self.phone or self.email or self.web):
            raise ValueError(say("needs at least one of phone, email and web"))
        return self


class Chapters(_Table):
    """Which chapters the book has, if not all of the outline."""

    include: tuple[Slug, ...] | None = None
    """Only these chapters; `build_pdf.py list` names them."""
    exclude: tuple[Slug, ...] = ()
    """All chapters but these."""
    order: tuple[Slug, ...] = ()
    """These chapters first, in this order; the others follow as in the outline."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.include is not None and self.exclude:
            raise ValueError(say("include and exclude say the same thing twice; use one of them"))
        return self

    def wants(self, name: str) -> bool:
        """Whether a chapter is chosen."""
        return (self.include is None or name in self.include) and name not in self.exclude


class Pay(_Table):
    """What you pay beginners, for the wage bar. Left out, the bar shows only the legal floor."""

    hours: Annotated[float, Field(ge=5, le=48, strict=True)] = 40
    """Hours a week that a full-time job has with you."""
    lowest: Annotated[float, Field(gt=0, le=20_000, strict=True)]
    """Lowest gross pay a month, full time, in the country's currency."""
    highest: Annotated[float, Field(gt=0, le=20_000, strict=True)]
    """Highest gross pay a month for beginners."""
    source: Line90
    """Where the range stands, such as "Haustarifvertrag vom 1. Januar 2026"."""
    as_of: Day
    """Day on which the range was checked."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.highest < self.lowest:
            raise ValueError(say("highest is below lowest"))
        return self


class Imprint(_Table):
    """Who publishes. German press law asks for publisher and printer with their addresses on every printed handbook."""

    publisher: Line90
    """Company or person that publishes the handbook."""
    address: Line120
    """Postal address of the publisher on one line."""
    responsible: Line90 | None = None
    """Who answers for the text."""
    printer: Line120 = "Eigendruck"
    """Printer with address; "Eigendruck" when you print it yourself."""
    date: Day
    """Day of this edition ("Stand"). Without a fair, figures in the text are those valid on this day."""
    credits: Line120 | None = None
    """Picture credits, if your logo or typeface asks for them."""


class Waiver(_Table):
    """A finding that somebody has looked at and lets pass. It becomes a note that says the reason; one that waives nothing is named."""

    code: Annotated[str, StringConstraints(max_length=30), AfterValidator(_waivable)]
    """Code of the finding, such as "S05"; docs/preflight.md lists them, and says which can't be waived."""
    reason: Annotated[str, StringConstraints(min_length=10, max_length=200), *_ONE_LINE]
    """Why it may be printed all the same, in at least ten characters: whoever comes after you reads it."""
    product: Product | None = None
    """Only in this product, such as "handbook". Left out: wherever it is found."""


class Edition(_Table):
    """One recruiter's version of the handbook: brand, fair, contact, chosen chapters and products."""

    name: Slug
    """Short name of the edition, used in file names: small letters, digits, hyphens. Same as the folder's name."""
    title: Line60 | None = None
    """Title on the cover; a colon parts the two lines. Left out: "Kundenservice: Ihr Weg hinein"."""
    locales: Annotated[tuple[Literal["de", "en", "ar", "de@simple", "pl", "tr", "uk"], ...], Field(min_length=1)] = ("de",)
    """Languages to build, such as ["de", "en"]."""
    untranslated: Literal["fail", "source"] = "fail"
    """What happens where a passage has no translation: "fail" stops the build, "source" prints the German, marked as German, and lists it."""
    unreviewed: Line120 | None = None
    """Why a translation may be printed that nobody has read against the German yet. Left out, the imprint says so on every copy."""
    bilingual: Literal["de"] | None = None
    """"de" sets the German of titles, checklist entries and glossary terms beside the translation, so that a visitor can show the German word."""
    country: Literal["DE", "AT", "CH"] = "DE"
    """Country whose law, advice bodies, school terms and figures the text tells; what it has no figure for is left out."""
    format: Literal["A5", "A4"] = "A5"
    """Trim size of the handbook. Checklists are always A4."""
    pages: Literal[32, 28, 24] = 32
    """Outline: 32 pages tell everything at length, 28 and 24 tell it shorter. Leaving chapters out makes the book thinner still."""
    channels: Annotated[tuple[Literal["screen", "office", "press"], ...], Field(min_length=1)] = ("screen",)
    """Where the pages go: "screen" makes accessible PDFs to read and fill in, "office" sheets to print, fold and staple, "press" files for a print shop."""
    standard: Literal["ua-1", "ua-2"] = "ua-1"
    """What screen PDFs keep: "ua-1" is PDF/UA-1 with PDF/A-2a, read everywhere; "ua-2" is PDF/UA-2 with PDF/A-4."""
    print_shop: Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_clean)] = "offset-coated"
    """Whose terms hold for "press": "offset-coated", "offset-uncoated", "digital", or a file of your own such as "my-shop.toml" (docs/print-shops.md)."""
    print_instructions: bool = False
    """Whether "office" also makes a page that tells how to print, fold and staple the booklet."""
    ink: Literal["full", "saving"] = "full"
    """"saving" prints lines instead of coloured fields, and black text: for the office printer. Nothing moves on the pages."""
    products: Annotated[tuple[Product, ...], Field(min_length=1)] = PRODUCTS  # type: ignore[assignment]
    """What to make: "handbook" and the names of checklists. Left out: everything."""
    brand: Brand
    fair: Fair | None = None
    contact: Contact | None = None
    chapters: Chapters = Chapters()
    pay: Pay | None = None
    imprint: Imprint
    waivers: tuple[Waiver, ...] = ()

    @property
    def date(self) -> dt.date:
        """The day on which figures must be valid: the fair's first day, else the imprint's."""
        return self.fair.starts if self.fair else self.imprint.date

    @property
    def last_day(self) -> dt.date:
        """The day until which they must stay valid: the fair's last one."""
        return (self.fair and self.fair.ends) or self.date


assert set(Edition.model_fields["format"].annotation.__args__) == set(FORMATS)  # type: ignore[union-attr]
