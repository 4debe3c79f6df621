"""Errors that say what to do."""

from __future__ import annotations

from boreal_gpp_plugin.core.errors import InputError, UnexpectedError, explained
from boreal_gpp_plugin.core.language import msg


def test_an_error_says_what_and_then_the_fix():
    error = InputError(msg("The file {name} is cut.", name="a.h5"), msg("Download it again."))
    assert str(error) == error.text() == "The file a.h5 is cut. Download it again."


def test_an_error_that_explains_itself_stays_as_it_is():
    error = InputError(msg("The file {name} is cut.", name="a.h5"))
    assert explained(error) is error


def test_lack_of_memory_is_explained_with_its_cure():
    assert "smaller extent" in str(explained(MemoryError()).fix)


def test_an_unforeseen_error_names_its_kind_and_text():
    error = explained(KeyError("band"))
    assert isinstance(error, UnexpectedError)
    assert "KeyError: 'band'" in str(error.what)


def test_an_unforeseen_error_without_text_reads_well():
    assert str(explained(ValueError()).what) == "Something unexpected happened: ValueError."
