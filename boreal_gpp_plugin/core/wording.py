"""Words, numbers and dates as a reader of one language expects them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Optional

from .language import Message

_NOTHING = "\u2013"
_MINUS = "\u2212"
_NARROW_SPACE = "\u202f"
_MONTHS = {  # as CLDR abbreviates them in Canada
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": (
        "janv.",
        "f\u00e9vr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juill.",
        "ao\u00fbt",
        "sept.",
        "oct.",
        "nov.",
        "d\u00e9c.",
    ),
}


@dataclass(frozen=True)
class Wording:
    """How things are said in `language`, "en" or "fr"."""

    language: str = "en"

    def __call__(self, message: Message) -> str:
        """Return the sentence, in which no line breaks before a per cent sign."""
        return message.text(self.language).replace(" %", "\u00a0%")

    def stored(self, message: dict) -> str:
        """Return the sentence that `Message.to_dict` wrote."""
        return self(Message.from_dict(message))

    def number(self, value: Optional[float], digits: int = 0, sign: bool = False) -> str:
        """Return a number with `digits` decimals and grouped thousands; a dash where it is missing."""
        if value is None or not math.isfinite(value):
            return _NOTHING
        value = round(value, digits) + 0.0  # no negative zero
        text = f"{value:{'+' if sign else ''},.{digits}f}"
        separators = {",": _NARROW_SPACE, ".": ","} if self.language == "fr" else {",": _NARROW_SPACE}
        return text.translate(str.maketrans({**separators, "-": _MINUS}))

    def decimals(self, text: str) -> str:
        """Return a text with the decimal points of its numbers as this language has them."""
        return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if self.language == "fr" else text

    def rounded(self, value: Optional[float], figures: int = 3) -> str:
        """Return a number with as many `figures` as it deserves: 106 236 is 106 000, 0.5123 is 0.512."""
        if value is None or not math.isfinite(value) or value == 0:
            return self.number(value)
        digits = figures - 1 - math.floor(math.log10(abs(value)))
        return self.number(round(value, digits), max(digits, 0))

    def place(self, latitude: float, longitude: float, digits: int = 3) -> str:
        """Return a position in degrees, such as 53.878\u00b0 N, 105.304\u00b0 W."""
        north, west = ("N" if latitude >= 0 else "S", ("W" if self.language == "en" else "O") if longitude < 0 else "E")
        return f"{self.number(abs(latitude), digits)}\u00b0\u00a0{north}, {self.number(abs(longitude), digits)}\u00b0\u00a0{west}"

    def month(self, month: int) -> str:
        """Return the short name of a month, 1 to 12."""
        return _MONTHS[self.language][month - 1]

    def change(self, ratio: Optional[float]) -> str:
        """Return a share such as -0.46 as a signed percentage; a dash where it is missing."""
        known = ratio is not None and math.isfinite(ratio)
        return f"{self.number(100 * ratio, 0, sign=True)}{_NARROW_SPACE}%" if known else _NOTHING
