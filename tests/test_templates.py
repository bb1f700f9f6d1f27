"""Templates set text and nothing else."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from handbook import paths, templates
from handbook.errors import ContentError
from handbook.findings import Finding
from handbook.formats import A5

Fill = Callable[..., str]

VALUES: dict[str, Any] = {"word": "Wort", "table": {"key": "value"}, "number": 3, "list": ["a", "b"], "form": A5}


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fill]:
    """Fill a template written in the test; `others` are further files of the layout."""
    monkeypatch.setattr(paths, "LAYOUTS", tmp_path)
    templates._environment.cache_clear()

    def filled(text: str, catalog: gettext.NullTranslations | None = None, **others: str) -> str:
        for name, content in {"part": text, **others}.items():
            (tmp_path / f"{name}.html").write_text(content, "utf-8")
        return templates.fill("part.html", VALUES, catalog or gettext.NullTranslations())

    yield filled
    templates._environment.cache_clear()


def problem(fill: Fill, text: str, **others: str) -> Finding:
    """What filling a template complains about."""
    with pytest.raises(ContentError) as caught:
        fill(text, **others)
    (finding,) = caught.value.findings
    assert finding.code == "T01"
    return finding


@pytest.mark.parametrize(
    "payload",
    [
        "{{ word.__class__ }}",
        "{{ word['__class__'] }}",
        "{{ word.__class__.__mro__ }}",
        "{{ ''.__class__.mro()[1].__subclasses__() }}",
        "{{ number.__class__.__base__ }}",
        "{{ table.__init__.__globals__ }}",
        "{{ table.items() }}",
        "{{ word.format(1) }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ word.join(list) }}",
        "{{ list.append('c') }}",
        "{{ form._line }}",
        "{{ form.as_tokens() }}",
        "{{ self.__class__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ loop }}",
        "{% for _ in list %}{{ loop.__init__.__globals__ }}{% endfor %}",
        "{% for _ in list %}{{ loop._iterator }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m._environment }}",
        "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
        "{{ _.__globals__ }}",
        "{{ range.__globals__ }}",
        "{{ cycler('a', 'b') }}",
        "{{ joiner() }}",
        "{{ lipsum(100) }}",
        "{{ namespace(a=1) }}",
        "{{ dict(a=1) }}",
        "{{ get_flashed_messages }}",
        "{{ 'a' * 10**9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 1000000000 * 'a' }}",
        "{{ list * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%-999999999d' % 1 }}",
        "{{ '%*d' % (999999999, 1) }}",
        "{{ '%s' % word }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ _('%999999999d') }}",
        "{{ _('%(number)999999999d', number=1) }}",
        "{{ ngettext('%(num)999999999d', '%(num)999999999d', 1) }}",
        "{{ range(10**9) }}",
        "{{ range(1000000000) }}",
        "{{ range(1000000000000000000000000000000) }}",
        "{{ list|batch(1000000000, 'x')|list }}",
        "{{ word|replace('W', 'WWWWWWWWWWWWWWWW') }}",
        "{{ word|center(1000000000) }}",
        "{{ word|attr('__class__') }}",
        "{{ list|map(attribute='__class__')|join }}",
        "{{ list|map('attr', '__class__')|list }}",
        "{{ word|pprint }}",
        "{{ ('<b>' ~ word)|safe }}",
        "{{ word|xmlattr }}",
    ],
)
def test_a_template_can_neither_reach_out_nor_grow_without_bound(fill: Fill, payload: str) -> None:
    assert problem(fill, payload).place.file == "layouts/part.html"


@pytest.mark.parametrize("name", ["../secret.html", "/etc/passwd", "part.html/../../secret.html"])
@pytest.mark.parametrize("statement", ["include", "extends", "import"])
def test_a_template_outside_the_layouts_is_not_there(fill: Fill, tmp_path: Path, statement: str, name: str) -> None:
    (tmp_path.parent / "secret.html").write_text("secret", "utf-8")
    assert "there is no template" in problem(fill, f'{{% {statement} "{name}" {"as x " if statement == "import" else ""}%}}').message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\n\n{{ wort }}", 3, "'wort' is undefined"),
        ("\n{{ table.kye }}", 2, "has no attribute 'kye'"),
        ("\n{{ table['kye'] }}", 2, "has no attribute 'kye'"),
        ("{% if wort %}x{% endif %}", 1, "'wort' is undefined"),
        ("a\n{{ word|jion }}", 2, "No filter named 'jion'"),
        ("a\n{% fro x in list %}{% endfro %}", 2, "unknown tag 'fro'"),
        ("a\nb\n{% for x in list %}", 3, "endfor"),
        ("a\n{{ number / 0 }}", 2, "division by zero"),
        ("a\n{{ number|dictsort }}", 2, "items"),
        ("a\n{{ number + word }}", 2, "unsupported operand"),
        ("a\n{{ word|length + list }}", 2, "unsupported operand"),
        ("a\n{% for x in number %}{% endfor %}", 2, "not iterable"),
    ],
)
def test_a_mistake_is_named_with_the_line_of_the_template(fill: Fill, text: str, line: int, words: str) -> None:
    found = problem(fill, text)
    assert (found.place.file, found.place.line) == ("layouts/part.html", line)
    assert words in found.message


@pytest.mark.parametrize(
    ("text", "others", "place"),
    [
        ("\n{% include 'inner.html' %}", {"inner": "a\n\n{{ wort }}"}, "layouts/inner.html:3"),
        ("{% import 'inner.html' as m %}\n{{ m.macro() }}", {"inner": "{% macro macro() %}\n{{ wort }}{% endmacro %}"}, "layouts/inner.html:2"),
        ("{% import 'inner.html' as m %}\n{{ m.marco() }}", {"inner": "{% macro macro() %}{% endmacro %}"}, "layouts/part.html:2"),
        ("{% extends 'inner.html' %}\n{% block b %}{{ wort }}{% endblock %}", {"inner": "{% block b %}{% endblock %}"}, "layouts/part.html:2"),
        ("\n\n{% include 'gone.html' %}", {}, "layouts/part.html:3"),
        ("a\n{% include 'part.html' %}", {}, "layouts/part.html:2"),
    ],
)
def test_the_innermost_template_is_named(fill: Fill, text: str, others: dict[str, str], place: str) -> None:
    assert str(problem(fill, text, **others).place) == place


def test_a_template_in_another_encoding_is_named(fill: Fill, tmp_path: Path) -> None:
    (tmp_path / "inner.html").write_bytes("ä".encode("latin-1"))
    assert "utf-8" in problem(fill, "{% include 'inner.html' %}").message


def test_text_is_escaped_and_html_of_earlier_stages_is_not(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VALUES, "word", '<script>"&')
    monkeypatch.setitem(VALUES, "table", {"key": Markup("<b>fett</b>")})
    assert fill("{{ word }}{{ table.key }}") == "&lt;script&gt;&#34;&amp;<b>fett</b>"


def test_values_are_seen_as_plain_data_all_the_way_down(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VALUES, "table", {"forms": (A5,)})
    assert fill("{{ form.name }} {{ table.forms[0].width_mm }}") == "A5 148"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{% for row in list|batch(2) %}{{ row|join('-') }}{% endfor %}", "a-b"),
        ("{{ 2.345|round(1) }} {{ (number / 7)|round(2) }}", "2.3 0.43"),
        ("{{ 7|round|int }}", "7"),
        ("{% for _ in range(200) %}x{% endfor %}", "x" * 200),
        ("{{ number * 2.5 }} {{ number % 2 }}", "7.5 1"),
        ("{{ _('Halle %(number)s zu 100 %%', number=number) }}", "Halle 3 zu 100 %"),
        ("{% trans count=number %}{{ count }} Tage{% endtrans %}", "3 Tage"),
        ("{% for x in list %}{{ loop.index }}{{ x }}{% endfor %}", "1a2b"),
    ],
)
def test_what_layouts_need_works(fill: Fill, text: str, printed: str) -> None:
    assert fill(text) == printed


class _Foreign(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return "%(word)999999999s"


def test_a_translation_cannot_smuggle_in_a_format(fill: Fill) -> None:
    with pytest.raises(ContentError, match="no other format"):
        fill("{% trans %}Wort {{ word }}{% endtrans %}", _Foreign())


def test_every_template_of_the_project_can_be_parsed() -> None:
    """Also those that no edition at hand uses."""
    names = templates._environment().list_templates(extensions=["html", "svg"])
    assert len(names) > 20
    for name in names:
        templates._environment().get_template(name)
