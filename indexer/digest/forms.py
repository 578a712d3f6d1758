"""The forms of a digest: what each is called, how its file ends, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass

from indexer.digest.mail import mail
from indexer.digest.markdown import markdown
from indexer.digest.templates import feed, page
from indexer.digest.text import text
from search.digest import Told


@dataclass(frozen=True)
class Form:
    """One form: its name, the ending of a file of it, and the text that it makes of a digest."""

    name: str
    ending: str
    write: Callable[[Told], str]


FORMS = (
    Form("html", ".html", page),
    Form("text", ".txt", text),
    Form("markdown", ".md", markdown),
    Form("atom", ".atom", feed),
    Form("eml", ".eml", mail),
)


def form_of(name: str = "", ending: str = "") -> Form | None:
    """The form of that name, or of a file that ends so."""
    return next((form for form in FORMS if form.name == name or (ending and form.ending == ending.lower())), None)
