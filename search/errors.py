"""The few errors that leave this package: each is a finished sentence that ends with what to do."""

from typing import Any

from search.sentences import N_, Sentence

TOO_COSTLY = N_("This question takes too long to answer: use fewer or longer words, or fewer filters.")


class SearchError(Exception):
    """Anything that we can explain: `SearchError("There is no %(thing)s: look elsewhere.", thing=...)`.

    sentence: what a person reads, `str(error)` in English. detail: a folder of this machine, or what its system said:
    for whoever runs the program, never for a visitor.
    """

    def __init__(self, template: str, /, *, detail: object = "", **values: Any) -> None:
        super().__init__(template)
        self.sentence = Sentence(template, **values)
        self.detail = str(detail)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Everything that it says."""
        return (self.sentence,)

    def __str__(self) -> str:
        return " ".join(map(str, self.sentences))


class QueryError(SearchError):
    """A question that cannot be asked: an unknown parameter, facet, sort or value, or a limit passed."""

    def __init__(self, *problems: Sentence) -> None:
        super().__init__("")
        self.problems = problems

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """One for each problem."""
        return self.problems


class TooCostly(QueryError):
    """A question whose answer would take too long: `search.index.deadline`."""

    def __init__(self, *problems: Sentence) -> None:
        super().__init__(*(problems or (Sentence(TOO_COSTLY),)))


class RecordNotFound(SearchError):
    """No record of that id is in the live index."""


class IndexNotReady(SearchError):
    """Nothing has been built yet, or what was built does not fit this version of the program."""


class EngineUnavailable(SearchError):
    """The engine is down, busy, or refuses us."""


class IndexDamaged(EngineUnavailable):
    """What the engine keeps is not what was written, or breaks it. path: a file or folder; reason: in what way."""

    def __init__(self, template: str, /, *, path: object = "", reason: object = "", **values: Any) -> None:
        super().__init__(template, detail=f"{path}: {reason}" if path else reason, **values)
        self.path = str(path)
        self.reason = str(reason)


class IndexBusy(SearchError):
    """Somebody else is writing to the index; the sentence names them."""


class ConfigurationError(SearchError):
    """A setting, the taxonomy or the mappings are wrong."""


class SourceError(SearchError):
    """A file of resources that cannot be read at all."""
