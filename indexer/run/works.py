"""Whether two records are about the same work, by what they say; and the keys that only the same work has in common."""

from collections.abc import Iterator

from indexer.duplicates import may_be_one
from search.records import Record, shared_identifiers
from search.text import UNKNOWN, fold

LONG_TITLE = 4  # words; shorter ones are the titles of many works


def same_work(one: Record, other: Record) -> bool:
    """Whether titles, in a language that both have, are not those of two works.

    Titles in different languages cannot be compared: then the records must share a year and a country or an author.
    """
    shared = [lang for lang in one.title if lang in other.title]
    if shared:
        return any(may_be_one(one.title[lang], other.title[lang]) for lang in shared)
    if any(may_be_one(mine, theirs) for mine in one.title.values() for theirs in other.title.values()):
        return True
    if UNKNOWN in one.title or UNKNOWN in other.title:
        return False
    near = set(one.country) & set(other.country) or set(one.author) & set(other.author)
    return bool(near) and one.year == other.year


def apart(one: Record, other: Record) -> bool:
    """Whether they are of different countries or years, as far as both say."""
    countries = bool(one.country and other.country) and not set(one.country) & set(other.country)
    return countries or (one.year is not None and other.year is not None and one.year != other.year)


def differ(one: Record, other: Record) -> bool:
    """Whether they have other addresses, or no author in common, as far as both say."""
    addresses = bool(one.url and other.url) and one.url != other.url
    return addresses or (bool(one.author and other.author) and not set(one.author) & set(other.author))


def keys_of(record: Record, stated: bool) -> Iterator[str]:
    """What only records of the same work have in common; a key begins with its kind.

    stated: whether the record is called as its list calls it, and not after what it says.
    """
    titles = {fold(text) for text in record.title.values()} - {""}
    for identifier in shared_identifiers(record):
        if identifier.startswith("10."):
            yield f"doi:{identifier}"
        else:
            yield from (f"identifier:{identifier}|{title}" for title in titles)
    author = next((fold(name) for name in record.author), "")
    for title in titles:
        if record.number:
            by = next((fold(n) for n in (record.container, record.publisher, *record.organisation) if n), "")
            yield f"number:{fold(record.number)}|{by}|{title}"
        if record.year and author:
            yield f"author:{author}|{record.year}|{title}"
        elif not stated and len(title.split()) >= LONG_TITLE:
            yield f"title:{title}|{record.year}|{'+'.join(sorted(record.country))}"
        yield f"list:{record.source}|{title}"
    for raw in record.raw[:1]:
        yield f"place:{record.source}|{raw.sheet}|{raw.row}"
