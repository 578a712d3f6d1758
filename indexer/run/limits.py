"""How much of an index a run may change without being told that it may."""

import re
from dataclasses import dataclass

from indexer.run.changes import REMOVED, Changes
from search.errors import SourceError

DEFAULT = "20%"
FEW = 5  # records that may always be changed
TOO_MUCH = (
    "This would change %(changed)s and remove %(removed)s of the %(live)s records (%(share)s): refused, and nothing "
    "was changed. Look at `spindex plan` what it would do; --force allows it, and --max-change %(enough)s, too."
)
NO_LIMIT = "“%(value)s” is no limit of changes: write a share such as 20%%, or a number of records such as 300."


@dataclass(frozen=True)
class Limit:
    """A share of the live records, or a number of them."""

    share: float | None = None
    number: int | None = None

    @classmethod
    def read(cls, text: str) -> "Limit":
        """`20%` or `300`. Raises SourceError."""
        found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(%?)\s*", text, re.ASCII)
        if found and found[2] and float(found[1]) <= 100:
            return cls(share=float(found[1]) / 100)
        if found and not found[2] and "." not in found[1]:
            return cls(number=int(found[1]))
        raise SourceError(NO_LIMIT, value=text)

    def check(self, changes: Changes) -> None:
        """Raises SourceError where more would be changed in content or removed."""
        most = self.number if self.number is not None else max((self.share or 0) * changes.live, FEW - 1)
        if changes.touched > most:
            share = changes.touched / max(changes.live, 1)
            removed = len(changes.ids[REMOVED])
            raise SourceError(
                TOO_MUCH, changed=changes.touched - removed, removed=removed, live=changes.live, share=f"{share:.0%}",
                enough=str(changes.touched),
            )  # fmt: skip
