"""What a person reads is a template with values, from `search` and `indexer` up: other languages can say it, too."""

import ast

from search import errors
from search.errors import SearchError
from tests.test_house import PRODUCT, called, modules

TAKE_A_TEMPLATE = {
    "Sentence",
    *(name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, SearchError)),
}


def test_sentences_are_not_put_together() -> None:
    """`SourceError("%(file)s cannot be read", file=name)`, and no f-string, `%` or `+`."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules(*PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in TAKE_A_TEMPLATE
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ]
    assert len(TAKE_A_TEMPLATE) > 8 and not wrong
