"""QGIS's libraries without its window: a stand-in for the window that has real parts where the plugin touches them."""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path

import pytest
from fake_run import FakeCheckUp, FakePipeline, write_run
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsSettings, QgsTemporalNavigationObject
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject
from qgis.PyQt.QtWidgets import QAction, QMainWindow, QMenu, QToolBar

from boreal_gpp_plugin.gui import examiner
from boreal_gpp_plugin.plugin import BorealGppPlugin


def _of_core(name):
    """Return a helper of the tests of core."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).resolve().parents[1] / "core" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run_folder_writer = _of_core("run_folder")


class Window(QObject):
    """What the plugin asks of QgisInterface, on an ordinary main window."""

    def __init__(self) -> None:
        super().__init__()
        self.window = QMainWindow()
        self.window.resize(1200, 700)
        self.canvas = QgsMapCanvas(self.window)
        self.controller = QgsTemporalNavigationObject(self.window)
        self.canvas.setTemporalController(self.controller)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32613"))
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.options, self.layouts = [], []
        self.map_tips = QAction(self.window)
        self.map_tips.setCheckable(True)
        self.raster_menu, self.help_menu, self.tool_bar = QMenu(self.window), QMenu(self.window), QToolBar(self.window)

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def addPluginToRasterMenu(self, name, action):
        self.raster_menu.addAction(action)

    def removePluginRasterMenu(self, name, action):
        self.raster_menu.removeAction(action)

    def addToolBarIcon(self, action):
        self.tool_bar.addAction(action)

    def removeToolBarIcon(self, action):
        self.tool_bar.removeAction(action)

    def registerOptionsWidgetFactory(self, factory):
        self.options.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.options.remove(factory)

    def setActiveLayer(self, layer):
        self.canvas.setCurrentLayer(layer)
        return True

    def activeLayer(self):
        return self.canvas.currentLayer()

    def openLayoutDesigner(self, layout):
        self.layouts.append(layout)

    def actionMapTips(self):
        return self.map_tips

    def pluginHelpMenu(self):
        return self.help_menu


@pytest.fixture(autouse=True)
def settings(qgis_app, tmp_path):
    """Settings of their own for each test."""
    QgsSettings().remove("boreal_gpp")
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or docks of the past answer to the projects of later tests
    QgsSettings().remove("boreal_gpp")
    QgsProject.instance().clear()


@pytest.fixture
def window(qgis_app, qtbot):
    window = Window()
    qtbot.addWidget(window.window)
    window.window.show()
    yield window
    QgsProject.instance().clear()


@pytest.fixture
def pipeline(monkeypatch):
    """A pipeline that takes no time."""
    fake = FakePipeline()
    module = types.ModuleType("boreal_gpp_plugin.core.pipeline")
    module.run = module.build_cube = fake
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return fake


@pytest.fixture(autouse=True)
def checkup(monkeypatch):
    """A check-up that takes no time and finds all well."""
    fake = FakeCheckUp()
    monkeypatch.setattr(examiner, "check_inputs", fake)
    monkeypatch.setattr(examiner, "_PATIENCE_MS", 0)
    return fake


@pytest.fixture
def provider(qgis_app):
    """The plugin's algorithms, without its window."""
    plugin = BorealGppPlugin(None)
    plugin.initProcessing()
    yield plugin.provider
    plugin.unload()


@pytest.fixture
def run_folder(tmp_path):
    """A finished run in a folder whose name needs care."""
    return write_run(str(tmp_path / "forêt d'été")).folder


@pytest.fixture(scope="session")
def real_run(tmp_path_factory):
    """The folder of a finished run with a model: conifers on the left, wetland on the right, water above. Not to be changed."""
    return str(run_folder_writer.write_run(tmp_path_factory.mktemp("real") / "forêt réelle"))


@pytest.fixture(scope="session")
def write_wheel():
    """The function that writes the wheel of a package that does nothing."""
    return _of_core("wheel_files").write_wheel


@pytest.fixture
def no_tasks(qgis_app):
    """The check that no task outlives its test."""
    yield
    assert QgsApplication.taskManager().countActiveTasks() == 0
