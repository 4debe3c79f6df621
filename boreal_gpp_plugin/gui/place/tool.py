"""The map tool that looks at a place, and the marks that say which places are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsMapMouseEvent, QgsMapTool, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ...tasks.looks import STRATUM
from .targets import Target

_MARK_PX, _PEN_PX, _OUTLINE_PX = 13, 2, 4
_REST_MS = 150  # after which the mouse is taken to rest


class PlaceTool(QgsMapTool):
    """Tells the point that is clicked, and where the mouse rests; Escape puts the tool away."""

    picked = pyqtSignal(QgsPointXY, bool)  # in the canvas's CRS; whether it is to be compared with the place before
    rested = pyqtSignal(QgsPointXY, QPoint)  # in the canvas's CRS; on the canvas's viewport

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._at = QgsPointXY(), QPoint()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._tell_rest)
        self.deactivated.connect(self._rest.stop)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Wait for the mouse to rest."""
        self._at = event.mapPoint(), event.pos()
        self._rest.start()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Wait no longer: it is clicked."""
        self._rest.stop()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Tell the point."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(event.mapPoint(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the tool away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.canvas().unsetMapTool(self)

    def _tell_rest(self) -> None:
        """Tell where the mouse rests, if it is still over the canvas."""
        if self.canvas().underMouse():
            self.rested.emit(*self._at)


class Marks:
    """Dots and outlines on the canvas, one per place, in the colours of their curves.

    Parameters
    ----------
    canvas : QgsMapCanvas
        Where they are shown.
    """

    def __init__(self, canvas: QgsMapCanvas):
        self._canvas = canvas
        self._items: list[QgsMapCanvasItem] = []

    def show(self, targets: Sequence[Target], colours: Sequence[str]) -> None:
        """Mark targets, and nothing else; strata have no mark. Raises QgsCsException where the canvas's CRS has no place for one."""
        for item in self._items:
            self._canvas.scene().removeItem(item)
        self._items = []
        marked = [(target, QColor(colour)) for target, colour in zip(targets, colours) if target.kind != STRATUM]
        for target, colour in marked:
            self._items.append(self._dot(target, colour) if target.outline is None else self._outline(target, colour))

    def _dot(self, target: Target, colour: QColor) -> QgsVertexMarker:
        """Return a dot at a target's point."""
        marker = QgsVertexMarker(self._canvas)
        marker.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
        marker.setIconSize(_MARK_PX)
        marker.setPenWidth(_PEN_PX)
        marker.setFillColor(colour)
        marker.setColor(QColor(Qt.GlobalColor.white))  # so that it shows on any map
        marker.setCenter(target.point_in(self._canvas.mapSettings().destinationCrs()))
        return marker

    def _outline(self, target: Target, colour: QColor) -> QgsRubberBand:
        """Return the outline of a zone."""
        band = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        band.setFillColor(QColor(Qt.GlobalColor.transparent))
        band.setStrokeColor(colour)
        band.setSecondaryStrokeColor(QColor(Qt.GlobalColor.white))
        band.setWidth(_OUTLINE_PX)
        band.setToGeometry(target.outline_in(self._canvas.mapSettings().destinationCrs()), None)
        return band
