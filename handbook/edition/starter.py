"""A commented edition to start from: `build_pdf.py new NAME`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from handbook import paths
from handbook.edition.load import FILE_NAME
from handbook.errors import EnvironmentProblem, UsageError
from handbook.findings import Finding, Place
from handbook.wording import say

_TEXT = """\
#:schema ../edition.schema.json
# Ihre Ausgabe. Zeilen mit # sind Erklärungen oder ausgeschaltete Felder: # löschen, ausfüllen, fertig.
# Prüfen: python build_pdf.py check {name}      Bauen: python build_pdf.py build {name}
name = "{name}"
pages = 32                       # 32, 28 oder 24 Seiten
# title = "Kundenservice: Ihr Weg hinein"
# format = "A4"                  # statt A5
# locales = ["de", "en", "ar"]   # Sprachen: python build_pdf.py list
# untranslated = "source"        # was noch nicht übersetzt ist, auf Deutsch drucken
# channels = ["screen", "office", "press"]     # Bildschirm, Bürodrucker, Druckerei
# print_shop = "offset-coated"   # Druckerei: auch "offset-uncoated", "digital" oder eine eigene Datei
# print_instructions = true      # dazu eine Seite, die das Drucken im Büro erklärt
# ink = "saving"                 # mit wenig Farbe, für den Bürodrucker
# bilingual = "de"               # deutsche Fachwörter neben die Übersetzung setzen
# country = "AT"                 # statt DE; auch CH
# products = ["handbook", "before-the-fair", "at-the-fair"]     # sonst: alles

[brand]
name = "Ihre Firma"
# logo = "logo.svg"              # SVG, PNG oder JPEG in diesem Ordner
primary = "#1F4E79"
accent = "#E2725B"

# [fair]
# name = "Jobmesse"
# place = "Musterstadt, Halle 2"
# starts = {year}-03-12
# ends = {year}-03-13
# stand = "Stand 14"

# [contact]
# name = "Vorname Nachname"
# role = "Personalgewinnung"
# phone = "+49 30 1234567"
# email = "karriere@example.org"
# web = "www.example.org/karriere"

# [chapters]
# exclude = ["learning"]         # alle Kapitel: python build_pdf.py list

# [pay]                          # Spanne für den Einstieg, brutto im Monat
# hours = 40
# lowest = 2600
# highest = 3000
# source = "Haustarifvertrag"
# as_of = {year}-01-01

[imprint]
publisher = "Ihre Firma GmbH"
address = "Straße 1, 12345 Ort"
date = {date}
"""


def start(name: str, folder: Path, today: dt.date | None = None) -> Path:
    """Write the file and return its path. UsageError if the name isn't possible or the edition is there already."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name):
        message = say('"%(name)s" can\'t be the name of an edition.', name=name[:60])
        raise UsageError(Finding("E03", message, hint=say("Use small letters, digits and hyphens, beginning with a letter.")))
    path = folder / name / FILE_NAME
    if path.exists():
        raise UsageError(Finding("E01", say("is there already; nothing was changed."), Place(paths.shown(path)), say("Choose another name.")))
    day = today or dt.date.today()
    schema = folder / paths.SCHEMA.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_TEXT.format(name=name, year=day.year + 1, date=day.isoformat()), "utf-8")
        if not schema.exists() and paths.SCHEMA.exists():
            schema.write_bytes(paths.SCHEMA.read_bytes())
    except OSError as error:
        raise EnvironmentProblem(Finding("W01", say("can't be written: %(reason)s.", reason=error.strerror), Place(paths.shown(path)))) from None
    return path
