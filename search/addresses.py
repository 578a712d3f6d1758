"""Addresses: how a text is written in a path of ours, so that it arrives as it was written.

Between a visitor and us are browsers, which resolve `..`, and proxies, which decode `%2F`, make one slash of `//` and
encode again as they like. So a path of ours holds only what none of them changes (the unreserved characters of RFC
3986, `:` and `/`); any other byte, and a slash or a dot that would be resolved, is `~` and two hexadecimal digits.
"""

import re

_ODD = re.compile(r"[^A-Za-z0-9:._/-]|(?:^|(?<=/))/|/(?=/|$)|(?<![^/])\.{1,2}(?![^/])")
_WRITTEN = re.compile(r"(?:~[0-9A-F]{2})+")


def spelled(text: str) -> str:
    """`a/b c` -> `a/b~20c`, `a//../b` -> `a~2F~2F~2E~2E/b`."""
    return _ODD.sub(lambda odd: "".join(f"~{byte:02X}" for byte in odd[0].encode()), text)


def read(path: str) -> str:
    """The text that is spelled so; a `~` that spells nothing is one."""
    return _WRITTEN.sub(lambda found: _bytes(found[0]), path)


def _bytes(written: str) -> str:
    try:
        return bytes.fromhex(written.replace("~", "")).decode()
    except UnicodeDecodeError:
        return written
