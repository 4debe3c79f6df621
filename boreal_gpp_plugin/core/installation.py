"""The installation of missing packages into a folder, as commands one after another that leave numpy as QGIS brings it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from .language import msg
from .packages import UNTOUCHED, PackageError

PYTHON = "{}.{}".format(*sys.version_info)
_OLDEST_PIP = (22, 2)  # the first one that reports what it would install
_QUIET = ("--no-input", "--disable-pip-version-check")
_NAME = re.compile(r"[-_.]+")  # one name, many spellings (PEP 503)
_BY_HAND = msg("Install the packages as the plugin's help says for this system.")


@dataclass(frozen=True)
class Command:
    """A program to run.

    Attributes
    ----------
    program : str
        Path of the program.
    arguments : tuple of str
        What it is given.
    searched : str
        Folder that Python is to search for packages too; empty for none.
    is_report : bool
        Whether its standard output is for the program that reads it, not for people.
    """

    program: str
    arguments: tuple[str, ...]
    searched: str = ""
    is_report: bool = False


@dataclass(frozen=True)
class Answer:
    """What a program said on its standard output, and the code that it ended with: 0 where all went well."""

    code: int
    text: str = ""


Installation = Generator[Command, Answer, tuple[str, ...]]


def install(names: Iterable[str], target: str, wheels: Optional[str] = None) -> Installation:
    """Yield commands, each to be sent its Answer; return what is in `target` at the end, as `name==version`.

    pip first resolves the packages beside what QGIS has, numpy's version being given, then installs only what is missing, each
    without what it depends on: so nothing else comes into the folder.

    Parameters
    ----------
    names : iterable of str
        The packages.
    target : str
        The folder they go to.
    wheels : str, optional
        Folder with wheels to take them from; by default they come from the internet.

    Raises
    ------
    PackageError
        Where they can't be installed, with what to do.
    """
    import numpy as np

    names, numpy = tuple(names), f"{UNTOUCHED}=={np.__version__}"
    wheels = os.path.abspath(wheels) if wheels else None  # commands are run elsewhere
    python = yield from _python_with_pip()
    source = ("--only-binary", ":all:", *(("--no-index", "--find-links", wheels) if wheels else ()))
    pip = ("-m", "pip", "install", *_QUIET, *source)
    answer = yield Command(python, (*pip, "--quiet", "--dry-run", "--report", "-", *names, numpy), is_report=True)
    if answer.code:
        raise _unavailable(names, numpy, wheels)
    pins = _planned(answer.text)
    if not pins:  # this Python has them by now: QGIS was not started again
        return pins
    answer = yield Command(python, (*pip, "--no-deps", "--upgrade", "--target", target, *pins))
    if answer.code:
        raise PackageError(
            msg("The packages can't be installed into {folder}.", folder=target),
            msg("Free the folder or the disk, and try again; the details say more."),
        )
    answer = yield Command(python, ("-c", f"import {', '.join(names)}"), target)
    if answer.code:
        raise PackageError(
            msg("{names} is installed, but does not work here.", names=", ".join(names)),
            msg("Copy the details and send them to the plugin's makers."),
        )
    return pins


def interpreters() -> list[str]:
    """Return the programs that may be the Python of this process, likeliest first: inside QGIS, sys.executable may be QGIS itself."""
    home, beside = Path(sys.base_exec_prefix), Path(sys.executable or sys.base_exec_prefix).parent
    if sys.platform == "win32":
        places = [folder / name for folder in (home, beside) for name in ("python.exe", "python3.exe")]
    else:
        places = [folder / name for folder in (home / "bin", beside / "bin", beside) for name in (f"python{PYTHON}", "python3")]
    return list(dict.fromkeys(str(place) for place in places if place.is_file()))


def _python_with_pip() -> Generator[Command, Answer, str]:
    """Return the first interpreter of this Python's version that has pip."""
    for python in interpreters():
        answer = yield Command(python, ("-m", "pip", "--version"))
        found = re.match(r"pip (\d+)\.(\d+).*\(python (\d+\.\d+)\)", answer.text)
        if answer.code or not found or found[3] != PYTHON:
            continue
        if (int(found[1]), int(found[2])) < _OLDEST_PIP:
            raise PackageError(msg("The pip of QGIS's Python is too old."), _BY_HAND)
        return python
    raise PackageError(msg("QGIS's Python has no pip, the program that installs packages."), _BY_HAND)


def _planned(report: str) -> tuple[str, ...]:
    """Return what pip reports that it would install, as `name==version`, but numpy."""
    found = [item["metadata"] for item in json.loads(report)["install"]]
    return tuple(f"{data['name']}=={data['version']}" for data in found if _NAME.sub("-", data["name"]).lower() != UNTOUCHED)


def _unavailable(names: tuple[str, ...], numpy: str, wheels: Optional[str]) -> PackageError:
    """Return the error that packages are not where they were looked for."""
    listed = ", ".join(names)
    if wheels is None:
        return PackageError(
            msg("{names} can't be downloaded.", names=listed),
            msg("Check the connection to the internet, or take the packages from a folder with wheels."),
        )
    command = f"python -m pip download --only-binary :all: --python-version {PYTHON} {' '.join((*names, numpy))}"
    return PackageError(
        msg("{folder} lacks wheels that {names} needs.", folder=wheels, names=listed),
        msg("Fill it on a computer like this one that has internet: {command}.", command=command),
    )
