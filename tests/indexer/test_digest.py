"""`spindex digest`: the same index is the same bytes, in five forms that say the same, and no title is markup."""

import email
import importlib
import re
import xml.etree.ElementTree as xml
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest

from indexer.digest import FORMS
from search.authorities import Authorities
from search.engines import open_index
from search.records import INTERFACE_LANGUAGES, Record
from search.settings import Settings

from .conftest import Command

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = ("--base-url", "https://index.example.org/sp")
HOSTILE = '<script>alert(1)</script> & [a](javascript:x) *b*\n# "quoted"\x07'
RECORDS = [
    Record(id="x:evil", source="x", title={"en": HOSTILE}, added="2026-10-05T00:00:00Z", programme=("vouchers",)),
    Record(id="x:ar", source="x", title={"ar": "الحماية الاجتماعية"}, added="2026-10-04T00:00:00Z", country=("EGY",)),
    Record(id="x:old", source="x", title={"en": "Old"}, added="2025-01-01T00:00:00Z", updated="2026-10-06T00:00:00Z"),
    Record(id="x:past", source="x", title={"en": "Past"}, added="2025-01-01T00:00:00Z", updated="2025-01-01T00:00:00Z"),
    *(
        Record(id=f"x:{n}", source="x", title={"en": f"Pension {n}"}, added="2026-10-03T00:00:00Z", year=2015,
               programme=("social-pensions",), country=("KEN",), content_type="publication")
        for n in range(5)
    ),
]  # fmt: skip


@pytest.fixture
def filled(spindex: Command) -> Command:
    with open_index(Settings(data=spindex.data)) as index, index.replacing(Authorities.shipped()) as writer:
        for record in RECORDS:
            writer.add(record)
    return spindex


class _Balanced(HTMLParser):
    """Notes each element that is not closed where it should be, and each attribute without a value."""

    VOID = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.wrong += [name for name, value in attrs if value is None or name.startswith("on")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_a_folder_holds_every_form_and_twice_the_same(filled: Command, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert filled("digest", "--since", "2026-10-01", "--output", tmp_path / name, *BASE).code == 0
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["digest.atom", "digest.eml", "digest.html", "digest.md", "digest.txt"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_a_mail_says_the_same_in_both_parts(filled: Command, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "a.eml"
    assert filled("digest", "--since", "2026-10-01", "--lang", lang, "--most", "3", "--output", path, *BASE).code == 0
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    plain, marked = (part.get_content() for part in message.iter_parts())
    assert message.get_content_type() == "multipart/alternative" and message["X-Unsent"] == "1"
    assert message["Date"].datetime.isoformat() == "2026-10-06T00:00:00+00:00"
    said = {"en": "7 new records, 1 changed record", "fr": "7 nouvelles notices, 1 notice modifiée",
            "ar": "7 سجلات جديدة، سجل معدَّل واحد"}[lang]  # fmt: skip
    assert said in plain and said in marked and said in str(message["Subject"])
    checked = _Balanced()
    checked.feed(marked)
    assert (checked.open, checked.wrong) == ([], []) and not {"script", "style", "img", "link"} & checked.seen
    assert f'lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in marked
    links = set(re.findall(r'href="([^"]+)"', marked))
    assert links and {one.replace("&amp;", "&") for one in links} >= set(re.findall(r"https://\S+", plain))
    assert all(one.startswith("https://index.example.org/sp/") for one in links)


def test_a_title_is_never_markup(filled: Command) -> None:
    def said(form: str) -> str:
        done = filled("digest", "--since", "2026-10-01", "--format", form)
        assert done.code == 0 and "\x07" not in done.output
        return done.output

    assert "<script" not in said("html") and "&lt;script&gt;" in said("html")
    assert r"\<script\>alert\(1\)" in said("markdown") and r"\[a\]\(javascript:x\) \*b\* \# " in said("markdown")
    titles = [one.text for one in xml.fromstring(said("atom")).iter(f"{ATOM}title")]
    assert '<script>alert(1)</script> & [a](javascript:x) *b* # "quoted"' in titles
    assert not [line for line in said("text").splitlines() if line.startswith("#")]


def test_a_feed_has_an_entry_for_each_and_says_under_what(filled: Command) -> None:
    feed = xml.fromstring(filled("digest", "--since", "2026-10-01", "--format", "atom", *BASE).output)
    assert len(feed.findall(f"{ATOM}entry")) == 8
    assert {str(one.get("term")) for one in feed.iter(f"{ATOM}category")} == {"Social assistance", "Without a subject"}
    assert feed.findtext(f"{ATOM}updated") == "2026-10-06T00:00:00Z"


def test_without_an_address_searches_are_told_by_their_parameters(filled: Command) -> None:
    text = filled("digest", "--since", "2026-10-01").output
    assert "http" not in text and "  programme=social-assistance&sort=added\n" in text and "  x:evil\n" in text
    assert "and 4 more" in filled("digest", "--since", "2026-10-01", "--most", "2").output


def test_one_of_a_collection(filled: Command, tmp_path: Path) -> None:
    (tmp_path / "kenya.yaml").write_text(
        "title: {en: Kenya, fr: Le Kenya}\nintroduction: {en: x}\nsearch: country=KEN\n", encoding="utf-8"
    )
    (tmp_path / "read.yaml").write_text("title: {en: R}\nintroduction: {en: x}\npins: [x:1]\n", encoding="utf-8")
    own = ("--since", "2026-10-01", "--collections", str(tmp_path))
    told = filled("digest", *own, "--collection", "kenya", "--lang", "fr").output
    assert told.startswith("Nouveautés de la collection «\u00a0Le Kenya\u00a0»") and "5 nouvelles notices" in told
    none = filled("digest", *own, "--collection", "peru")
    assert none.code == 2 and "use one of kenya, read" in none.output
    assert "key readings alone" in filled("digest", *own, "--collection", "read").output


def test_the_help_knows_the_forms_and_languages_without_reading_them() -> None:
    digest = importlib.import_module("indexer.commands.digest")  # the door names the command so
    assert [form.name for form in FORMS] == list(digest.NAMES)
    assert [form.ending for form in FORMS] == list(digest.ENDINGS) and digest.LANGUAGES == INTERFACE_LANGUAGES


def test_nothing_new_is_said(filled: Command) -> None:
    told = filled("digest", "--since", "2027-01-01")
    assert (
        told.code == 0 and "Nothing was added or changed since then." in told.output and "0 new records" in told.output
    )


def test_what_cannot_be_written_is_said(filled: Command, tmp_path: Path) -> None:
    bad = filled("digest", "--since", "01.10.2026")
    assert bad.code == 2
    odd = filled("digest", "--since", "2026-10-01", "--output", tmp_path / "a.doc")
    assert odd.code == 2 and "a.doc has no ending of ours" in odd.output
    for nowhere in (tmp_path / "no" / "a.html", tmp_path / "no" / "folder"):
        gone = filled("digest", "--since", "2026-10-01", "--output", nowhere)
        assert gone.code == 2 and "is no folder" in gone.output
    (tmp_path / "file").write_text("x")
    taken = filled("digest", "--since", "2026-10-01", "--output", tmp_path / "file")
    assert taken.code == 2 and (tmp_path / "file").read_text() == "x"
    named = filled("digest", "--since", "2026-10-01", "--output", tmp_path / "news.txt", "--format", "markdown")
    assert named.code == 0 and (tmp_path / "news.txt").read_text(encoding="utf-8").startswith("# New")


def test_without_an_index_it_says_what_to_do(spindex: Command) -> None:
    assert spindex("digest", "--since", "2026-10-01").code == 2
