"""Tables in the code pages of five languages and of Russian: the right letters, or a sentence that asks for them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Command

FRENCH = ("Étude de la pauvreté", "Régime de retraite au Bénin", "Prévoyance à l'école", "Évaluation d'impact")
SPANISH = ("Protección social en América Latina", "Niños y adolescentes", "Año de la seguridad", "Pensión en México")
PORTUGUESE = ("Proteção não contributiva", "Avaliação da política", "Crianças e transferências", "Ação social")
ARABIC = ("شبكات الأمان الاجتماعي", "الحماية الاجتماعية في الأردن", "التحويلات النقدية المشروطة")
RUSSIAN = ("Социальная защита в Казахстане", "Пенсионная реформа", "Денежные трансферты")
Write = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize(
    ("titles", "encoding"),
    [
        *((titles, encoding) for titles in (FRENCH, SPANISH) for encoding in ("cp850", "cp437", "mac_roman")),
        *((PORTUGUESE, encoding) for encoding in ("cp850", "mac_roman")),
        *((ARABIC, encoding) for encoding in ("cp1256", "iso8859_6")),
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8_r", "cp866")),
    ],
)
def test_letters_of_another_code_page_are_read_and_told(
    spindex: Command, write: Write, titles: tuple[str, ...], encoding: str
) -> None:
    table = "title;country\n" + "".join(f"{title};Kenya\n" for title in titles)
    done = spindex("build", write("rows.csv", table.encode(encoding)))
    assert done.code == 0 and "rows.csv is not in UTF-8; it was read as" in done.output
    assert titles_in(spindex) == set(titles)


@pytest.mark.parametrize("titles", [FRENCH, SPANISH, PORTUGUESE])
def test_the_usual_code_page_is_read_without_a_word(spindex: Command, write: Write, titles: tuple[str, ...]) -> None:
    table = "title;country\n" + "".join(f"{title};Kenya\n" for title in titles)
    done = spindex("build", write("rows.csv", table.encode("cp1252")))
    assert done.code == 0 and "UTF-8" not in done.output
    assert titles_in(spindex) == set(titles)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("title", ["Pensión en México", "A situação", "Régime de retraite au Bénin"])
def test_too_few_letters_to_tell_are_right_or_told(spindex: Command, write: Write, title: str, encoding: str) -> None:
    done = spindex("build", write("rows.csv", f"title;country\n{title};Kenya\n".encode(encoding)))
    assert titles_in(spindex) == {title} or "look at its letters" in done.output


def titles_in(spindex: Command) -> set[str]:
    lines = spindex("export", "--format", "csv").output.splitlines()
    place = lines[0].split(",").index("title")
    return {line.split(",")[place] for line in lines[1:]}
