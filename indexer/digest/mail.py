"""A digest as a mail to be opened and sent (RFC 5322): plain text, and the same in HTML."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from indexer.digest.plain import one_line
from indexer.digest.templates import page
from indexer.digest.text import text
from search.digest import Told

NUMBER = 16  # hexadecimal digits of the boundary


def mail(told: Told) -> str:
    """Without sender and receivers, and marked as not yet sent; the same digest is the same mail, byte for byte."""
    message = EmailMessage(SMTP)
    plain, marked = text(told), page(told)
    message["Subject"] = one_line(f"{told.title}{told.language.colon}{told.counts}")
    message["Date"] = format_datetime(datetime.fromisoformat(told.until))
    message["X-Unsent"] = "1"
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(marked, subtype="html", cte="quoted-printable")
    message.set_boundary(f"digest-{hashlib.sha256(marked.encode()).hexdigest()[:NUMBER]}")
    return message.as_string()
