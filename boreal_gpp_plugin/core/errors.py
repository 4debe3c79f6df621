"""Errors that say what went wrong, where, and what to do about it."""

from __future__ import annotations

from typing import Optional

from .language import Message, msg


def advice(what: Message, fix: Message) -> Message:
    """Return one message of what is the matter and where, and what to do about it."""
    return Message("{what} {fix}", {"what": what, "fix": fix})


class BorealGPPError(Exception):
    """The base of every error that a user may see.

    Parameters
    ----------
    what : Message
        What went wrong and where, one sentence.
    fix : Message, optional
        What to do about it, one sentence.
    """

    def __init__(self, what: Message, fix: Optional[Message] = None):
        self.what = what
        self.fix = fix
        super().__init__(str(self.message))

    @property
    def message(self) -> Message:
        """The whole error as one message: what and where, then what to do."""
        return self.what if self.fix is None else advice(self.what, self.fix)

    def text(self, language: str = "en") -> str:
        """Return the error in `language`: what and where, then what to do."""
        return self.message.text(language)


class InputError(BorealGPPError):
    """An input is missing, unreadable or does not fit the request."""


class OutputError(BorealGPPError):
    """A result can't be written."""


class CalibrationError(BorealGPPError):
    """The model can't be fitted to the reference at hand."""


class UnexpectedError(BorealGPPError):
    """Something happened that no one foresaw."""


class Cancelled(Exception):
    """The user asked to stop."""


def explained(error: Exception) -> BorealGPPError:
    """Return `error` as one that says what to do: itself where it already does."""
    if isinstance(error, BorealGPPError):
        return error
    if isinstance(error, MemoryError):
        return UnexpectedError(
            msg("There is not enough memory."),
            msg("Close other programs, or choose a smaller extent or a shorter period."),
        )
    return UnexpectedError(
        msg("Something unexpected happened: {error}.", error=f"{type(error).__name__}: {error}".rstrip(".: ")),
        msg("Copy the details and send them to the plugin's makers."),
    )
