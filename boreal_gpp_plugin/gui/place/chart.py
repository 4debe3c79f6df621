"""The chart: shows a figure, tells the values under the mouse, and saves itself as picture, drawing or table."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QEvent, QRectF, QSize, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPaintDevice, QPainter, QPaintEvent, QPalette, QTextOption
from qgis.PyQt.QtSvg import QSvgGenerator
from qgis.PyQt.QtWidgets import QLabel, QWidget

from ...core.errors import OutputError
from ...core.language import msg
from ...i18n import tr
from .figure import Figure
from .painting import Painting

SUFFIXES = (".png", ".svg", ".csv")
_PAPER = QSizeF(1000, 520)
_PICTURE_SCALE = 2.0  # so that it can be printed
_FONT_SHARE = 0.9  # of the window's: much is to be told in little room
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Chart(QLabel):
    """Shows a figure in the colours of the window: as a label, for those are what every theme of QGIS colours."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setAccessibleName(tr("Chart of the year at a place"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(420, 230)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _FONT_SHARE)
        self.setFont(font)
        self.figure: Optional[Figure] = None
        self.step: Optional[int] = None
        self._hint = ""

    def sizeHint(self) -> QSize:
        """Return the size at which all can be read."""
        return QSize(760, 270)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure; the step that is read off stays where it has one."""
        self.figure, self._hint = figure, ""
        if self.step is not None and self.step >= len(figure.calendar):
            self.step = None
        self.update()

    def show_hint(self, text: str) -> None:
        """Show a sentence in place of a figure."""
        self.figure, self.step, self._hint = None, None, text
        self.update()

    def save(self, path: str) -> None:
        """Save the figure: as picture (.png), drawing (.svg) or table (.csv) by the name; raises OutputError where it can't be written."""
        try:
            saved = _SAVERS[Path(path).suffix.lower()](self, path)
        except OSError:
            saved = False
        if not saved:
            raise OutputError(msg("The chart can't be written to {path}.", path=path), msg("Choose a folder that can be written to."))

    def _save_picture(self, path: str) -> bool:
        """Save a picture; return whether that went well."""
        image = QImage((_PAPER * _PICTURE_SCALE).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_PICTURE_SCALE)
        self._paint_on_paper(image)
        return image.save(path)

    def _save_drawing(self, path: str) -> bool:
        """Save a drawing; return whether that went well."""
        with open(path, "ab"):  # the generator itself does not tell
            pass
        drawing = QSvgGenerator()
        drawing.setFileName(path)
        drawing.setSize(_PAPER.toSize())
        drawing.setViewBox(QRectF(0, 0, _PAPER.width(), _PAPER.height()))
        drawing.setTitle(self.figure.title.replace("\n", " | "))
        self._paint_on_paper(drawing)
        return True

    def _save_table(self, path: str) -> bool:
        """Save a table; return that it went well."""
        from ...core.run.text_files import write_table

        write_table(Path(path), self.figure.rows())
        return True

    def _paint_on_paper(self, device: QPaintDevice) -> None:
        """Paint the figure black on white, whatever the window's colours."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(Qt.GlobalColor.black))
        painter = QPainter(device)
        area = QRectF(0, 0, _PAPER.width(), _PAPER.height())
        painter.fillRect(area, QColor(Qt.GlobalColor.white))
        Painting(self.figure, area, self.font(), palette).paint(painter)
        painter.end()

    def _painting(self) -> Painting:
        """Return the figure laid out for the widget."""
        return Painting(self.figure, QRectF(self.rect()), self.font(), self.palette())

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint figure or hint."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.figure is not None:
            self._painting().paint(painter, self.step)
        elif self._hint:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            option = QTextOption(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(area.adjusted(12, 12, -12, -12), self._hint, option)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the values under the mouse."""
        if self.figure is not None:
            point = event.position() if hasattr(event, "position") else event.localPos()  # Qt 6, Qt 5
            self._read_off(self._painting().step_at(point))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell no values any more."""
        self._read_off(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from step to step with the arrow keys."""
        if self.figure is None or event.key() not in _KEYS:
            super().keyPressEvent(event)
            return
        last = len(self.figure.calendar) - 1
        step = last // 2 if self.step is None else self.step + _KEYS[event.key()]
        self._read_off(min(max(step, 0), last))

    def _read_off(self, step: Optional[int]) -> None:
        """Show the values of a step."""
        if step != self.step:
            self.step = step
            self.update()


_SAVERS = {".png": Chart._save_picture, ".svg": Chart._save_drawing, ".csv": Chart._save_table}
