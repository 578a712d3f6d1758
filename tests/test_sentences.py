"""What a person reads is a template with values, from `search` and `indexer` up: other languages can say it, too."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_house import PRODUCT, called, modules

HOLD_SENTENCES = ("Refusal", "Problem", "Rejection")  # what a reader or an engine says, as a Sentence within


def errors_of_ours() -> set[str]:
    """SearchError and everything that is derived from it, wherever it is."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for _, tree in modules(*PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"SearchError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def put_together(node: ast.expr, names: set[str]) -> bool:
    """Whether a text is made of pieces: here, or where its name got it."""
    if isinstance(node, ast.IfExp):
        return put_together(node.body, names) or put_together(node.orelse, names)
    if isinstance(node, ast.Name):
        return node.id in names
    if called(node) == "N_" and isinstance(node, ast.Call):
        return put_together(node.args[0], names)
    return isinstance(node, ast.JoinedStr | ast.BinOp) or called(node) in ("format", "join")


def wrong(tree: ast.Module, takers: set[str]) -> Iterator[int]:
    """The lines on which something takes a text that is put together."""
    names = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and put_together(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in takers:
            holds = called(node) in HOLD_SENTENCES  # among places and values, which may be put together before
            texts, known = (node.args, set()) if holds else (node.args[:1], names)
            if any(put_together(text, known) for text in texts):
                yield node.lineno


def test_sentences_are_not_put_together() -> None:
    """`SourceError("%(file)s cannot be read", file=name)`, and no f-string, `%` or `+`."""
    takers = {"Sentence", "N_", *HOLD_SENTENCES, *errors_of_ours()}
    assert {"SourceError", "BalanceError"} <= takers
    assert not [f"{name}:{line}" for name, tree in modules(*PRODUCT) for line in wrong(tree, takers)]


@pytest.mark.parametrize(
    "text",
    [
        'SourceError(f"{name} is wrong.")',
        'errors.SourceError("%s is wrong." % name)',
        'Sentence(N_("a" + name))',
        'Problem("unknown", f"{name} is wrong.")',
        'said = f"{name} is wrong."\nraise SourceError(said)',
        'Sentence("a" if name else "{}".format(name))',
    ],
)
def test_whatever_is_put_together_is_found(text: str) -> None:
    takers = {"SourceError", "Sentence", "Problem"}
    assert list(wrong(ast.parse(text), takers))
    assert not list(wrong(ast.parse('SourceError("%(name)s is wrong.", name=f"{name}")'), takers))


def unfilled(tree: ast.Module, takers: set[str]) -> Iterator[int]:
    """The lines on which a template lacks a value that it asks for, or holds a per cent sign that is no value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in takers and node.args and node.keywords:
            given = {keyword.arg for keyword in node.keywords}
            template = node.args[0]
            if isinstance(template, ast.Constant) and None not in given:
                bare = re.sub(r"%\((\w+)\)s|%%", "", str(template.value))
                if not set(re.findall(r"%\((\w+)\)s", str(template.value))) <= given or "%" in bare:
                    yield node.lineno


def test_every_template_is_given_its_values() -> None:
    """Else the sentence of an error would be an error itself."""
    takers = {"Sentence", *errors_of_ours()}
    assert not [f"{name}:{line}" for name, tree in modules(*PRODUCT) for line in unfilled(tree, takers)]
    for text in ('Sentence("%(a)s and %(b)s", a=1)', 'Sentence("100 % of %(a)s", a=1)'):
        assert list(unfilled(ast.parse(text), takers))
