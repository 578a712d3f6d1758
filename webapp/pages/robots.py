"""The rules of /robots.txt: plain pages in every language, and nothing that has no end.

A parameter is a question, and questions have no end: filters multiply. What is known is reached by the sitemap and by
plain pages, each with links to the next. Of the rules that fit, the longest counts (RFC 9309, 2.2.2); for robots that
take the first one instead and know no `*` (Python's), those that allow come first, and each folder is named.
"""

from webapp.exports import EXPORTS
from webapp.links import Links
from webapp.paths import AS, CITE

PLAIN = (
    "/",
    "/search",
    "/about",
    "/suggest",
    "/countries",
    "/programmes",
    "/taxonomy",
    "/collections",
    "/new",
    "/map",
    "/insights",
    "/evidence-map",
)
FOLDERS = ("/records/", "/countries/", "/programmes/", "/taxonomy/", "/collections/")
LANGUAGE = "?lang="  # the one parameter that a plain page has
CLOSED = (
    "/search?",
    "/search/",
    "/api/",
    "/metrics",
    "/readyz",
    "/list",
    "/compare?",
    "/countries?",
    "/map?",
    "/map.csv",
    "/insights.csv",
    "/evidence-map?",
    "/evidence-map.",
    "/embed/builder",
    "/embed/preview",
    "/oembed",
    "/opensearch/",
    "/mcp",
    "/*?",
    "/search?lang=*&",
    "/records/*?lang=*&",
    "/countries/*.csv",
    "/countries/*.csv?lang=",
)


def rules(links: Links) -> str:
    """The whole file; a sitemap is named where it has an address."""
    of_records = [CITE, AS, *(f".{export.suffix}" for export in EXPORTS if export.whole)]
    allowed = [
        "/static/",
        "/search$",
        *(f"{path}{LANGUAGE}" for path in PLAIN),
        *(f"{one}*{LANGUAGE}" for one in FOLDERS),
    ]
    files = [f"/records/*{suffix}" for suffix in of_records]
    files += [f"/collections/*.{export.suffix}" for export in EXPORTS]
    closed = [
        *CLOSED,
        *(f"/search.{export.suffix}" for export in EXPORTS),
        *files,
        *(f"{path}{LANGUAGE}" for path in files),  # longer than what allows a record in a language
    ]
    lines = ["User-agent: *"]
    lines += [f"Allow: {links.root}{path}" for path in allowed]
    lines += [f"Disallow: {links.root}{path}" for path in closed]
    lines += ["", f"Sitemap: {links.base}/sitemap.xml"] if links.base else []
    return "".join(f"{line}\n" for line in lines)
