"""What msgspec says of a content that is not of a type, as a sentence about one place in it."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import inspect

from search.sentences import Choice, Sentence

Where = tuple[str | int, ...]
Text = Annotated[str, msgspec.Meta(min_length=1)]  # that says something
Names = tuple[Text, ...]

UNKNOWN_KEY = "is an unknown key: use one of %(keys)s"
MISSING = "has no %(key)s: write `%(key)s:` with what it is"
EMPTY = "is empty: fill it, or remove the key"
CHOICE = "must be %(choices)s, not %(value)s"
WANTED = {
    "array": "must be a list: write [%(value)s]",
    "object": "must be a mapping: write {%(keys)s: …}",
    "str": "must be text: put %(value)s in quotation marks",
    "bool": "must be true or false, not %(value)s",
    "int": "must be a whole number, not %(value)s",
    "float": "must be a number, not %(value)s",
}
NO_TEXT = "must be text, not a list or a mapping"
_PARTS = re.compile(r"(?P<said>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>.*)`)?", re.DOTALL)
_STEP = re.compile(r"\.(?P<key>\w+)|\[(?P<place>\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_EXPECTED = re.compile(r"Expected `(?P<wanted>\w+).*?(?:`, got `(?P<got>\w+)`)?")


class Unusable(ValueError):
    """Raised by the `__post_init__` of a structure: what it cannot be made of; `where` in it."""

    def __init__(self, problem: Sentence, *where: str | int) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.where = where


def complaint(kind: Any, content: Any, error: msgspec.ValidationError) -> tuple[Where, Sentence]:
    """Where the content is not of that type, and what is wrong there."""
    parts = _PARTS.fullmatch(str(error))
    assert parts is not None  # the pattern takes every text
    where = _way(kind, content, parts["path"] or "", str(error))
    cause = error.__cause__
    if isinstance(cause, Unusable):
        return (*where, *cause.where), cause.problem
    found, wanted = _at(content, where), _type_at(kind, where, content)
    if parts["key"]:
        where = (*where, next(key for key in found if not _fits(wanted.key_type, key)))
        return where, Sentence(UNKNOWN_KEY, keys=_listed(wanted))
    if unknown := _UNKNOWN.fullmatch(parts["said"]):
        return (*where, unknown[1]), Sentence(UNKNOWN_KEY, keys=_listed(wanted))
    if missing := _MISSING.fullmatch(parts["said"]):
        return where, Sentence(MISSING, key=missing[1])
    return where, _of_value(parts["said"], found, wanted)


def pieces(kind: Any, content: Any) -> Iterator[Any]:
    """The content with no entry in the mappings of structures that it may hold, and then with each entry alone."""
    yield from _pieces(_first(inspect.type_info(kind)), content)


def _pieces(kind: Any, content: Any) -> Iterator[Any]:
    if not isinstance(kind, inspect.StructType) or not isinstance(content, dict):
        yield content
        return
    listed = {name: of for name, of in _mappings(kind) if isinstance(content.get(name), dict)}
    shell = {**content, **{name: {} for name in listed}}
    yield shell
    for name, of in listed.items():
        for key, entry in content[name].items():
            yield from ({**shell, name: {key: piece}} for piece in _pieces(of, entry))


def _mappings(kind: inspect.StructType) -> Iterator[tuple[str, inspect.StructType]]:
    """The fields that map names to structures, and to which."""
    for field in kind.fields:
        mapping = _first(field.type)
        if isinstance(mapping, inspect.DictType) and isinstance(of := _first(mapping.value_type), inspect.StructType):
            yield field.encode_name, of


def _of_value(said: str, found: Any, wanted: inspect.Type) -> Sentence:
    if found is None or found in ("", [], {}):
        return Sentence(EMPTY)
    value = str(found).lower() if isinstance(found, bool) else str(found)
    if isinstance(wanted, inspect.LiteralType):
        return Sentence(CHOICE, choices=Choice(wanted.values), value=value)
    expected = _EXPECTED.match(said)
    if expected is None or expected["wanted"] not in WANTED:
        return Sentence(said)
    if expected["wanted"] == "str" and isinstance(found, list | dict):
        return Sentence(NO_TEXT)
    kind = "array" if isinstance(wanted, inspect.VarTupleType) else expected["wanted"]  # also as one of alternatives
    return Sentence(WANTED[kind], value=value, keys=_listed(wanted))


def _listed(wanted: Any) -> str:
    """The keys that a mapping of that type may have."""
    if isinstance(wanted, inspect.StructType):
        return ", ".join(sorted(field.encode_name for field in wanted.fields))
    keys = getattr(wanted, "key_type", None)
    return ", ".join(map(str, keys.values)) if isinstance(keys, inspect.LiteralType) else "name"


def _way(kind: Any, content: Any, path: str, said: str) -> Where:
    """The keys down to what is complained of; msgspec does not say which of a mapping (`[...]`), so each is tried."""
    where: Where = ()
    for step in _STEP.finditer(path):
        if step["key"] or step["place"]:
            where += (step["key"] or int(step["place"]),)
        else:
            keys = _at(content, where)
            where += (next(key for key in keys if said in _said(kind, _with_only(content, (*where, key)))),)
    return where


def _said(kind: Any, content: Any) -> Iterator[str]:
    try:
        msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        yield str(error)


def _with_only(content: Any, where: Where) -> Any:
    """The content, where the last mapping on the way has no other key than the way's."""
    first, *rest = where
    if not rest:
        return {first: content[first]}
    inner = _with_only(content[first], tuple(rest))
    if isinstance(content, list):
        return [*content[: int(first)], inner, *content[int(first) + 1 :]]
    return {**content, first: inner}


def _fits(kind: inspect.Type, value: Any) -> bool:
    return not isinstance(kind, inspect.LiteralType) or value in kind.values


def _at(content: Any, where: Where) -> Any:
    for step in where:
        content = content[step]
    return content


def _type_at(kind: Any, where: Where, content: Any) -> Any:
    found: Any = inspect.type_info(kind)
    for step in where:
        found, content = _below(_meant(found, content), step), content[step]
    return _meant(found, content)


def _meant(kind: Any, content: Any) -> Any:
    """Of alternatives that of a mapping for a mapping, else the first."""
    alternatives = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    mappings = (one for one in alternatives if isinstance(one, inspect.StructType | inspect.DictType))
    return next(mappings, alternatives[0]) if isinstance(content, dict) else alternatives[0]


def _below(kind: Any, step: str | int) -> Any:
    if isinstance(kind, inspect.StructType):
        return next(field.type for field in kind.fields if field.encode_name == step)
    return kind.value_type if isinstance(kind, inspect.DictType) else kind.item_type


def _first(kind: Any) -> Any:
    """Of alternatives the first: `str | None` is wanted as text."""
    return kind.types[0] if isinstance(kind, inspect.UnionType) else kind
