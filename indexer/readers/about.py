"""about.yaml: no rows, but what the page About says of them, which is kept beside the records."""

from indexer.readers.format import Format, Head
from indexer.readers.text import Data, decode
from search.authorities import About

NAME = "about.yaml"


def _recognises(head: Head) -> bool:
    return head.name == NAME


def _read(name: str, data: Data) -> About:
    return About.read(name, decode(name, data))


ABOUT = Format("texts about the records", (".yaml",), _recognises, _read)
