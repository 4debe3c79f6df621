"""Messages: sentences that core raises, reports or logs, kept with their values so that they can be shown in English or French."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr")
_CATALOGUES = Path(__file__).resolve().parents[1] / "resources" / "i18n"


@cache
def _catalogue(language: str) -> dict[str, str]:
    """Return the translations of `language` by source text; empty for English or where none are shipped."""
    path = _CATALOGUES / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def translate(text: str, language: str = "en") -> str:
    """Return `text` in `language`, or unchanged where it has no translation."""
    return _catalogue(language).get(text, text)


@dataclass(frozen=True)
class Message:
    """A sentence with named values.

    Attributes
    ----------
    template : str
        English text with `{name}` placeholders: the key of its translation.
    values : mapping
        What the placeholders stand for; a value may itself be a `Message`.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str = "en") -> str:
        """Return the sentence in `language` ("en" or "fr")."""
        values = {k: _in_words(v, language) for k, v in self.values.items()}
        template = translate(self.template, language)
        return template.format(**values) if values else template

    def to_dict(self) -> dict[str, Any]:
        """Return the message as plain values for JSON."""
        values = {k: v.to_dict() if isinstance(v, Message) else v for k, v in self.values.items()}
        return {"template": self.template, "values": values}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Message:
        """Return the message that `to_dict` wrote."""
        values = {k: cls.from_dict(v) if isinstance(v, dict) and "template" in v else v for k, v in data["values"].items()}
        return cls(data["template"], values)


def _in_words(value: Any, language: str) -> Any:
    """Return a value of a message as it is written in a language: numbers without needless decimals, in French with a comma."""
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, float):
        text = str(float(value)).removesuffix(".0")
        return text.replace(".", ",") if language == "fr" else text
    return value


def msg(template: str, **values: Any) -> Message:
    """Return the message `template` with its values; the translation tools collect the literal."""
    return Message(template, values)
