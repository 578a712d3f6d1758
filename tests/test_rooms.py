"""The rooms of the house: each folder is entered by its door, and no import goes to a room above.

A door is a folder's `__init__`: what others import is named there. A room that is not in FLOORS has to get its place.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.test_house import EVERYTHING, PRODUCT, ROOT, modules

# From the ground up: each room may enter those before it.
FLOORS = {
    "search": "sentences addresses errors paths files inbox daily strict_yaml text settings records language "
    "authorities queries demand embeds answers index collections digest engines",
    "indexer": "printing progress endings rows meaning sources readers proposals normalise evaluation decisions "
    "duplicates classify run vocabulary template options digest commands cli __main__",
    "webapp": "languages spelling links serving presenters exports visit paths asking errors headers rendering api "
    "embed pages mcp",
}


def is_room(module: str) -> bool:
    return (ROOT / module.replace(".", "/")).is_dir()


def door(room: str) -> set[str]:
    """The names that a folder's `__init__` gives to others: what it takes from its own modules, or defines."""
    tree = ast.parse((ROOT / room.replace(".", "/") / "__init__.py").read_text(encoding="utf-8"))
    taken = [node for node in tree.body if isinstance(node, ast.ImportFrom) and str(node.module).startswith(room)]
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {str(getattr(node.targets[0], "id", "")) for node in tree.body if isinstance(node, ast.Assign)}
    return own | {alias.name for node in taken for alias in node.names}


def target(module: str, name: str) -> str:
    """The module or room that `from module import name` takes something from."""
    inner = f"{module}.{name}"
    if is_room(module) and name in door(module):
        return module
    return inner if is_room(inner) or (ROOT / f"{inner.replace('.', '/')}.py").is_file() else module


def arrows() -> Iterator[tuple[str, str]]:
    """(module, what it imports) of every import of ours in the product."""
    for name, tree in modules(*PRODUCT):
        module = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in PRODUCT:
                yield from ((module, target(str(node.module), alias.name)) for alias in node.names)


def within(module: str) -> list[str]:
    """The rooms that hold a module, outermost first; a room holds itself."""
    parts = module.split(".") if is_room(module) else module.split(".")[:-1]
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def test_rooms_are_entered_by_their_doors() -> None:
    wrong = [
        f"{module} imports {imported}"
        for module, imported in arrows()
        if not is_room(imported) and set(within(imported)[1:]) - set(within(module))
    ]
    assert not wrong, "Name what is needed in the door of the room:\n" + "\n".join(wrong)


def test_no_import_goes_to_a_room_above() -> None:
    floors = {f"{package}.{room}": n for package, rooms in FLOORS.items() for n, room in enumerate(rooms.split())}

    def floor(module: str) -> int:
        return floors.get(".".join(module.split(".")[:2]), len(floors))

    same = (pair for pair in arrows() if pair[0].partition(".")[0] == pair[1].partition(".")[0])
    assert not [f"{module} imports {imported}" for module, imported in same if floor(imported) > floor(module)]


def test_every_room_has_its_floor() -> None:
    for package, rooms in FLOORS.items():
        inside = (ROOT / package).iterdir()
        found = {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").is_file()}
        assert found - {"__init__"} == set(rooms.split())


def test_doors_name_only_what_others_import() -> None:
    taken = {
        f"{node.module}.{alias.name}"
        for name, tree in modules(*EVERYTHING)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (ROOT / str(node.module).replace(".", "/")) not in (ROOT / name).parents
    }
    wrong = []
    for name, tree in modules(*PRODUCT):
        room = Path(name).parent.as_posix().replace("/", ".")
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        if name.endswith("/__init__.py") and "." in room:
            wrong += [f"{room}.{one}" for one in sorted(door(room) - used) if f"{room}.{one}" not in taken]
    assert not wrong
