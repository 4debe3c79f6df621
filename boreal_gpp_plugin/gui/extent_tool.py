"""The map tool that draws the site's rectangle; Escape or another tool gives it up."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsMapToolExtent
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent


class ExtentTool(QgsMapToolExtent):
    """Draws one rectangle, then gives the canvas back to the tool of before."""

    drawn = pyqtSignal(QgsRectangle)  # in the coordinate system of the canvas

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._before: Optional[QgsMapTool] = None
        self.extentChanged.connect(self._finish)

    def begin(self) -> None:
        """Take the canvas."""
        before = self.canvas().mapTool()
        if before is not self:
            self._before = before
            self.canvas().setMapTool(self)
        self.canvas().setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.clearRubberBand()
            self.give_up()
            event.accept()
        else:
            super().keyPressEvent(event)

    def give_up(self) -> None:
        """Give the canvas back."""
        if self.canvas().mapTool() is self:
            self.canvas().setMapTool(self._before) if self._before else self.canvas().unsetMapTool(self)

    def _finish(self, box: QgsRectangle) -> None:
        """Tell what was drawn."""
        if not box.isEmpty():
            self.clearRubberBand()
            self.give_up()
            self.drawn.emit(box)
