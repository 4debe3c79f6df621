"""The map tool that looks at a place, and the marks that say which places are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsVertexMarker
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

_MARK_PX, _PEN_PX = 13, 2


class PlaceTool(QgsMapTool):
    """Tells the point that is clicked; Escape puts the tool away."""

    picked = pyqtSignal(QgsPointXY, bool)  # in the canvas's CRS; whether it is to be compared with the place before

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Tell the point."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(event.mapPoint(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the tool away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)


class Marks:
    """Dots on the canvas, one per place, in the colours of their curves.

    Parameters
    ----------
    canvas : QgsMapCanvas
        Where they are shown.
    """

    def __init__(self, canvas: QgsMapCanvas):
        self._canvas = canvas
        self._markers: list[QgsVertexMarker] = []

    def show(self, points: Sequence[QgsPointXY], colours: Sequence[str]) -> None:
        """Mark points of the canvas's CRS, and nothing else."""
        for marker in self._markers:
            self._canvas.scene().removeItem(marker)
        self._markers = []
        for point, colour in zip(points, colours):
            marker = QgsVertexMarker(self._canvas)
            marker.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
            marker.setIconSize(_MARK_PX)
            marker.setPenWidth(_PEN_PX)
            marker.setFillColor(QColor(colour))
            marker.setColor(QColor(Qt.GlobalColor.white))  # so that it shows on any map
            marker.setCenter(point)
            self._markers.append(marker)
