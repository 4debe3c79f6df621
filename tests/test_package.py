"""The zip that ships, opened, and the gate that it must pass."""

from __future__ import annotations

import zipfile

import gate
import package
import pytest
import stage

from boreal_gpp_plugin.core.run import record


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The zip of the plugin."""
    return package.package(tmp_path_factory.mktemp("package") / "boreal_gpp_plugin.zip")


REFUSED = {  # name in the zip: (contents, mode, what the gate says of it)
    "boreal_gpp_plugin/run.sh": ("echo", 0o644, "is a program"),
    "boreal_gpp_plugin/notes.txt": ("text", 0o755, "is executable"),
    "boreal_gpp_plugin/data.bin": ("a\0b", 0o644, "is binary"),
    "boreal_gpp_plugin/../outside.txt": ("text", 0o644, "is not inside"),
    "boreal_gpp_plugin/check.py": ("assert True", 0o644, "B101"),
    "boreal_gpp_plugin/matching.py": ("match 1:\n    case 1:\n        pass\n", 0o644, "Pattern matching"),
    "boreal_gpp_plugin/key.py": (f'token = "ghp_{"a1B2" * 9}"', 0o644, "GitHub Token"),
    "boreal_gpp_plugin/window.py": ("from PyQt5.QtCore import Qt", 0o644, "QGS103"),
}


@pytest.fixture(scope="module")
def problems(shipped, tmp_path_factory):
    """What the gate finds in the zip with all that is refused added."""
    path = tmp_path_factory.mktemp("tampered") / "tampered.zip"
    path.write_bytes(shipped.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        for name, (data, mode, _) in REFUSED.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return [problem for found in gate.findings(path).values() for problem in found]


def test_the_zip_passes_the_gate(shipped):
    assert not any(gate.findings(shipped).values())


def test_the_zip_holds_what_the_plugin_reads_at_run_time(shipped):
    names = set(zipfile.ZipFile(shipped).namelist())
    assert {
        "boreal_gpp_plugin/__init__.py",
        "boreal_gpp_plugin/metadata.txt",
        "boreal_gpp_plugin/core/pipeline.py",
        "boreal_gpp_plugin/i18n/boreal_gpp_fr.qm",
        "boreal_gpp_plugin/resources/i18n/fr.json",
    } <= names


def test_runs_are_marked_with_the_version_of_the_plugin_that_ships():
    stage.stage()
    assert f"\nversion={record.version()}\n" in (stage.ROOT / "metadata.txt").read_text(encoding="utf-8")


def test_the_same_sources_give_the_same_bytes(tmp_path):
    first, second = (package.package(tmp_path / name).read_bytes() for name in ("a.zip", "b.zip"))
    assert first == second


@pytest.mark.parametrize("name", REFUSED)
def test_the_gate_finds_what_the_plugin_site_refuses(problems, name):
    said = REFUSED[name][2]
    assert any(said in problem and name.rsplit("/", 1)[1] in problem for problem in problems)


def test_staging_leaves_what_has_not_changed_alone():
    staged = stage.stage()
    before = {path: path.stat().st_mtime_ns for path in stage.files_below(staged)}
    stage.stage()
    assert {path: path.stat().st_mtime_ns for path in stage.files_below(staged)} == before


def test_staging_removes_what_the_sources_no_longer_hold():
    staged = stage.stage()
    stale = staged / "gone" / "__init__.py"
    stale.parent.mkdir()
    stale.write_text('"""Gone."""')
    stage.stage()
    assert not stale.parent.exists()
