"""Where a resource is: its address, and the identifiers that people write in its place or beside it."""

import re
from collections.abc import Iterator
from mimetypes import MimeTypes

from indexer.normalise.draft import Cell, Draft
from indexer.normalise.text import one_line
from search.records import web_address, why
from search.sentences import Sentence

NO_SCHEME = "“%(value)s” does not say how it is reached: it was read as %(address)s."
SEVERAL = "A record has one link: the first one of the cell is kept, the others in the raw rows only."
MARKED = "The link was taken out of the markup around it."
NO_ADDRESS = "“%(value)s” is no web address: %(reason)s."
REFUSED = (
    (re.compile(r"(?:mailto:|[\w.+-]+@[\w-]+\.[\w.-]+$)", re.I), "“%(value)s” is an e-mail address, and no link."),
    (re.compile(r"s?ftps?:", re.I), "“%(value)s” is no web address: put the file where http or https reaches it."),
    (re.compile(r"(?:javascript|data|vbscript|blob|about):", re.I), "“%(value)s” is a script or data, and no link."),
    (
        re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\|~?/(?!/)|\.\.?[\\/])", re.I),
        "“%(value)s” is a file on somebody's computer, and no link: name an address on the web.",
    ),
)
_APART = re.compile(r"[\s;|,]+(?=https?://|www\.|doi:|hdl:|isbn\b|10\.\d{4,9}/)", re.IGNORECASE)
_MARKED = re.compile(r"""(?:\bhref\s*=\s*["']?|=HYPERLINK\(\s*["']|\]\()([^"'<>\s)]+)""", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,24})(?::\d{2,5})?([/?#]\S*)?", re.IGNORECASE)
_HANDLE = re.compile(r"(?:hdl|handle|info:hdl/|urn:hdl):?\s*(?:https?://hdl\.handle\.net/)?(\d[\d.]*/\S+)", re.I)
_ISBN = re.compile(r"(?:urn:)?e?isbn(?:-1[03])?[:\s]*([\dXx][\dXx\s-]{8,16})", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_TYPES = MimeTypes()  # the library's own, not this machine's


def url(draft: Draft) -> None:
    """The first address; DOIs and handles make one; what is none is told.

    Blanks within an address are encoded; several may stand in a cell.
    """
    dropped = False
    for cell in _links(draft):
        address = _address(draft, cell)
        if not address:
            continue
        if not draft.has("url"):
            draft.put("url", address, "alias" if address != cell[1] and "://" not in cell[1] else "stated", cell)
        elif draft.first("url") != address and not dropped:
            dropped = True
            draft.problem("several links", Sentence(SEVERAL), "url", cell[1])


def _links(draft: Draft) -> Iterator[Cell]:
    """What stands in the columns of links, else what a title is a link to."""
    for column, text in draft.cells("url"):
        if marked := _MARKED.findall(text):
            draft.problem("markup", Sentence(MARKED), "url", text)
        yield from ((column, one) for one in marked or _APART.split(text.strip()) if one)
    if not draft.cell("url"):
        for column, text in draft.cells("title"):
            yield from ((column, one) for one in _MARKED.findall(text) if one.startswith("http"))


def _address(draft: Draft, cell: Cell) -> str:
    """Of a link as it is written; nothing for none, which is told unless it is an identifier of another kind."""
    text = one_line(cell[1]).strip("<>")
    if _ISBN.fullmatch(text):
        return ""
    if identified := _of_identifier(text):
        return identified
    address = "%20".join(text.split())
    bare = _BARE.fullmatch(address)
    if bare and (bare[2] or not _TYPES.guess_type(f"file:{address}")[0]):
        address = f"https://{address}"
        if not text.lower().startswith("www."):
            draft.problem("guessed link", Sentence(NO_SCHEME, value=text, address=address), "url", text)
    try:
        return web_address(address)
    except ValueError as error:
        draft.problem("refused value", _refusal(text, error), "url", cell[1])
        return ""


def _of_identifier(text: str) -> str:
    """The address of a DOI or a handle that is written without one."""
    from idutils import is_doi, normalize_doi

    if "://" not in text and is_doi(text):
        return f"https://doi.org/{normalize_doi(text)}"
    handle = _HANDLE.fullmatch(text)
    return f"https://hdl.handle.net/{handle[1]}" if handle else ""


def _refusal(text: str, error: ValueError) -> Sentence:
    shown = text[:100]
    for pattern, template in REFUSED:
        if pattern.match(text):
            return Sentence(template, value=shown)
    return Sentence(NO_ADDRESS, value=shown, reason=why(error))


def doi(draft: Draft) -> None:
    """From its own column, else out of the address; lower case, without a resolver's address in front."""
    for cell in [*draft.cells("doi"), *draft.cells("url")]:
        match = _DOI.search(cell[1])
        if match and (cell[0] in draft.source.fields.get("doi", ()) or _is_doi(cell[1], match)):
            draft.put("doi", match[0].rstrip(".,;").lower(), "stated", cell)
            return
    for cell in draft.cells("doi"):
        message = Sentence("“%(value)s” is no DOI.", value=cell[1])
        draft.problem("unknown", message, "doi", cell[1], Sentence("A DOI begins with 10."))


def _is_doi(text: str, match: re.Match[str]) -> bool:
    """Whether a DOI in a column of links is the resource's: of the resolver, labelled, or by itself."""
    before = text[: match.start()].lower().rstrip(" :")
    return not before or before.endswith(("doi.org/", "doi", ";", "|", "\n"))


def isbn(draft: Draft) -> None:
    """Ten or thirteen digits whose check digit is right; in a column of links those that are called so."""
    links = ((column, found[1]) for column, text in draft.cells("url") for found in _ISBN.finditer(text))
    for cell in [*draft.parts("isbn", ";|,\n"), *links]:
        from idutils import is_isbn

        digits = re.sub(r"[^0-9Xx]", "", cell[1]).upper()
        if is_isbn(digits):
            draft.put("isbn", digits, "stated", cell)
        else:
            wrong = Sentence("“%(value)s” is no ISBN: its check digit is wrong.", value=cell[1])
            draft.problem("unknown", wrong, "isbn", cell[1])
