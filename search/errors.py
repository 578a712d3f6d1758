"""The few errors that leave this package: each is a finished sentence that ends with what to do."""


class SearchError(Exception):
    """Anything that we can explain; `str(error)` is the sentence that a person reads.

    detail: a folder of this machine, or what its system said: for whoever runs the program, never for a visitor.
    """

    def __init__(self, *sentence: str, detail: object = "") -> None:
        super().__init__(*sentence)
        self.detail = str(detail)


class QueryError(SearchError):
    """A question that cannot be asked: an unknown parameter, facet, sort or value, or a limit passed."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class RecordNotFound(SearchError):
    """No record of that id is in the live index."""


class IndexNotReady(SearchError):
    """Nothing has been built yet, or what was built does not fit this version of the program."""


class EngineUnavailable(SearchError):
    """The engine is down, busy, or refuses us."""


class IndexBusy(SearchError):
    """Somebody else is writing to the index; the sentence names them."""


class ConfigurationError(SearchError):
    """A setting, the taxonomy or the mappings are wrong."""


class SourceError(SearchError):
    """A file of resources that cannot be read at all."""
