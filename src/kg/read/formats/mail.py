"""Mail: a newsletter as .eml, many as .mbox; the Message-ID is the key."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from bs4 import BeautifulSoup

from kg.read.formats.html import html_text
from kg.read.formats.source import Source, decoded


def sources(path: Path, raw: bytes) -> Iterator[Source]:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ValueError("it is no mail: it has no header lines")
    yield _source(message)


def mailbox_sources(path: Path, raw: bytes) -> Iterator[Source]:
    _, *mails = re.split(rb"^From .*\n", raw, flags=re.MULTILINE)
    if not mails:
        raise ValueError("there is no mail in it")
    for one in mails:
        message = email.message_from_bytes(one, policy=email.policy.default)
        if isinstance(message, EmailMessage):
            yield _source(message)


def _source(message: EmailMessage) -> Source:
    identifier = str(message.get("Message-ID", "")).strip().strip("<>") or None
    sent = message.get("Date")
    try:
        day = parsedate_to_datetime(str(sent)).date() if sent else None
    except ValueError:
        day = None
    text = _body(message)
    if not text.strip():
        return Source("", identifier, day)
    subject = str(message.get("Subject", "")).strip()
    first = text.lstrip().split("\n", 1)[0].strip()
    if subject and first != subject:
        text = f"{subject}\n\n{text}"
    return Source(text, identifier, day)


def _body(message: EmailMessage) -> str:
    """The plain text where there is one, else the words of the HTML part."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else str(part.get_payload()).encode()
    charset = part.get_content_charset()
    try:
        text = raw.decode(charset) if charset else decoded(raw)
    except (LookupError, UnicodeDecodeError):
        text = decoded(raw)
    return html_text(BeautifulSoup(text, "lxml")) if part.get_content_type() == "text/html" else text
