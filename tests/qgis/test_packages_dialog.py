"""Missing packages named and installed from the dock."""

from __future__ import annotations

import stat
import sys

import pytest
from qgis.core import QgsApplication, QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QNetworkProxy
from qgis.PyQt.QtWidgets import QPushButton
from shown_dock import shown_dock

from boreal_gpp_plugin.core import installation, packages
from boreal_gpp_plugin.core.language import msg
from boreal_gpp_plugin.gui import packages_dialog
from boreal_gpp_plugin.gui.dock import Dock
from boreal_gpp_plugin.gui.packages_dialog import PackagesDialog
from boreal_gpp_plugin.tasks import installer
from boreal_gpp_plugin.tasks.runner import Runner


@pytest.fixture
def lacking(tmp_path, monkeypatch):
    """A QGIS that lacks a package, and the folder in the profile where it looks for packages; it is not there yet."""
    folder = tmp_path / "profil" / "python"
    monkeypatch.setattr(packages, "REQUIRED", {"boreal_tiny": msg("arithmetic; it comes with QGIS")})
    monkeypatch.setattr(packages_dialog, "python_folder", lambda: str(folder))
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    for name in ("boreal_tiny", "boreal_needed"):
        sys.modules.pop(name, None)


@pytest.fixture
def wheels(tmp_path, write_wheel):
    """The folder of a workshop's stick."""
    write_wheel(tmp_path / "stick", "boreal_tiny", needs=("boreal_needed", "numpy"))
    write_wheel(tmp_path / "stick", "boreal_needed")
    return tmp_path / "stick"


@pytest.fixture
def dock(window, lacking, tmp_path):
    with shown_dock(window) as dock:
        (tmp_path / "site").mkdir()
        dock.inputs.folder.setFilePath(str(tmp_path / "site"))
        dock.results.folder.setFilePath(str(tmp_path / "run"))
        yield dock


@pytest.fixture
def no_network(monkeypatch):
    """Commands that would have been run, none of which is."""
    commands = []
    monkeypatch.setattr(installer.Installer, "_run", lambda self, command: commands.append(command))
    return commands


@pytest.fixture
def python(tmp_path, monkeypatch):
    """A function that puts a program of its own in the place of QGIS's Python."""

    def put(script):
        program = tmp_path / "bin" / "python3"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(installation, "interpreters", lambda: [str(program)])

    return put


def opened(dock):
    """Return the dialog, opened with the button of the panel."""
    dock.panel.go.click()
    return dock.findChild(PackagesDialog)


def install_from(dialog, folder, qtbot):
    """Install from a folder, to the end."""
    dialog.wheels.setChecked(True)
    dialog.folder.setFilePath(str(folder))
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog.installer.is_busy, timeout=60000)


def test_what_is_missing_keeps_the_run_from_beginning_and_one_click_tells_what_it_is_for(dock):
    assert "lacks: boreal_tiny." in dock.panel.obstacle.text() and not dock.panel.run.isEnabled()
    dialog = opened(dock)
    assert dialog.isVisible() and not dialog.isModal()
    labels = [label.text() for label in dialog.findChildren(packages_dialog.QWidget, "missing_packages")]
    assert labels == ["boreal_tiny: arithmetic; it comes with QGIS"]
    assert opened(dock) is dialog


def test_a_sample_site_asks_for_the_packages_first(dock):
    dock.inputs.findChild(QPushButton, "make_sample").click()
    assert dock.findChild(PackagesDialog).isVisible()


def test_packages_from_a_folder_make_the_plugin_work_at_once(dock, wheels, lacking, qtbot):
    dialog = opened(dock)
    install_from(dialog, wheels, qtbot)
    assert dialog.outcome.text() == "Installed: boreal_needed==1.0, boreal_tiny==1.0."
    assert (lacking / "boreal_tiny.py").is_file() and not list(lacking.glob("numpy*"))
    qtbot.waitUntil(dock.panel.run.isEnabled)
    assert not dialog.start.isEnabled() and "--no-deps" in dialog.output.toPlainText() and "{" not in dialog.output.toPlainText()


def test_where_qgis_does_not_find_them_yet_it_says_that_a_restart_is_needed(dock, wheels, monkeypatch, tmp_path, qtbot):
    monkeypatch.setattr(packages_dialog, "python_folder", lambda: str(tmp_path / "elsewhere"))
    dialog = opened(dock)
    install_from(dialog, wheels, qtbot)
    assert dialog.outcome.text() == "Restart QGIS: it finds the packages then."


def test_a_failure_is_one_sentence_with_its_cure_and_the_rest_in_the_details(dock, tmp_path, qtbot):
    (tmp_path / "empty").mkdir()
    dialog = opened(dock)
    install_from(dialog, tmp_path / "empty", qtbot)
    assert dialog.outcome.text().endswith("empty lacks wheels that boreal_tiny needs.")
    assert dialog.fix.text().startswith("Fill it on a computer like this one")
    assert "Traceback" not in dialog.outcome.text() + dialog.fix.text()
    assert "No matching distribution" in dialog.output.toPlainText() and dialog.details.isCollapsed()
    dialog.copy.click()
    assert "No matching distribution" in QgsApplication.clipboard().text()
    assert dialog.start.isEnabled() and dialog.close_button.text() == "Cl&ose"


