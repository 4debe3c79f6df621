"""The directions of imports and what the plugin must never do, read from its sources."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from boreal_gpp_plugin.core import packages

PACKAGE = Path(__file__).resolve().parents[1] / "boreal_gpp_plugin"
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(PACKAGE.parent)) for path in MODULES]

# What each room may import from the plugin; core is written apart: it knows no other room.
MAY_IMPORT = {
    "core": {"core"},
    "layers": {"layers", "core", "i18n", "paths"},
    "tasks": {"tasks", "core", "i18n", "settings"},
    "processing": {"processing", "core", "layers", "i18n", "paths", "settings"},
    "gui": {"gui", "tasks", "core", "layers", "i18n", "paths", "settings"},
}
CRASHING = {"h5py", "netCDF4", "multiprocessing", "pyproj"}  # inside QGIS (their own HDF5, windows, threads)
QT_BY_NUMBER = {"PyQt5", "PyQt6"}
REFUSED_BY_SCANS = {"random", "subprocess", "xml"}
NETWORK = {"socket", "urllib", "http", "requests"}
WITH_OTHERS = {"osgeo", "affine"}  # come with QGIS, and with rasterio
FORBIDDEN_MODULES = CRASHING | QT_BY_NUMBER | REFUSED_BY_SCANS | NETWORK


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the absolute name of everything that a module imports, at its top or inside a function."""
    package = path.relative_to(PACKAGE.parent).parent.parts
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *(node.module or "").split("."))).strip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    """Return the room of a module, empty for those that stand beside the rooms."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_core_knows_neither_qgis_nor_qt(path):
    if room(path) == "core":
        assert not [name for name in imported(path) if name.split(".")[0] in {"qgis", "PyQt5", "PyQt6", "processing"}]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_room_imports_only_the_rooms_below_it(path):
    if room(path):
        rooms = {name.split(".")[1] for name in imported(path) if name.startswith("boreal_gpp_plugin.")}
        assert rooms <= MAY_IMPORT[room(path)]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_module_imports_what_breaks_qgis_or_its_users(path):
    assert not [name for name in imported(path) if name.split(".")[0] in FORBIDDEN_MODULES]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_module_uses_assert_or_switches_that_reach_other_plugins(path):
    source = parse(path)
    asserts = [node.lineno for node in ast.walk(source) if isinstance(node, ast.Assert)]
    reaching = {("gdal", "UseExceptions"), ("ogr", "UseExceptions"), ("osr", "UseExceptions"), ("sys", "path")}
    attributes = [node for node in ast.walk(source) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    switches = [node.lineno for node in attributes if (node.value.id, node.attr) in reaching]
    assert not asserts
    assert not switches


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(parse(path))


def test_packages_that_core_cannot_do_without_are_those_that_users_are_asked_for():
    """What is imported at the top of a module; xarray is for notebooks, and asked for by `open_run` alone."""
    tops = [node for path in MODULES if room(path) == "core" for node in parse(path).body]
    names = {alias.name for node in tops if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in tops if isinstance(node, ast.ImportFrom) and node.level == 0}
    foreign = {name.split(".")[0] for name in names}.difference(sys.stdlib_module_names, WITH_OTHERS, {"xarray"})
    assert foreign == set(packages.REQUIRED)


def test_the_entry_imports_nothing_at_its_top():
    """QGIS imports every plugin when it starts: what it doesn't need then must wait."""
    entry = parse(PACKAGE / "__init__.py")
    found = [node for node in entry.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert all(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in found)
