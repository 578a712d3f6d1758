"""How a command ends that could not do what it was asked for: a sentence, and an exit code for each kind of reason."""

import contextlib
import errno
import os
import re
import sqlite3
import sys
import tempfile
import traceback
from dataclasses import dataclass

import click

from search.errors import EngineUnavailable, IndexBusy, IndexDamaged, SearchError
from search.sentences import Sentence
from search.settings import Settings

EXIT_CODES: dict[type[SearchError], int] = {IndexDamaged: 2, EngineUnavailable: 3, IndexBusy: 3, SearchError: 2}
MACHINE = 4  # the machine does not let us: a full disk, a folder that cannot be written
UNFORESEEN = 5  # a fault of this program
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it

FULL = "The disk is full%(place)s: free space, then run the same command again."
TOO_LONG = "The name %(name)s is longer than this system takes: give it a shorter one."
REFUSED = "This system refuses it%(place)s (%(reason)s): mend that, then run the same command again."
STOPPED = "Interrupted: what was not finished is left out; run the same command again."
FAULT = (
    "Something went wrong that was not foreseen (%(kind)s): run the same command again, and if it comes again, "
    "report it%(file)s."
)
WITH = " with the file %(file)s"
AT = " at %(path)s"
TEMPORARY = " where temporary files are kept (TMPDIR names another folder)"
SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
KEY_FILE = "--elasticsearch-api-key-file"
USER_IN_AN_ADDRESS = re.compile(r"//[^\s'\"<>]*@")
SHOWN = 80  # characters of a name


@dataclass(frozen=True)
class Ending:
    """What is said, and the exit code."""

    code: int
    said: str


def ending(error: BaseException) -> Ending:
    """Of a command that raised this."""
    if isinstance(error, SearchError):
        return Ending(exit_code(error), f"{error}" + (f" ({error.detail})" if error.detail else ""))
    if isinstance(error, SystemExit):  # which SIGTERM makes of it
        return Ending(int(error.code or 0), STOPPED)
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return Ending(INTERRUPTED, STOPPED)
    if isinstance(error, OSError):
        return Ending(MACHINE, str(_refusal(error)))
    if isinstance(error, sqlite3.OperationalError):
        return Ending(MACHINE, str(_refusal_of_the_spool(error)))
    if any(f"os error {number}" in str(error) for number in SPACE):  # of an engine, which has its own kinds of errors
        return Ending(MACHINE, str(Sentence(FULL, place="")))
    file = _report(error)
    return Ending(UNFORESEEN, str(Sentence(FAULT, kind=type(error).__name__, file=Sentence(WITH, file=file))))


def exit_code(error: SearchError) -> int:
    """2 for wrong use or configuration, 3 when the engine is not available."""
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))


def code_of(error: BaseException) -> int:
    """The exit code alone, of a command that raised this."""
    if isinstance(error, SearchError):
        return exit_code(error)
    if isinstance(error, SystemExit):
        return int(error.code or 0)
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return INTERRUPTED
    return MACHINE if isinstance(error, OSError | sqlite3.OperationalError) else UNFORESEEN


def _refusal_of_the_spool(error: sqlite3.OperationalError) -> Sentence:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
        return Sentence(FULL, place=Sentence(TEMPORARY))
    return Sentence(REFUSED, place=Sentence(TEMPORARY), reason=error)


def _refusal(error: OSError) -> Sentence:
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    place = Sentence(AT, path=name) if name else ""
    if error.errno in SPACE:
        return Sentence(FULL, place=place)
    if error.errno == errno.ENAMETOOLONG:
        return Sentence(TOO_LONG, name=f"{name[:SHOWN]}…")
    return Sentence(REFUSED, place=place, reason=error.strerror or type(error).__name__)


def _report(error: BaseException) -> str:
    """Where the program's own account of the fault is kept, for this user alone, without what opens something."""
    lines = USER_IN_AN_ADDRESS.sub("//…@", "".join(traceback.format_exception(error)))
    if key := _key():
        lines = lines.replace(key, "…")
    try:
        handle, path = tempfile.mkstemp(".log", "spindex-")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(lines)
    except OSError as refused:
        return f"({refused.strerror})"
    return path


def _key() -> str:
    """The key to the engine, from wherever this command has it; empty where it has none."""
    after = [argument.partition("=")[2] for argument in sys.argv if argument.startswith(f"{KEY_FILE}=")]
    after += [value for option, value in zip(sys.argv, sys.argv[1:], strict=False) if option == KEY_FILE]
    with contextlib.suppress(SearchError):
        settings = Settings.from_environment()
        given = {"elasticsearch_api_key_file": after[-1]} if after else {}
        return settings.changed(**given).elasticsearch_api_key
    return ""
