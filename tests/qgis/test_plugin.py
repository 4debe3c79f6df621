"""The plugin comes, goes, and comes again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QDockWidget

import boreal_gpp_plugin
from boreal_gpp_plugin.plugin import BorealGppPlugin


def settle():
    """Let Qt delete what was told to delete itself later."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def traces(window):
    """Return what a plugin may leave behind in QGIS."""
    return {
        "menu": [action.text() for action in window.raster_menu.actions()],
        "tool bar": [action.text() for action in window.tool_bar.actions()],
        "help": [action.text() for action in window.help_menu.actions()],
        "docks": [dock.objectName() for dock in window.window.findChildren(QDockWidget)],
        "actions": [action.objectName() for action in window.window.actions()],
        "provider": QgsApplication.processingRegistry().providerById("borealgpp") is not None,
        "options": len(window.options),
        "crs signal": window.canvas.receivers(window.canvas.destinationCrsChanged),
    }


@pytest.fixture
def plugin(window):
    plugin = boreal_gpp_plugin.classFactory(window)
    plugin.initGui()
    yield plugin
    plugin.unload()
    settle()


def test_the_plugin_brings_menu_button_dock_help_and_algorithms(plugin, window):
    found = traces(window)
    assert found["menu"] == found["tool bar"] == found["help"] == ["Boreal GPP"]
    assert set(found["docks"]) == {"boreal_gpp_dock", "boreal_gpp_place"}
    assert found["provider"]
    assert not plugin.action.icon().isNull()


def test_the_button_shows_and_hides_the_dock(plugin):
    assert not plugin.dock.isVisible()
    plugin.action.trigger()
    assert plugin.dock.isVisible() and plugin.action.isChecked()
    plugin.action.trigger()
    assert not plugin.dock.isVisible()


def test_unloading_leaves_nothing_behind(window):
    before = traces(window)
    plugin = BorealGppPlugin(window)
    plugin.initGui()
    assert traces(window) != before
    plugin.unload()
    settle()
    assert traces(window) == before


def test_the_plugin_can_be_loaded_again(window):
    for _ in range(3):
        plugin = BorealGppPlugin(window)
        plugin.initGui()
        plugin.action.trigger()
        assert len(traces(window)["docks"]) == 2
        plugin.unload()
        settle()


def test_unloading_stops_a_run(window, pipeline, tmp_path, qtbot, no_tasks):
    plugin = BorealGppPlugin(window)
    plugin.initGui()
    pipeline.waits = True
    plugin.action.trigger()
    plugin.dock.inputs.folder.setFilePath(str(tmp_path))
    plugin.dock.results.folder.setFilePath(str(tmp_path / "out"))
    qtbot.waitUntil(plugin.dock.panel.run.isEnabled)
    plugin.dock.panel.run.click()
    qtbot.waitUntil(lambda: bool(pipeline.requests))
    plugin.unload()
    settle()
    assert QgsApplication.taskManager().countActiveTasks() == 0
    qtbot.wait(200)  # nothing comes back to what is gone


def test_a_dock_closed_during_a_run_still_brings_the_results(plugin, pipeline, tmp_path, qtbot):
    pipeline.waits = True
    plugin.action.trigger()
    plugin.dock.inputs.folder.setFilePath(str(tmp_path))
    plugin.dock.results.folder.setFilePath(str(tmp_path / "out"))
    qtbot.waitUntil(plugin.dock.panel.run.isEnabled)
    plugin.dock.panel.run.click()
    qtbot.waitUntil(lambda: bool(pipeline.requests))
    plugin.dock.close()
    pipeline.waits = False
    qtbot.waitUntil(lambda: bool(QgsProject.instance().mapLayers()), timeout=20000)
    qtbot.waitUntil(lambda: not plugin.dock.launcher.is_loading, timeout=20000)


def test_without_a_window_the_plugin_brings_only_its_algorithms(qgis_app):
    plugin = BorealGppPlugin(None)
    plugin.initProcessing()
    assert QgsApplication.processingRegistry().algorithmById("borealgpp:runsite") is not None
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("borealgpp") is None


_WITHOUT_PACKAGES = """
import sys
sys.modules.update(dict.fromkeys(("scipy", "pandas", "rasterio", "xarray", "dask", "distributed")))
from qgis.core import QgsApplication
app = QgsApplication([], True)
app.initQgis()
from boreal_gpp_plugin.gui import dock
from boreal_gpp_plugin.plugin import BorealGppPlugin
plugin = BorealGppPlugin(None)
plugin.initProcessing()
print([algorithm.canExecute()[1] for algorithm in plugin.provider.algorithms()])
"""


def test_where_packages_are_missing_the_plugin_loads_and_its_algorithms_name_them():
    staged = Path(boreal_gpp_plugin.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", _WITHOUT_PACKAGES], cwd=staged, capture_output=True, text=True, check=False)
    assert done.stdout.count("lacks: scipy, pandas, rasterio.") == 10, done.stderr
