"""What stands before and behind the words of a post or an entry and is no part of them: "[3/7] UPDATE 18:40 -", "• ", "#Kelmar 3/7"."""

import re

_SIGNS = r"\u2022\u2023\u2190-\u21ff\u231a\u231b\u23e9-\u23fa\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"
"""Emoji, arrows, bullets and other drawn signs."""
_MARK = f"[{_SIGNS}]"
_DRAWN = re.compile(_MARK)
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|BST|[A-Z]{1,3}T))?"
_WEEKDAY = r"[A-Z][a-z]{2,5}day"
_DATE = r"(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\.?(?:\s\d{4})?|[A-Z][a-z]{2,8}\.?\s\d{1,2})"
_DAY = rf"(?:(?:{_WEEKDAY},?\s)?{_DATE}|{_WEEKDAY})"
_NUMBER = r"(?:no\.?\s?|#)?\d{1,3}"
_COUNT = r"(?:[\[(]\d{1,3}\s?/\s?\d{0,3}[\])]|\d{1,3}/)"
"""The number of a post in its thread, which can be nothing else: "[3/7]", "3/"."""
_OF_SO_MANY = r"(?P<left>\d{1,2})/(?P<right>\d{1,2})"
_LONGEST_THREAD = 50
"""How many posts "3/7" counts at most: "9/11" and "24/7" are other words."""
_KINDS = """breaking(?:\\snews)?|updated?|correction|corrected|clarification|edit(?:ed)?|developing|just\\sin|latest|exclusive|
    alert|urgent|flash|newsflash|reminder|thread|context|note|nb|ps|p\\.s\\.|eta|tl;?dr|fyi|new|live"""
_KIND = "(?i:" + re.sub(r"\s+", "", _KINDS) + ")"
_APART = r"\s*(?::|\||(?:-{1,2}|[–—])(?=\s))\s*"
_BEFORE = re.compile(
    "|".join(
        (
            rf"{_MARK}+\s*",
            rf"{_COUNT}[.:]?\s+(?=[^a-z\s\d])",
            rf"{_OF_SO_MANY}\s+(?={_MARK})",
            r"\(?(?:[a-h]|[ivx]{1,4})\)\s+",
            rf"[*_]{{0,2}}\[?{_KIND}[*_]{{0,2}}(?:[\s,]*(?:\(?{_CLOCK}\)?|\(?{_DAY}\)?|{_NUMBER})){{0,3}}\]?{_APART}[*_]{{0,2}}\s*",
            rf"[\[(]?{_CLOCK}[\])]?(?:{_APART}|(?<=[\])])\s+)",
            r"(?:#\w+\s+){2,6}(?=[^a-z\s#])",
            r"#\w+\s*(?:\||(?:-{1,2}|[–—])(?=\s))\s*",
        )
    )
)
_BEHIND = re.compile(rf"\s(?:[#@]\w+|{_COUNT}|{_OF_SO_MANY})$")
_POSTED = re.compile(
    r"(?:\s*(?:https?://|pic\.twitter\.com/)\S{1,80})?\s*(?:[―—–]|-{1,2})\s[^\n()]{1,50}\(@\w{1,20}\)(?:\s+[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})?\s*$"
    r"|\s*(?:https?://|pic\.twitter\.com/)\S{1,80}\s*$"
)
"""What stands behind a post that is shown elsewhere: its link, and who posted it when: "— Ann Berg (@annberg) May 1, 2018"."""
_LONGEST_POSTED = 190
_ENDED = re.compile(r"(?:\b[a-z]\w*|\w{4}|[\d)\]\"'”’%])\.[\"'”’)]*$|[!?…][\"'”’)]*$")
"""The end of a sentence, which no title cut short has: "Mr. #Berg"."""
_MOST = 6
"""How many labels one paragraph has at most."""
_LONGEST_TAG = 60
"""How many characters a tag has at most."""


def before(words: str) -> int:
    """How many characters at the start of a paragraph are labels; 0 where nothing else stands there.

    >>> text = "[3/7] 🚨 UPDATE 18:40 - The hospital admits it."
    >>> text[before(text):], before("Update the list."), before("3/4 of them left.")
    ('The hospital admits it.', 0, 0)
    """
    at = 0
    for _ in range(_MOST):
        found = _BEFORE.match(words, at)
        if found is None or found.end() == at or not _counts(found):
            break
        at = found.end()
    return at if at < len(words) else 0


def behind(words: str) -> int:
    """How many characters at the end of a paragraph are tags, numbers of a thread and the like.

    >>> text = "The gate is open. #Kelmar 3/7"
    >>> text[: len(text) - behind(text)], behind("We pay 1/2.")
    ('The gate is open.', 0)
    """
    posted = _POSTED.search(words, max(0, len(words) - _LONGEST_POSTED))
    at = last = _unmarked(words, posted.start() if posted is not None else len(words))
    while (found := _BEHIND.search(words, max(0, at - _LONGEST_TAG), at)) and found.start() and _counts(found):
        at = _unmarked(words, found.start())
    end = at if _ENDED.search(words, max(0, at - _LONGEST_TAG), at) else last
    return len(words) - end if end and end < len(words.rstrip()) else 0


def is_behind(words: str) -> bool:
    """Whether words are nothing but what stands behind a post: its link, and who posted it when."""
    return len(words) <= _LONGEST_POSTED and _POSTED.match(words) is not None


def _unmarked(words: str, end: int) -> int:
    """Where the words up to `end` end without drawn signs and spaces."""
    while end and (words[end - 1].isspace() or _DRAWN.match(words[end - 1])):
        end -= 1
    return end


def _counts(found: re.Match[str]) -> bool:
    """Whether numbers around a stroke, if there are any, can be of a post in its thread."""
    return found["left"] is None or int(found["left"]) <= int(found["right"]) <= _LONGEST_THREAD
