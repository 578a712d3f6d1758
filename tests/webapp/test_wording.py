"""What is composed is right in each language: its commas, colons, quotation marks, plurals and words that join."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

import webapp
from search.records import INTERFACE_LANGUAGES
from search.sentences import AND, OR, joined
from tests.webapp.test_sentences import templates
from webapp.languages import language

from .pages import only, page, text

FOLDER = Path(webapp.__file__).parent
SAID = (*(FOLDER / "presenters").glob("*.py"), FOLDER.parent / "search" / "queries" / "read_as.py")
CODE = ("snippets.py",)  # lines for programs
GLUED = re.compile(r"""join\(["'] ?[,;:·] ?["']|[}>][,;:] *(?:\{|<|$)|(?<!\w)["'] ?[,;:] ?["']|[“”«»]""")
JOINING = set("about also and as but by for from in not of on or since to until with within without".split())
LABELS = {"to"}  # that stand alone, between two boxes


def outside_of_messages(template: str) -> str:
    """A template without what translators are given, and without what no person reads."""
    for said in (
        r"\{#.*?#\}",
        r"\{% trans.*?endtrans %\}",
        r"n?gettext\((?:\"[^\"]*\"|[^()\"])*\)",
        r"_\((\"|').*?\1",
        r"<svg.*?</svg>",
    ):
        template = re.sub(said, "", template, flags=re.DOTALL)
    return re.sub(r'(style|content|sandbox|viewBox|sizes)="[^"]*"', "", template)


def glued(template: str) -> list[str]:
    return [line for line in outside_of_messages(template).splitlines() if GLUED.search(line)]


@pytest.mark.parametrize("path", sorted((FOLDER / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_glues(path: Path) -> None:
    assert not glued(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "template", ['{{ a | join(", ") }}', "{{ a }}, {{ b }}", "</b>: <i>", "{% if a %}; {% endif %}", "“{{ a }}”"]
)
def test_glue_in_a_template_is_found(template: str) -> None:
    assert glued(template) and not glued('{{ _("a, b: “%(c)s”", c=d) }}{{ language.comma }}')


def glue(tree: ast.Module) -> Iterator[int]:
    """The lines that join texts by a sign or a word of English, or put one between two values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said = [part.value for part in node.values if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            said = [node.func.value.value] if isinstance(node.func.value, ast.Constant) else []
        else:
            continue
        if any(re.fullmatch(r"\s*[,;:]\s+|[“”«»]|\s+\w+\s+", str(one)) for one in said):
            yield node.lineno


@pytest.mark.parametrize("path", [path for path in SAID if path.name not in CODE], ids=lambda path: path.name)
def test_no_presenter_glues(path: Path) -> None:
    assert not list(glue(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("code", ['", ".join(a)', '" and ".join(a)', 'f"{a}: {b}"', 'f"“{a}”"', 'f"{a} or {b}"'])
def test_glue_in_a_presenter_is_found(code: str) -> None:
    assert list(glue(ast.parse(code))) and not list(
        glue(ast.parse('language.comma.join(a)\n" ".join(b)\nf"{a} ({b})"'))
    )


def test_no_message_is_a_word_that_joins() -> None:
    """*not* is another word before a filter than before a word; what is said of values holds them."""
    bare = {one for one in templates() if one[:1].islower() and set(one.replace(":", "").split()) <= JOINING}
    assert bare == LABELS


def strings(code: str) -> list[str]:
    with open(FOLDER / "translations" / f"{code}.po", "rb") as file:
        found = [one.string or "" for one in read_po(file, locale=code) if one.id]
    return [text for one in found for text in ([one] if isinstance(one, str) else one)]


def test_french_and_arabic_have_their_own_signs() -> None:
    for said in strings("fr"):
        assert not re.search(r"[^\u00a0\u202f/\w][:;?!»]|\w[?!;:](\s|$)|«[^\u00a0]", said), said
        assert not re.search(r"\w'\w", said), said
    for said in strings("ar"):
        assert not re.search(r"[\u0600-\u06ff]\s*[,;?]|”|“", said), said
    assert language("fr").semicolon == "\u00a0; " and language("ar").comma == "، "


@pytest.mark.parametrize("code", INTERFACE_LANGUAGES[1:])
def test_every_plural_has_the_forms_of_its_language(code: str) -> None:
    with open(FOLDER / "translations" / f"{code}.po", "rb") as file:
        catalogue = read_po(file, locale=code)
        several = [one for one in catalogue if one.id and one.pluralizable]
    assert several and all(len(one.string or "") == catalogue.num_plurals for one in several)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "لا سجلات"), (1, "سجل واحد"), (2, "سجلان"), (3, "%(count)s سجلات"), (10, "%(count)s سجلات"),
     (11, "%(count)s سجلًا"), (99, "%(count)s سجلًا"), (100, "%(count)s سجل"), (102, "%(count)s سجل"),
     (103, "%(count)s سجلات"), (111, "%(count)s سجلًا")],
)  # fmt: skip
def test_arabic_counts_in_six_forms(number: int, said: str) -> None:
    assert language("ar").ngettext("%(count)s record", "%(count)s records", number) == said


@pytest.mark.parametrize(
    ("code", "template", "parts", "said"),
    [
        ("es", AND, ["Kenia", "India"], "Kenia e India"), ("es", AND, ["Kenia", "Perú"], "Kenia y Perú"),
        ("es", AND, ["agua", "hielo"], "agua y hielo"), ("es", AND, ["padres", "“hijos”"], "padres e “hijos”"),
        ("es", OR, ["Kenia", "Omán"], "Kenia u Omán"), ("es", OR, ["a", "hogares", "b"], "a u hogares o b"),
        ("fr", OR, ["Kenya", "Inde"], "Kenya ou Inde"), ("ar", AND, ["كينيا", "الهند", "بيرو"], "كينيا والهند وبيرو"),
        ("en", AND, [], ""), ("en", AND, ["alone"], "alone"),
    ],
)  # fmt: skip
def test_what_is_joined_sounds_right(code: str, template: str, parts: list[str], said: str) -> None:
    assert joined(parts, template, language(code)) == said


QUESTION = "q=study&country=KEN&country=IND&source.not=plain&year.from=1990&year.to=2020"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "“study”, in India or Kenya, from 1990 until 2020, not taken from plain"),
        ("fr", "«\u00a0study\u00a0», lieu\u00a0: Inde ou Kenya, de 1990 à 2020, sauf source\u00a0: plain"),
        ("es", "«study», lugar: India o Kenia, de 1990 a 2020, excepto fuente: plain"),
        ("pt", "«study», local: Quênia ou Índia, de 1990 a 2020, exceto fonte: plain"),
        ("ar", "«study»، المكان: الهند أو كينيا، من سنة 1990 إلى سنة 2020، باستثناء المصدر: plain"),
    ],
)
def test_a_search_is_a_sentence_in_each_language(client: FlaskClient, code: str, said: str) -> None:
    tree = page(client, f"/search?{QUESTION}&lang={code}")
    assert str(only(tree, "head > title").text()).startswith(said)
    chips = only(tree, ".chips")
    for node in chips.css(".unseen, .clear"):
        node.decompose()
    assert text(chips) == " ".join(re.sub("[,،] ", " ", said).split())


@pytest.mark.parametrize(
    ("q", "code", "said"),
    [
        ("writer -study", "fr", "writer, sauf study"),
        ("-study", "fr", "tout sauf study"),
        ("-study -report", "es", "todo excepto study, excepto report"),
        ("writer -study", "ar", "writer، باستثناء study"),
        ("study OR report", "ar", "study أو report"),
        ('"cash transfers"', "pt", "«cash transfers»"),
    ],
)
def test_what_is_refused_is_said_in_each_language(client: FlaskClient, q: str, code: str, said: str) -> None:
    answer = client.get(f"/api/v1/search?q={quote(q)}&lang={code}").json or {}
    assert answer["read_as"].partition("؛")[0].partition("\u00a0;")[0].partition("; ")[0] == said
