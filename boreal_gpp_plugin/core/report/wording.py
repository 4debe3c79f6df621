"""Words, numbers and dates as a reader of one language expects them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional

from ..language import Message

_NOTHING = "\u2013"
_MINUS = "\u2212"
_NARROW_SPACE = "\u202f"


@dataclass(frozen=True)
class Wording:
    """How things are said in `language`, "en" or "fr"."""

    language: str = "en"

    def __call__(self, message: Message) -> str:
        """Return the sentence."""
        return message.text(self.language)

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

    def change(self, ratio: Optional[float]) -> str:
        """Return a share such as -0.46 as a signed percentage; a dash where it is missing."""
        known = ratio is not None and math.isfinite(ratio)
        return f"{self.number(100 * ratio, 0, sign=True)}{_NARROW_SPACE}%" if known else _NOTHING
