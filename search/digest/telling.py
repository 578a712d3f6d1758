"""Telling a digest in one language: headings, counts and lines, for every form that it is written in."""

from dataclasses import dataclass
from typing import Protocol

from search.digest.digest import Digest, Group
from search.index import Snapshot
from search.language import Language, direction
from search.queries import Query
from search.records import Record, shown
from search.sentences import N_

MOST_PLACES = 3
TITLE = N_("New in the Social Protection Index")
OF_COLLECTION = N_("New in the collection “%(title)s”")
SINCE = N_("Since %(since)s")
UNTIL = N_("Since %(since)s, up to %(until)s")
NOTHING = N_("Nothing was added or changed since then.")
CUT = N_("Of a large index this page looks at the records added last alone; `spindex digest` tells of all.")
OTHERS = N_("Without a subject")
CHANGED = N_("changed")
ALL = N_("All records on this, the last added first")


class Addresses(Protocol):
    """Where things are; "" where nobody has said where the site is."""

    def record(self, identifier: str) -> str:
        """The page of a record."""

    def search(self, query: Query) -> str:
        """The page of a search."""


@dataclass(frozen=True)
class Voice:
    """Who tells: a language, and where its links lead. collection: what the collection is called, if it is of one."""

    language: Language
    addresses: Addresses
    collection: str = ""


@dataclass(frozen=True)
class ToldEntry:
    """A record. line: what it is, where and when; note: `changed`, or nothing; moment: of that."""

    id: str
    title: str
    lang: str
    direction: str
    url: str
    line: str
    note: str
    moment: str


@dataclass(frozen=True)
class ToldSection:
    """A subject. counts: `3 new records, 1 changed record`; more: how many of these are not listed.

    behind: what the search behind it is, with its total; url, asked: where it is, and its parameters.
    """

    heading: str
    counts: str
    entries: tuple[ToldEntry, ...]
    more: str
    url: str
    asked: str
    behind: str


@dataclass(frozen=True)
class Told:
    """All of it. until: a moment (RFC 3339). notes: what else there is to say, each a sentence."""

    title: str
    period: str
    counts: str
    notes: tuple[str, ...]
    sections: tuple[ToldSection, ...]
    language: Language
    url: str
    asked: str
    until: str
    index: str


def told(digest: Digest, snapshot: Snapshot, voice: Voice) -> Told:
    """The same digest in the same language is the same text, whenever it is told."""
    language, query = voice.language, digest.query
    title = (
        language.gettext(OF_COLLECTION) % {"title": voice.collection} if voice.collection else language.gettext(TITLE)
    )
    moments = {"since": language.date(digest.since.isoformat()), "until": language.date(digest.until)}
    period = UNTIL if digest.groups and digest.until[:10] > digest.since.isoformat() else SINCE
    notes = [NOTHING] * (not digest.groups) + [CUT] * digest.cut
    teller = _Teller(snapshot, voice)
    return Told(
        title=title,
        period=language.gettext(period) % moments,
        counts=_counts(digest.added, digest.changed, language),
        notes=tuple(map(language.gettext, notes)),
        sections=tuple(map(teller.section, digest.groups)),
        language=language,
        url=voice.addresses.search(query),
        asked=_asked(query),
        until=digest.until,
        index=digest.status.version,
    )


class _Teller:
    def __init__(self, snapshot: Snapshot, voice: Voice) -> None:
        self._known = snapshot.authorities
        self._language = voice.language
        self._addresses = voice.addresses

    def section(self, group: Group) -> ToldSection:
        language, count = self._language, group.added + group.changed
        more = count - len(group.records)
        said = language.ngettext("and %(num)s more", "and %(num)s more", more) % {"num": language.number(more)}
        return ToldSection(
            heading=self._known.taxonomy.label(group.facet, group.value, language.code)
            if group.facet
            else language.gettext(OTHERS),
            counts=_counts(group.added, group.changed, language),
            entries=tuple(self._entry(record, changed) for record, changed in group.records),
            more=said if more else "",
            url=self._addresses.search(group.query),
            asked=_asked(group.query),
            behind=f"{language.gettext(ALL)} ({language.number(group.whole)})",
        )

    def _entry(self, record: Record, changed: bool) -> ToldEntry:
        lang, title = shown(record.title, self._language.code)
        return ToldEntry(
            id=record.id,
            title=" ".join(title.split()),
            lang=lang,
            direction=direction(lang),
            url=self._addresses.record(record.id),
            line=self._language.comma.join(self._facts(record)),
            note=self._language.gettext(CHANGED) if changed else "",
            moment=record.updated or record.added or "",
        )

    def _facts(self, record: Record) -> list[str]:
        """What it is, where and when."""
        code, taxonomy = self._language.code, self._known.taxonomy
        kinds = [(name, value) for name in ("document_type", "content_type") for value in record.values(name)][:1]
        said = [taxonomy.label(name, value, code) for name, value in kinds]
        said += [self._known.countries.name(iso3, code) for iso3 in record.country[:MOST_PLACES]]
        if len(record.country) > MOST_PLACES:
            said.append("…")
        when = record.published or record.start or (str(record.year) if record.year else "")
        return [*said, *([self._language.date(when)] if when else [])]


def _counts(added: int, changed: int, language: Language) -> str:
    """`12 new records, 3 changed records`; of what there is none of nothing is said, unless there is nothing at all."""
    new = language.ngettext("%(count)s new record", "%(count)s new records", added) % {"count": language.number(added)}
    old = language.ngettext("%(count)s changed record", "%(count)s changed records", changed)
    parts = [new] * bool(added or not changed) + [old % {"count": language.number(changed)}] * bool(changed)
    return language.comma.join(parts)


def _asked(query: Query) -> str:
    """The search as its parameters: whoever has no address can ask it all the same."""
    return "&".join(f"{name}={value}" for name, value in query.parameters() if name != "lang")
