"""Hostile strings: what strangers, scanners and broken programs send; by chance, so that a seed brings it back."""

import random
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, quote_from_bytes

MARK = "spxmark"  # stands in whatever would be markup if it were believed

MARKUP = (
    f"<script>{MARK}(1)</script>", f'"><svg onload={MARK}(2)>', f"'><img src=x onerror={MARK}(3)>",
    f"</title><b {MARK}>", f"javascript:{MARK}(4)", f"data:text/html,<script>{MARK}</script>", f"<!--{MARK}",
    f"]]><{MARK}/>", f"&#60;{MARK}&#62;", f"<iframe srcdoc={MARK}>", f"</script><script>{MARK}(5)</script>",
    f"<a href='//evil.example/{MARK}'>", "<!DOCTYPE x [",
)  # fmt: skip
TEMPLATES = (
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{% for x in y %}",
    "%(lang)s",
    "%s%n%x",
    "{0.__class__}",
    "$(id)",
)
LANGUAGES_OF_QUERIES = (
    "title:(a OR", "AND", "OR OR NOT", "a AND NOT (b OR c)", "* : *", "*", "?", "a*", "*a", "a?b", "/a.*/", "[* TO *]",
    "{a TO", "_exists_:title", "_id:1", "a~2", "a^1000", '"a b"~3', '{"query":{"match_all":{}}}', '{"size":99999}',
    "a\\", '"', '""', "(", ")" * 30, "(" * 400, "-", "- - -", "-a -b", "+a", "NOT NOT a", '"' * 9, "title:", ":",
    "title:title:a", "abstract:*", "||", "' OR '1'='1", "1; DROP TABLE records--", "' UNION SELECT NULL--",
    "id:demo:script", "&&", "a b" * 160, "(a OR " * 80,
)  # fmt: skip
PATHS = (
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "....//", "file:///etc/passwd",
    "http://169.254.169.254/latest/", "//evil.example", "/\\evil.example", "https://evil.example/", "C:\\x",
    "\\\\evil\\x", ".git/config", ".env", "%2e%2e/", "a//b", "./a/../b", ";x=y", "a%00b",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1e999", "1e5", "NaN", "Infinity", "0x10", "9" * 5000, "١٩٩٠", "２０１５", "²", "1990.0", " 1990 ",
    "99999", "1_0", "+1", "10001", "2147483648", "-0", "Ⅻ", "1,000",
)  # fmt: skip
CELLS = ("=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-1+1", "\t=1", "\r=1")
LINES = ("a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "a\u2028b", "a\x0bb", "a\x85b", "%0d%0aX-Evil: 1")
BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x80",
    b"\xe2\x80",
    b"\x1b[31m",
    b"\x7f",
    b"%",
    b"%%",
)
SCRIPTS = (
    "la protección social", "الحماية الاجتماعية", "社会保护" * 20, "सामाजिक सुरक्षा", "การคุ้มครองทางสังคม", "İıſßﬃ",
    "ǅ", "𝔭𝔢𝔫𝔰𝔦𝔬𝔫", "👩‍👩‍👧‍👦", "\u202epension\u202c", "pen\u00adsion", "p\u200be\u200bn",
    "e" + "\u0301" * 100, "\ufeff", "\uffff", "\ue000", "ﷺ" * 60, "\u0000", "L'aide à l'emploi", "co-operation",
    "don’t", "ÅÄÖ", "ﬁnance", "Ｆｕｌｌ", "ｶﾞ", "\U0001f1f0\U0001f1ea",
)  # fmt: skip
KINDS = (MARKUP, TEMPLATES, LANGUAGES_OF_QUERIES, PATHS, NUMBERS, CELLS, LINES, SCRIPTS)


class Chance(random.Random):
    """The chance of one request: the same seed and number make the same one."""

    def __init__(self, seed: int, number: int) -> None:
        super().__init__(f"{seed}:{number}")

    def text(self) -> str:
        """Something hostile: one of its kind, several together, long, or a character nobody thought of."""
        ways: tuple[Callable[[], str], ...] = (
            self._known,
            self._known,
            self._known,
            self._joined,
            self._any,
            self._long,
        )
        return self.choice(ways)()

    def _known(self) -> str:
        return self.choice(self.choice(KINDS))

    def _joined(self) -> str:
        return self.choice(("", " ", "*", ":", ";", "&", "=")).join(self._known() for _ in range(self.randint(2, 5)))

    def _any(self) -> str:
        codes = (self.randrange(0x110000) for _ in range(self.randint(1, 40)))
        return "".join(map(chr, (code for code in codes if unicodedata.category(chr(code)) != "Cs")))

    def _long(self) -> str:
        one = self.choice(("a", "a ", "é", "中", "-a ", "(", '"', "a* ", "a:", "a OR ", "\u0301", "💶"))
        return one * self.choice((20, 100, 256, 512, 513, 1200))

    def encoded(self, text: str) -> str:
        """As it may stand in an address: right, half right, twice, or as bytes that are no UTF-8."""
        way = self.random()
        if way < 0.7:
            return quote(text, safe="", errors="replace")
        if way < 0.8:
            return quote(text, safe="/:?#[]@!$&'()*+,;=%", errors="replace")
        if way < 0.9:
            return quote(quote(text, errors="replace"), safe="")
        return quote_from_bytes(text.encode(errors="replace")[:300] + self.choice(BYTES), safe="")
