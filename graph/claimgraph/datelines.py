"""What stands before the first words of a report or a letter: where it was sent from, when and by whom, an hour, a greeting."""

import re

from claimgraph.language.capitals import CAPITAL, CAPITAL_WORD

# What parts two words must stand there: a long word read as several has too many readings to try.
_CITY = rf"{CAPITAL}[{CAPITAL[1:-1]}.'’-]+(?:[,\s]+{CAPITAL}[{CAPITAL[1:-1]}.'’-]+){{0,3}}[,\s]*"
_WIRE = rf"\((?P<wire{{}}>{CAPITAL}[\w .]{{{{1,40}}}})\)\s*"
_PLACE = rf"{CAPITAL_WORD}(?:(?:, |/|\s){CAPITAL_WORD}){{0,3}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:[A-Z][a-z]{{2,5}}day,?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}|{_MONTH}\s\d{{1,2}})"
_DASH = r"\)?\s*(?:/\w{2,20}/\s*)?(?:\s--?|[—–―])\s"
_BEGINS = r"(?=[A-Z\d\"'“‘])"
_SENT = re.compile(
    rf"{_CITY}[^\n.!?]{{0,40}}?(?:{_WIRE.format(1)})?\s*[—–―]{{1,2}}\s|{_CITY}[^\n!?()]{{0,60}}?{_WIRE.format(2)}(?:--?|[—–―])\s|"
    rf"\d{{1,2}} [A-Z][a-z]{{2,8}} \d{{4}}\s+{_WIRE.format(3)}(?:--?|[—–―])\s|"
    rf"(?:{_DAY}(?:,? \d{{4}})?[.,:]?\s+)?[A-Z][A-Z .,'’]{{3,40}}\s[-–—]\s|"
    r"\([A-Z]{2,8}\)\s*[—–-]{1,2}\s?(?=[A-Z])|"
    rf"\(?{_PLACE}(?:, | \(){_DAY}(?:(?:,? \d{{4}})?{_DASH}|,? \d{{4}}\)?\.\s){_BEGINS}"
)


def dateline(words: str) -> re.Match[str] | None:
    """Where a report was sent from, when and by whom, before its first words; the group "wire1", "wire2" or "wire3" is the agency.

    >>> dateline("OSLO, Norway, 3 May 2026 (Coastal Wire) - Two ships collided.")["wire2"], dateline("Two ships collided.")
    ('Coastal Wire', None)
    """
    return _SENT.match(words[:120])


_HOUR = re.compile(
    r"\s*(?:[01]?\d|2[0-3])(?:[:h][0-5]\d|(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?)(?:\s?(?:GMT|UTC|[A-Z]{1,3}T))?\s*(?:[-–—|:.,]\s*)?(?=[A-Z\"'“‘])"
)


def hour(words: str) -> re.Match[str] | None:
    """The hour at which an entry of a running report was written, before its first words.

    >>> hour("16:52 The fire is out.").group(), hour("The 16:52 train is late.")
    ('16:52 ', None)
    """
    return _HOUR.match(words)


_GREETED = r"""(?:\s(?:[A-Z][\w.'’-]*|all|colleagues?|friends?|sirs?|madam|team|members?|everyone|everybody|neighbou?rs?|readers?|
    customers?|clients?|editors?|parents?|students?|residents?|citizens?|comrades?|ladies|gentlemen|there|folks|both|and|or|of|the|&|/))"""
_GREETING = re.compile(
    re.sub(
        r"\n\s+",
        "",
        rf"(?:Dear{_GREETED}{{1,8}}\s{{0,3}}(?:[,:;!]\s{{0,9}}|$)|(?:Hi|Hello|Hey){_GREETED}{{0,4}}\s{{0,3}}(?:[,:;!](?:\s{{1,9}}(?=[A-Z])|$)|$)"
        rf"|(?:Good (?:morning|afternoon|evening|day)|Greetings){_GREETED}{{0,4}}\s{{0,3}}[,:;!]?$)",
    )
)


def greeting(words: str) -> re.Match[str] | None:
    """The words by which a letter greets whom it is written to.

    >>> [found.group() for words in ("Dear all, the pump broke.", "Hello Ann,") if (found := greeting(words))], greeting("Dear, was it?")
    (['Dear all, ', 'Hello Ann,'], None)
    """
    return _GREETING.match(words[:120])
