"""Text as it is stored: NFC, LF, no soft hyphens, no half characters, no trailing blanks; all offsets refer to it."""

import hashlib
import re
import unicodedata

_REMOVED = {0xAD: None, 0xFEFF: None, 0x200B: None, 0x200C: None, 0x200D: None, 0x2060: None}
_REPLACED = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_TABLE: dict[int, str | None] = {**_REMOVED, **_REPLACED, **{ord(c): plain for c, plain in _LIGATURES.items()}}


def normalised(text: str) -> str:
    """The text in the form that is stored. Doing it twice changes nothing.

    >>> normalised("Die Zeit \\r\\n\\r\\n\\r\\n\\r\\nun\\xadsure\\n")
    'Die Zeit\\n\\nunsure\\n'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE))
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\n{3,}", "\n\n", text).lstrip("\n")
    return text.rstrip() + "\n" if text.strip() else ""


def version_of(text: str) -> str:
    """The hash by which two versions of a document are told apart (SHA-256, hexadecimal)."""
    return hashlib.sha256(text.encode()).hexdigest()
