"""Colours as CSS writes them."""

import re
from colorsys import hls_to_rgb

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_NAMED = {"white": WHITE, "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255)}
_PARTS = re.compile(r"(rgb|hsl)a?\(([^()]{1,80})\)")
_NUMBER = re.compile(r"(-?(?:\d+(?:\.\d+)?|\.\d+))(%|deg|turn)?")


def colour_of(value: str) -> Colour | None:
    """The red, green and blue of a CSS colour, 0 to 255 each; None where it is none that is known.

    >>> colour_of("#fff"), colour_of("rgb(1, 2, 3)"), colour_of("hsl(0 0% 100% / 50%)"), colour_of("var(--ink)")
    ((255, 255, 255), (1, 2, 3), (255, 255, 255), None)
    """
    if re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", value):
        digits = value[1:] if len(value) > 5 else "".join(digit * 2 for digit in value[1:])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    kind, parts = _parts(value)
    if len(parts) < 3:
        return _NAMED.get(value)
    numbers = [float(number) for number, _ in parts[:3]]
    if kind == "rgb":
        red, green, blue = (number * 2.55 if unit == "%" else number for number, (_, unit) in zip(numbers, parts, strict=False))
    else:
        hue = numbers[0] / (1 if parts[0][1] == "turn" else 360) % 1
        light, full = (min(1.0, max(0.0, number / 100)) for number in (numbers[2], numbers[1]))
        red, green, blue = (255 * part for part in hls_to_rgb(hue, light, full))
    return _byte(red), _byte(green), _byte(blue)


def alpha_of(value: str) -> float:
    """How much of a colour covers what is behind it, 0 to 1.

    >>> alpha_of("rgba(0, 0, 0, 0)"), alpha_of("transparent"), alpha_of("#ffffff80") > 0.5, alpha_of("red")
    (0.0, 0.0, True, 1.0)
    """
    if value == "transparent":
        return 0.0
    if re.fullmatch(r"#(?:[0-9a-f]{4}|[0-9a-f]{8})", value):
        return int(value[-1] * 2, 16) / 255 if len(value) == 5 else int(value[-2:], 16) / 255
    _, parts = _parts(value)
    if len(parts) < 4:
        return 1.0
    return float(parts[3][0]) / (100 if parts[3][1] == "%" else 1)


def _parts(value: str) -> tuple[str, list[tuple[str, str]]]:
    found = _PARTS.match(value)
    return (found[1], _NUMBER.findall(found[2])) if found is not None else ("", [])


def _byte(number: float) -> int:
    return min(255, max(0, round(number)))
