"""The dock in a window, as tests open and leave it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.PyQt.QtCore import Qt

from boreal_gpp_plugin.gui.dock import Dock
from boreal_gpp_plugin.tasks.runner import Runner


@contextmanager
def shown_dock(window) -> Iterator[Dock]:
    """Yield the dock, shown at the right of a window; afterwards it is gone, or it would answer to the projects of later tests."""
    dock = Dock(window, Runner())
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.show()
    try:
        yield dock
    finally:
        dock.close_down()
        window.removeDockWidget(dock)
        dock.deleteLater()
