"""A label is written into a taxonomy however its author lays it out, and nothing else of the file changes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.authorities import Taxonomy

from .conftest import Command

HEAD = 'version: "1"  # ours\nschemes:\n  topic:\n    concepts:\n'
LAYOUTS = {
    "flow": "      a:\n        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}\n"
    "        altLabel: {en: [chai]}\n",
    "flow, several lines": "      a:\n        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}\n"
    "        altLabel:\n          en: [chai, # of old\n               brew,  # new\n              ]\n",
    "block": "      a:\n        prefLabel:\n          en: Tea  # the drink\n"
    "        labelStatus:\n          en: confirmed\n"
    "        altLabel:\n          en:\n            - chai  # of old\n            - 'brew'\n          # the end\n",
    "block, not indented": "      a:\n        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}\n"
    "        altLabel:\n          en:\n          - chai\n\n",
    "another language": "      a:\n        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}\n"
    "        altLabel: {fr: [thé vert]}  # so far\n",
    "another language, block": "      a:\n        altLabel:\n          fr:\n            - thé vert\n"
    "        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}\n",
    "none": "      a:\n        # what it is\n"
    "        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}  # yes\n"
    "        definition: {en: A drink.}\n",
    "none, in one line": "      a: {prefLabel: {en: Tea}, labelStatus: {en: confirmed}, definition: {en: A drink.}}\n",
    "no line end": "      a:\n        prefLabel: {en: Tea}\n        labelStatus: {en: confirmed}",
}
TAIL = "      b:\n        prefLabel: {en: Water}  # 💧\n        labelStatus: {en: confirmed}\n# the end\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_stays(spindex: Command, tmp_path: Path, layout: str, ending: str) -> None:
    tail = "" if layout == "no line end" else TAIL
    before = f"{HEAD}{LAYOUTS[layout]}{tail}".replace("\n", ending).encode()
    path = tmp_path / "mine.yaml"
    path.write_bytes(before)
    old = Taxonomy.parse(before.decode())
    done = spindex("taxonomy", "accept", "cup: of, tea", "--as", "a", "--file", path)
    assert done.code == 0, done.output
    after = path.read_bytes()
    new = Taxonomy.parse(after.decode())
    assert new.concept("topic", "a").alt_label["en"] == (*_labels(old), "cup: of, tea")  # type: ignore[union-attr]
    assert new.concept("topic", "b") == old.concept("topic", "b")
    assert _without_one_stretch(before, after)
    assert after.count(b"\n") - after.count(b"\r\n") == (0 if ending == "\r\n" else after.count(b"\n"))


def _labels(taxonomy: Taxonomy) -> tuple[str, ...]:
    concept = taxonomy.concept("topic", "a")
    assert concept is not None
    return concept.alt_label.get("en", ())


def _without_one_stretch(before: bytes, after: bytes) -> bool:
    """Whether something was added in one place, and nothing else changed."""
    start = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(before))
    added = len(after) - len(before)
    return any(after[:n] + after[n + added :] == before for n in range(max(0, start - added), start + 1))


@given(label=st.text(min_size=1, max_size=30))
def test_any_label_is_written_as_it_is_or_refused(label: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("taxonomy")
    path = folder / "mine.yaml"
    before = f"{HEAD}{LAYOUTS['flow']}{TAIL}"
    path.write_text(before, encoding="utf-8")
    done = Command(folder / "data")("taxonomy", "accept", "--as", "a", "--file", path, "--", label)
    assert done.code in (0, 2)
    text = path.read_text(encoding="utf-8")
    concept = Taxonomy.parse(text).concept("topic", "a")
    assert concept is not None
    if text != before:
        assert concept.alt_label["en"] == ("chai", " ".join(label.split()))
