"""Verifying the folder of an embedded index: every file that a version needs is what was written."""

from collections.abc import Iterator

from search.engines.embedded.commits import damaged as damaged_files
from search.engines.embedded.errors import opening
from search.engines.embedded.files import is_sealed
from search.engines.embedded.shown import Shown, own_schema
from search.engines.embedded.store import Store
from search.errors import IndexDamaged, IndexNotReady
from search.index import OF_PREVIOUS, Flaw, damaged, of_live, verified
from search.sentences import Sentence

TRIES = 5  # times it is looked again when somebody writes meanwhile
NOT_AS_WRITTEN = Sentence("It is not what was written.")
OF_CURRENT = Sentence("The next command that writes, such as `spindex build` or `spindex update`, writes it anew.")


def flaws(store: Store, shown: Shown) -> list[Flaw]:
    """Those of the version that is live, and of the one before. Raises IndexNotReady when nothing was built."""
    for _ in range(TRIES):
        live = store.live()
        stamp = (live, *store.stamp(live))
        found = list(_flaws(store, shown))
        now = store.live()
        if not found or stamp == (now, *store.stamp(now)):
            break
    return found


def _flaws(store: Store, shown: Shown) -> Iterator[Flaw]:
    pointer = store.pointer()
    if pointer.damage:
        yield damaged(pointer.damage, str(store.folder), OF_CURRENT)
    elif not is_sealed(store.current):
        yield Flaw(str(store.current), NOT_AS_WRITTEN, OF_CURRENT)
    if pointer.live:
        yield from _of_version(store, shown, pointer.live, of_live(bool(pointer.previous)))
    if pointer.previous:
        yield from _of_version(store, shown, pointer.previous, OF_PREVIOUS)


def _of_version(store: Store, shown: Shown, name: str, advice: Sentence) -> Iterator[Flaw]:
    files = list(flaws_of_files(store, name, advice))
    yield from files
    if files:
        return
    where = store.version_folder(name)
    try:
        snapshot = shown.version(name)
    except IndexNotReady:  # of another version of the program: there is nothing to compare it with
        if advice is not OF_PREVIOUS:
            raise
    except IndexDamaged as error:
        yield damaged(error, str(where), advice)
    else:
        yield from verified(snapshot, str(where), advice)


def flaws_of_files(store: Store, name: str, advice: Sentence = OF_PREVIOUS) -> Iterator[Flaw]:
    """Those of a version's files that can be told without opening it."""
    try:
        version = store.version(name)
        if not is_sealed(store.noted(name)):
            yield Flaw(str(store.noted(name)), NOT_AS_WRITTEN, advice)
        with opening(store.words(name)):
            if version.schema == own_schema().fingerprint and not is_sealed(store.words(name)):
                yield Flaw(str(store.words(name)), NOT_AS_WRITTEN, advice)
        store.authorities(version)
    except IndexDamaged as error:
        yield damaged(error, str(store.version_folder(name)), advice)
    for path in damaged_files(store.tantivy(name)):
        yield Flaw(str(path), NOT_AS_WRITTEN, advice)
