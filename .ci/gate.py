"""Checks the zip as the plugin site does: names, sizes, metadata, and the scans that block an upload."""

from __future__ import annotations

import ast
import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from package import ZIP
from stage import PACKAGE

MAX_BYTES = 25_000_000
PROGRAMS = {".exe", ".dll", ".so", ".dylib", ".pyd", ".bat", ".cmd", ".sh", ".ps1", ".jar", ".whl", ".msi"}
PICTURES_AND_TRANSLATIONS = {".png", ".jpg", ".gif", ".qm"}
NEEDED_FILES = ("__init__.py", "metadata.txt", "LICENSE")
NEEDED_KEYS = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository", "homepage")
EXPECTED_VALUES = {"category": "Raster", "hasProcessingProvider": "yes", "qgisMaximumVersion": "4.99"}
EXPECTED_KEYS = ("changelog", "tags", "icon", "experimental")


def size(archive: zipfile.ZipFile) -> Iterator[str]:
    """At most 25 MB"""
    total = Path(archive.filename).stat().st_size
    if total > MAX_BYTES:
        yield f"{total} bytes"


def names(archive: zipfile.ZipFile) -> Iterator[str]:
    """One top folder, plain names, the needed files"""
    for name in archive.namelist():
        parts = PurePosixPath(name).parts
        if parts[0] != PACKAGE or ".." in parts or "\\" in name:
            yield f"{name} is not inside {PACKAGE}/"
        if not name.isascii() or any(part.startswith(".") or part == "__pycache__" for part in parts):
            yield f"{name} must not ship"
    for name in NEEDED_FILES:
        if f"{PACKAGE}/{name}" not in archive.namelist():
            yield f"{name} is missing"


def binaries(archive: zipfile.ZipFile) -> Iterator[str]:
    """No programs, no executable bits, no binaries but pictures and translations"""
    for entry in archive.infolist():
        suffix = PurePosixPath(entry.filename).suffix.lower()
        if suffix in PROGRAMS or suffix == ".pyc":
            yield f"{entry.filename} is a program"
        if entry.external_attr >> 16 & 0o111:
            yield f"{entry.filename} is executable"
        if suffix not in PICTURES_AND_TRANSLATIONS and b"\0" in archive.read(entry):
            yield f"{entry.filename} is binary"


def metadata(archive: zipfile.ZipFile) -> Iterator[str]:
    """Complete metadata.txt"""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(archive.read(f"{PACKAGE}/metadata.txt").decode("utf-8"))
    general = parser["general"]
    for key in (*NEEDED_KEYS, *EXPECTED_KEYS):
        if not general.get(key, "").strip():
            yield f"{key} is missing"
    for key, value in EXPECTED_VALUES.items():
        if general.get(key) != value:
            yield f"{key} is {general.get(key)}, not {value}"
    if not re.fullmatch(r"\d+\.\d+\.\d+", general.get("version", "")):
        yield f"version {general.get('version')} is not MAJOR.MINOR.PATCH"
    if "plugin" in general.get("name", "").lower():
        yield "the name says plugin"
    if f"{PACKAGE}/{general.get('icon')}" not in archive.namelist():
        yield f"the icon {general.get('icon')} is not in the zip"


def licence(archive: zipfile.ZipFile) -> Iterator[str]:
    """The GNU General Public License, version 3"""
    if b"GNU GENERAL PUBLIC LICENSE\n                       Version 3" not in archive.read(f"{PACKAGE}/LICENSE"):
        yield "LICENSE is another one"


def python(archive: zipfile.ZipFile) -> Iterator[str]:
    """Every module is Python 3.9"""
    for name in archive.namelist():
        if name.endswith(".py"):
            try:
                ast.parse(archive.read(name), name, feature_version=(3, 9))
            except SyntaxError as error:
                yield f"{name}: {error}"


def bandit(folder: Path) -> Iterator[str]:
    """Bandit finds nothing"""
    result = scan(folder, "bandit", "--recursive", "--quiet", "--format", "json", ".")
    for finding in json.loads(result)["results"]:
        yield f"{finding['filename']}:{finding['line_number']} {finding['test_id']} {finding['issue_text']}"


def secrets(folder: Path) -> Iterator[str]:
    """detect-secrets finds nothing"""
    for name, findings in json.loads(scan(folder, "detect_secrets", "--cores", "1", "scan", "--all-files", "."))["results"].items():
        yield from (f"{name}:{finding['line_number']} {finding['type']}" for finding in findings)


def qgis_rules(folder: Path) -> Iterator[str]:
    """flake8-qgis finds nothing"""
    # Not the experimental QGS2, which takes one method for another; not QGS105, for what gets iface as an argument can be tested.
    yield from scan(folder, "flake8", "--isolated", "--select", "QGS1,QGS3,QGS4", "--ignore", "QGS105", ".").splitlines()


def scan(folder: Path, module: str, *arguments: str) -> str:
    """Return what the scanner `module` prints about `folder`; raises RuntimeError where it can't run."""
    result = subprocess.run([sys.executable, "-m", module, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode and not result.stdout:  # else a code only says that there are findings
        raise RuntimeError(f"{module} failed: {result.stderr}")
    return result.stdout


def findings(path: Path) -> dict[str, list[str]]:
    """Return what each check finds in the zip at `path`, by the check's title; nothing where it passes."""
    found = {}
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        for check in (size, names, binaries, metadata, licence, python):
            found[check.__doc__] = list(check(archive))
        archive.extractall(folder)
        for check in (bandit, secrets, qgis_rules):
            found[check.__doc__] = list(check(Path(folder)))
    return found


if __name__ == "__main__":
    found = findings(ZIP)
    for title, problems in found.items():
        print(f"{'FAIL' if problems else 'ok  '}  {title}")
        for problem in problems:
            print(f"        {problem}")
    sys.exit(1 if any(found.values()) else 0)
