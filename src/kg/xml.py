"""What XML 1.0 can carry."""

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text with the characters that no XML file may hold, not even escaped, replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def is_printable(text: str) -> bool:
    """Whether XML can carry the text."""
    return _NOT_XML.search(text) is None
