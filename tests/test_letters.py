"""Every letter that the languages of the handbook need is in its typeface, in each weight and size, and can be read out again."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, replace

import pypdfium2
import pytest

from handbook import engine, localization, pdf
from handbook.galley import Section
from handbook.pages import Document
from handbook.sections import Setting
from tests.layout import galley

LATIN = "abcdefghijklmnopqrstuvwxyz"
VIETNAMESE = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ"


@dataclass(frozen=True)
class Language:
    """What a language is written with."""

    letters: str
    pangram: str
    marks: str = ""


LANGUAGES = {
    "de": Language(f"{LATIN}äöüßẞ", "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich."),
    "en": Language(LATIN, "The quick brown fox jumps over the lazy dog; naïve café."),
    "fr": Language(f"{LATIN}àâæçéèêëîïôœùûüÿ", "Portez ce vieux whisky au juge blond qui fume sur son île intérieure, à côté de l’alcôve ovoïde."),
    "pl": Language(f"{LATIN}ąćęłńóśźż", "Pchnąć w tę łódź jeża lub ośm skrzyń fig."),
    "ro": Language(f"{LATIN}ăâîșț", "Bând whisky, jazologul șprițuit vomă fix în tequila; ția."),
    "tr": Language("abcçdefgğhıijklmnoöpqrsştuüvwxyzâîû", "Pijamalı hasta yağız şoföre çabucak güvendi. İIıi"),
    "uk": Language("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п’яне знаємо."),
    "vi": Language(f"{LATIN}{VIETNAMESE}", "Do bạch kim rất quý nên sẽ dùng để lắp vô xương."),
    "ar": Language("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "صِفْ خَلْقَ خَوْدٍ كَمِثْلِ الشَّمْسِ إِذْ بَزَغَتْ، يَحْظَى الضَّجِيعُ بِهَا نَجْلَاءَ مِعْطَارِ؛ نعم؟", "ًٌٍَُِّْ،؛؟ـ"),
}
COMMON = f"0123456789 .,:;!?–—…-()[]/&%+=@#§€·×→ „“‚‘ «»‹› “”‘’ \u2011 {localization.NARROW}{localization.FIXED}½"
WAYS = (
    "<p>{}</p>",
    "<p><strong>{}</strong></p>",
    '<p class="imprint">{}</p>',
    "<h1>{}</h1>",
    "<h2>{}</h2>",
    '<p class="opener"><span class="number" style="font-weight: 300">{}</span></p>',
)


def page(code: str, text: str) -> Document:
    """A page with this text in every weight and size, laid out with the style sheets of the book."""
    made = galley("house", code if code in ("de", "ar") else "en")
    direction = localization.direction(code)
    body = "".join(way.format(text) for way in WAYS)
    html = f'<!DOCTYPE html><html lang="{code}" dir="{direction}"><head><title>x</title></head><body><main class="body" id="x">{body}</main></body></html>'
    section = Section("x", "x", html, 1)
    setting = Setting(replace(made, sections=(section,), fillers=()))
    rendered = setting.lay_out(section, 1)
    assert setting.findings == []
    return Document(tuple(rendered.pages), {"x": 1}, rendered, setting.fetcher)


def letters(code: str) -> str:
    """All letters of a language, small and capital: Turkish has two of each i."""
    small = LANGUAGES[code].letters
    capital = small.replace("i", "İ").upper().replace("I\u0307", "İ") if code == "tr" else small.upper().replace("SS", "")
    return f"{small} {capital}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_all_its_letters_in_every_weight_and_size(code: str) -> None:
    """`write` refuses a page on which a letter is missing or a stranger's typeface steps in."""
    language = LANGUAGES[code]
    document = page(code, f"{letters(code)} {language.pangram} {language.marks} {COMMON}")
    data = pdf.write(document, "x")
    fonts = list(document.rendered.fonts.values())
    assert [font.missing for font in fonts if font.missing] == []
    assert {font.family for font in fonts} <= set(engine.FAMILIES)
    assert {font.family for font in fonts} == ({"IBM Plex Sans", "IBM Plex Sans Arabic"} if code == "ar" else {"IBM Plex Sans"})
    assert len(fonts) >= 3  # one for each weight
    with pypdfium2.PdfDocument(io.BytesIO(data)) as opened:
        read = unicodedata.normalize("NFKC", "".join(each.get_textpage().get_text_range() for each in opened))
    wanted = unicodedata.normalize("NFKC", letters(code)).replace(" ", "")
    assert [letter for letter in dict.fromkeys(wanted) if letter not in read] == []


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code in localization._ALPHABETS])
def test_the_alphabet_in_which_a_language_is_sorted_is_made_of_its_letters(code: str) -> None:
    assert set(localization._ALPHABETS[code]) <= set(LANGUAGES[code].letters)
    assert [letter for letter in LANGUAGES[code].letters if not localization.sort_key(letter, code) and letter not in "ء"] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_quotes_and_marks_of_a_language_are_in_its_typeface(code: str) -> None:
    document = page(
        code, f"{' '.join(localization.quotes(code))} {localization.comma(code)} {localization.arrow(code)} {localization.money(1014.5, code)} {localization.percent(12.5, code)}"
    )
    pdf.write(document, "x")
    assert [font.missing for font in document.rendered.fonts.values() if font.missing] == []


def test_an_accent_may_be_written_as_a_sign_of_its_own() -> None:
    """What comes from elsewhere may be decomposed: the letter and its accent are one glyph all the same."""
    words = "Größe, Łódź, Việt Nam, Škoda, Nuñez"
    document = page("de", unicodedata.normalize("NFD", words))
    data = pdf.write(document, "x")
    with pypdfium2.PdfDocument(io.BytesIO(data)) as opened:
        read = unicodedata.normalize("NFC", opened[0].get_textpage().get_text_range())
    assert words in read
