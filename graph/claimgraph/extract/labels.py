"""What stands before and behind the words of a post or an entry and is no part of them: "[3/7] UPDATE 18:40 -", "• ", "#Kelmar 3/7"."""

import re

_MARK = r"[\u2022-\u2027\u2190-\u2bff\u25a0-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]"
"""Emoji, arrows, bullets and other drawn signs."""
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|BST|[A-Z]{1,3}T))?"
_WEEKDAY = r"[A-Z][a-z]{2,5}day"
_DATE = r"(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\.?(?:\s\d{4})?|[A-Z][a-z]{2,8}\.?\s\d{1,2})"
_DAY = rf"(?:(?:{_WEEKDAY},?\s)?{_DATE}|{_WEEKDAY})"
_NUMBER = r"(?:no\.?\s?|#)?\d{1,3}"
_COUNT = r"[\[(]?\d{1,3}\s?/\s?\d{0,3}[\])]?"
"""The number of a post in its thread: "[3/7]", "3/"."""
_KINDS = """breaking(?:\\snews)?|updated?|correction|corrected|clarification|edit(?:ed)?|retraction|developing|just\\sin|latest|exclusive|
    alert|urgent|flash|newsflash|reminder|thread|context|note|nb|ps|p\\.s\\.|eta|tl;?dr|fyi|new|live"""
_KIND = "(?i:" + re.sub(r"\s+", "", _KINDS) + ")"
_APART = r"\s*(?::|\||(?:-{1,2}|[–—])(?=\s))\s*"
_BEFORE = re.compile(
    "|".join(
        (
            rf"{_MARK}+\s*",
            rf"{_COUNT}[.:]?\s+(?=[^a-z\s\d])",
            r"\(?(?:[a-h]|[ivx]{1,4})\)\s+",
            rf"[*_]{{0,2}}\[?{_KIND}[*_]{{0,2}}(?:[\s,]*(?:\(?{_CLOCK}\)?|\(?{_DAY}\)?|{_NUMBER})){{0,3}}\]?{_APART}[*_]{{0,2}}\s*",
            rf"[\[(]?{_CLOCK}[\])]?(?:{_APART}|(?<=[\])])\s+)",
            r"#\w+\s+(?=[^a-z\s])",
        )
    )
)
_BEHIND = re.compile(rf"(?:\s+#\w+(?:\s+{_COUNT})?|\s*{_MARK}+|(?<=[.!?\"'”’)])\s+(?:@\w+|{_COUNT}))+\s*$")
_MOST = 6
"""How many labels one paragraph has at most."""
_TAIL = 200
"""How many characters at the end of a paragraph are looked at for what stands behind it."""


def before(words: str) -> int:
    """How many characters at the start of a paragraph are labels; 0 where nothing else stands there.

    >>> text = "[3/7] 🚨 UPDATE 18:40 - The hospital admits it."
    >>> text[before(text):], before("Update the list."), before("3/4 of them left.")
    ('The hospital admits it.', 0, 0)
    """
    at = 0
    for _ in range(_MOST):
        found = _BEFORE.match(words, at)
        if found is None or found.end() == at:
            break
        at = found.end()
    return at if at < len(words) else 0


def behind(words: str) -> int:
    """How many characters at the end of a paragraph are tags, numbers of a thread and the like.

    >>> text = "The gate is open. #Kelmar 3/7"
    >>> text[: len(text) - behind(text)], behind("We pay 1/2.")
    ('The gate is open.', 0)
    """
    tail = words[-_TAIL:]
    found = _BEHIND.search(tail)
    return len(tail) - found.start() if found is not None and found.start() else 0
