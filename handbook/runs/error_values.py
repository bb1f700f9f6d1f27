"""What spreadsheets show where a formula failed or a column is too narrow: no name of anybody, in whichever language it was saved.

In: a cell. Out: whether it is such a value. The words are a closed list: a greeting may begin with "#" and end with "!".
"""

from __future__ import annotations

import re

_LISTED = """
    #BLOCKED! #BUSY! #CALC! #CONNECT! #DIV/0! #ERROR! #EXTERNAL! #FIELD! #GETTING_DATA #N/A #N/A! #NAME! #NAME? #NULL! #NUM! #PYTHON! #REF! #SPILL! #TIMEOUT! #UNKNOWN! #VALUE!
    #BEZUG! #BLOCKIERT! #DATEN_ABRUFEN #FELD! #FEHLER! #KALK! #NV #NV! #UNBEKANNT! #VERBINDEN! #WERT! #ZAHL! #ÜBERLAUF!
    #BLOQUÉ! #CHAMP! #NOM? #NOMBRE! #NUL! #OCCUPÉ! #PROPAGATION! #VALEUR!
    #NOME? #N/D #RIF! #VALORE! #NUME? #VALOARE! #NULO! #NÚM! #VALOR!
    #¡CALC! #¡DESBORDAMIENTO! #¡DIV/0! #¡NULO! #¡NUM! #¡REF! #¡VALOR! #¿NOMBRE?
    #DEEL/0! #GETAL! #LEEG! #N/B #NAAM? #OVERLOOP! #VERW! #WAARDE!
    #DIVISION/0! #I/T #NAVN? #REFERENCE! #VERDI! #VÆRDI! #NAMN? #OGILTIGT! #REFERENS! #SAKNAS! #SKÄRNING! #VÄRDEFEL!
    #ARVO! #JAKO/0! #LUKU! #NIMI? #PUUTTUU! #TYHJÄ! #VIITTAUS!
    #ADR! #ARG! #DZIEL/0! #LICZBA! #N/D! #NAZWA? #ROZLANIE! #ZERO!
    #DĚLENÍ_NULOU! #HODNOTA! #NENÍ_K_DISPOZICI #NÁZEV? #ODKAZ! #ČÍSLO! #DELENIENULOU! #NEDOSTUPNÝ #NEPLATNÝ! #NÁZOV?
    #HIV! #HIÁNYZIK #NULLA! #NÉV? #SZÁM! #ZÉRÓOSZTÓ! #ÉRTÉK!
    #BROJ! #DIJ/0! #NAZIV? #VRIJEDNOST! #DEL/0! #IME? #N/V #NIČ! #SKLIC! #VREDN! #ŠTEV!
    #AD? #BAŞV! #BOŞ! #DEĞER! #SAYI! #SAYI/0! #TAŞMA! #YOK
    #ΑΝΑΦ! #ΑΡΙΘ! #ΔΙΑΙΡ./0! #Δ/Υ #ΚΕΝΟ! #ΟΝΟΜΑ? #ΤΙΜΗ!
    #ДЕЛ/0! #ЗНАЧ! #ИМЯ? #Н/Д #ПУСТО! #ССЫЛКА! #ЧИСЛО! #ЗНАЧЕННЯ! #ПОСИЛАННЯ!
"""
_WORDS = frozenset(_LISTED.split())
_SHAPES = re.compile(r"#{2,}|(?:Err|Fehler|Erreur|Errore):\d{3}")
"""A column that was too narrow when a sheet was saved as CSV, and LibreOffice's numbers."""


def is_error_value(cell: str) -> bool:
    """Whether a spreadsheet means a mistake by a cell."""
    return cell[:1] in ("#", "E", "F") and (cell in _WORDS or bool(_SHAPES.fullmatch(cell)))