@pytest.mark.parametrize("script", ["echo No module named pip >&2; exit 1", "kill -9 $$"])
def test_a_python_without_pip_says_so(dock, python, wheels, qtbot, script):
    python(script)
    dialog = opened(dock)
    install_from(dialog, wheels, qtbot)
    assert dialog.outcome.text().startswith("QGIS's Python has no pip")


def test_a_python_that_can_not_be_started_is_no_crash(dock, monkeypatch, tmp_path, wheels, qtbot):
    monkeypatch.setattr(installation, "interpreters", lambda: [str(tmp_path)])
    dialog = opened(dock)
    install_from(dialog, wheels, qtbot)
    assert dialog.outcome.text().startswith("QGIS's Python has no pip")


def test_closing_the_dialog_stops_what_runs(dock, python, wheels, qtbot):
    python("exec sleep 60")
    dialog = opened(dock)
    dialog.wheels.setChecked(True)
    dialog.folder.setFilePath(str(wheels))
    dialog.start.click()
    process = dialog.installer._process
    assert process.waitForStarted(5000) and dialog.close_button.text() == "&Cancel"
    assert not dialog.start.isEnabled()
    dialog.close_button.click()
    assert process.state() == process.ProcessState.NotRunning and not dialog.installer.is_busy


def test_the_plugin_can_go_while_it_installs(window, lacking, python, wheels):
    python("exec sleep 60")
    dock = Dock(window, Runner())
    dock.panel.go.click()
    dialog = dock.findChild(PackagesDialog)
    dialog.wheels.setChecked(True)
    dialog.folder.setFilePath(str(wheels))
    dialog.start.click()
    process = dialog.installer._process
    assert process.waitForStarted(5000)
    dock.close_down()
    assert process.state() == process.ProcessState.NotRunning


def test_habits_of_the_users_pip_do_not_keep_it_from_the_folder(dock, wheels, monkeypatch, qtbot):
    for habit in ("PIP_USER", "PIP_REQUIRE_VIRTUALENV"):
        monkeypatch.setenv(habit, "1")
    dialog = opened(dock)
    install_from(dialog, wheels, qtbot)
    assert dialog.outcome.text().startswith("Installed")


def test_modules_that_lie_where_qgis_was_started_are_not_run(dock, wheels, monkeypatch, tmp_path, qtbot):
    """QGIS starts in the folder of the project that was opened; wheels may be named from there."""
    (tmp_path / "project").mkdir()
    for name in ("pip", "json"):
        (tmp_path / "project" / f"{name}.py").write_text("open('was_run', 'w')")
    monkeypatch.chdir(tmp_path / "project")
    dialog = opened(dock)
    install_from(dialog, "../stick", qtbot)
    assert dialog.outcome.text().startswith("Installed")
    assert not list(tmp_path.rglob("was_run"))


def test_nothing_is_asked_of_the_network_before_the_button_is_pressed(dock, no_network):
    dialog = opened(dock)
    dialog.internet.setChecked(True)
    assert no_network == []
    dialog.start.click()
    assert len(no_network) == 1


def test_wheels_beside_the_zip_of_the_plugin_are_found(dock, wheels):
    QgsSettings().setValue("app/plugin_installer/lastZipDirectory", str(wheels))
    dialog = opened(dock)
    QgsSettings().remove("app/plugin_installer/lastZipDirectory")
    assert dialog.wheels.isChecked() and dialog.folder.filePath() == str(wheels)


def test_without_wheels_the_internet_is_offered_and_a_folder_must_be_chosen(dock, tmp_path):
    dialog = opened(dock)
    assert dialog.internet.isChecked() and dialog.start.isEnabled() and not dialog.folder.isEnabled()
    dialog.wheels.setChecked(True)
    assert not dialog.start.isEnabled()
    dialog.folder.setFilePath(str(tmp_path))
    assert dialog.start.isEnabled()


def test_numpy_is_left_to_qgis(dock, monkeypatch):
    monkeypatch.setattr(packages, "REQUIRED", {"numpy": msg("arithmetic; it comes with QGIS")})
    monkeypatch.setattr(packages, "missing", lambda: ("numpy",))
    dialog = opened(dock)
    assert not dialog.start.isEnabled() and "install QGIS anew" in dialog.outcome.text()


def test_the_proxy_of_qgis_is_used(qgis_app):
    manager = QgsNetworkAccessManager.instance()
    before = manager.fallbackProxy()
    proxy = QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "proxy.example.org", 3128, "me", "secret")
    manager.setFallbackProxyAndExcludes(proxy, [], [])
    environment = installer._environment("/profile")
    manager.setFallbackProxyAndExcludes(before, [], [])
    assert environment.value("HTTPS_PROXY") == "http://me:secret@proxy.example.org:3128"
    assert environment.value("PYTHONPATH").startswith("/profile")
