"""The painting of a figure, on a widget, a picture or a drawing alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
from qgis.PyQt.QtCore import QLineF, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF, QTextOption

from ...core.wording import Wording
from ...i18n import language
from .figure import DASHED, POINTS, Curve, Figure, Panel, Strip
from .layout import Layout, tick_text

_LINE_PX, _POINT_PX, _LOOK_PX = 1.8, 2.2, 1.3
_LEGEND = ((1.5, 1.0), (1.1, 0.5), (0.8, 0.3))  # lines that a piece of a curve and the gap behind its name take, by the room there is
_BAND_ALPHA, _GRID_ALPHA = 60, 45
_TWO_YEARS = 800  # days up to which months are written
_LEFT, _RIGHT, _CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


def text_of(value: float) -> str:
    """Return a value with three digits that count, as the locale writes it; a dash where it is missing."""
    if not np.isfinite(value):
        return "\u2013"
    return Wording(language()).number(float(value), 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2)


class Painting:
    """A figure laid out for an area.

    Parameters
    ----------
    figure : Figure
        What to paint.
    area : QRectF
        Where, in pixels.
    font : QFont
        Of all texts.
    palette : QPalette
        Gives the colour of texts and axes.
    """

    def __init__(self, figure: Figure, area: QRectF, font: QFont, palette: QPalette):
        self._figure, self._font = figure, font
        self._metrics = QFontMetricsF(font)
        self._line = self._metrics.height()
        self._middles = figure.calendar.middles
        self._days = np.append(figure.calendar.starts, figure.calendar.ends[-1:]).astype(np.float64)
        self._text = palette.color(QPalette.ColorRole.WindowText)
        self._grid = QColor(self._text)
        self._grid.setAlpha(_GRID_ALPHA)
        self.layout = Layout(figure, area, self._metrics)

    def paint(self, painter: QPainter, step: Optional[int] = None) -> None:
        """Paint all, with the values of a step written out where one is given."""
        self._painter = painter
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title = self.layout.title
        for i, text in enumerate(self._headlines(step)):
            self._write(QRectF(title.left(), title.top() + i * self._line, title.width(), self._line), text, _LEFT, bold=True)
        for i, (panel, plot, left) in enumerate(zip(self._figure.panels, self.layout.panels, self.layout.lefts)):
            self._paint_panel(panel, plot, left, step, dated=not 1 <= i <= self.layout.undated)
        for strip, bar in zip(self._figure.strips, self.layout.strips):
            self._paint_strip(strip, bar, step)
        if step is not None:
            painter.setPen(QPen(self._text, 1, Qt.PenStyle.DotLine))
            for plot in (*self.layout.panels, *self.layout.strips):
                x = self._x(self._middles[step], plot)
                painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))

    def step_at(self, point: QPointF) -> Optional[int]:
        """Return the step under a point of a plot or strip, or None."""
        for plot in (*self.layout.panels, *self.layout.strips):
            if plot.left() <= point.x() <= plot.right() and plot.top() - self._line <= point.y() <= plot.bottom() + self._line:
                day = self._days[0] + (point.x() - plot.left()) / plot.width() * (self._days[-1] - self._days[0])
                return int(np.clip(np.searchsorted(self._days, day, side="right") - 1, 0, len(self._days) - 2))
        return None

    def _x(self, day: float, plot: QRectF) -> float:
        """Return where a day is."""
        return plot.left() + (day - self._days[0]) / (self._days[-1] - self._days[0]) * plot.width()

    def _headlines(self, step: Optional[int]) -> list[str]:
        """Return the lines of the title, the last one with the days of the step."""
        lines = self._figure.title.split("\n")
        if step is not None:
            last = self._figure.calendar.ends[step] - 1
            lines[-1] += f"    {self._figure.calendar.starts[step]} \u2013 {last}"
        return lines

    def _paint_panel(self, panel: Panel, plot: QRectF, left: float, step: Optional[int], dated: bool) -> None:
        """Paint a panel that begins at `left`: its title with the values of the step, axes, curves."""
        above = QRectF(plot.left(), plot.top() - self._line * 1.1, plot.width(), self._line)
        unit = f" [{panel.unit}]" if panel.unit else ""
        lack = max(self._metrics.horizontalAdvance(panel.title + unit) - plot.width(), 0.0)
        heading = above.adjusted(-min(lack, plot.left() - left), 0, 0, 0)  # over the numbers where the plot is too narrow
        room = max(heading.width() - self._metrics.horizontalAdvance(unit), 0.0)
        title = self._metrics.elidedText(panel.title, Qt.TextElideMode.ElideRight, room) + unit  # of all words the unit stays
        if panel is self._figure.panels[0]:
            self._paint_legend(panel.curves, above, step)
            self._write(heading.translated(0, -self._line), title, _LEFT)
        else:
            reading = "" if step is None else "   ".join(filter(None, (self._reading(curve, step) for curve in panel.curves)))
            self._write_ends(heading, title, reading)
        self._paint_axes(panel, plot, dated)
        low, high, _ = panel.axis()
        self._painter.save()
        self._painter.setClipRect(plot.adjusted(-_LINE_PX, -_LINE_PX, _LINE_PX, _LINE_PX))
        for curve in panel.curves:
            self._paint_curve(curve, plot, low, high)
        self._painter.restore()

    def _paint_axes(self, panel: Panel, plot: QRectF, dated: bool) -> None:
        """Paint lines of the grid and their numbers."""
        low, high, tick = panel.axis()
        self._painter.setPen(QPen(self._grid, 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(plot)
        count = round((high - low) / tick)
        every = 1 if plot.height() / max(count, 1) >= self._line else 2 if plot.height() / max(count, 1) >= self._line / 2 else count
        for i in range(0, count + 1, every):
            y = plot.bottom() - i / count * plot.height()
            self._painter.setPen(QPen(self._grid, 1))
            self._painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            numbers = QRectF(plot.left() - self._line * 8.25, y - self._line / 2, self._line * 8, self._line)
            self._write(numbers, tick_text(low + i * tick, tick), _RIGHT)
        for day, text in self._dates(plot.width()):
            x = self._x(day, plot)
            self._painter.setPen(QPen(self._grid, 1))
            self._painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
            if dated:
                self._write(QRectF(x - self._line * 4, plot.bottom() + 1, self._line * 8, self._line), text, _CENTRE)

    def _dates(self, width: float) -> list[tuple[float, str]]:
        """Return days and texts of the time axis: months while they fit, else years."""
        span = self._days[-1] - self._days[0]
        unit = "M" if span <= _TWO_YEARS else "Y"
        first, last = (self._figure.calendar.starts[0], self._figure.calendar.ends[-1])
        ticks = np.arange(first.astype(f"datetime64[{unit}]"), last.astype(f"datetime64[{unit}]") + 1)
        ticks = ticks[(ticks >= first) & (ticks < last)]
        texts = [self._date_text(tick, unit) for tick in ticks]
        room = max([self._metrics.horizontalAdvance(text) for text in texts] or [1.0]) * 1.4
        every = max(int(np.ceil(room * len(ticks) / max(width, 1.0))), 1)
        every = next((n for n in (1, 2, 3, 6, 12) if n >= every), every) if unit == "M" else every
        return [(float(t.astype("datetime64[D]").astype(float)), text) for t, text in list(zip(ticks, texts))[::every]]

    @staticmethod
    def _date_text(tick: np.datetime64, unit: str) -> str:
        """Return a month's short name, or a year."""
        if unit == "Y":
            return str(tick)
        return Wording(language()).month(int(tick.astype(int)) % 12 + 1)

    def _paint_curve(self, curve: Curve, plot: QRectF, low: float, high: float) -> None:
        """Paint a curve and its interval."""
        colour = QColor(curve.colour) if curve.colour else QColor(self._text)
        if curve.band is not None:
            soft = QColor(colour)
            soft.setAlpha(_BAND_ALPHA)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(soft)
            lows, highs = (self._points(values, self._middles, plot, low, high) for values in curve.band)
            for some, others in zip(lows, highs):
                self._painter.drawPolygon(QPolygonF([*some, *others[::-1]]))
        runs = self._points(curve.values, self._middles if curve.days is None else curve.days, plot, low, high)
        if curve.form == POINTS:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(colour)
            radius = _POINT_PX if curve.days is None else _LOOK_PX
            for point in (point for run in runs for point in run):
                self._painter.drawEllipse(point, radius, radius)
            return
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(colour, _LINE_PX, Qt.PenStyle.DashLine if curve.form == DASHED else Qt.PenStyle.SolidLine))
        for run in runs:
            self._painter.drawPolyline(QPolygonF(run))

    def _points(self, values: np.ndarray, days: np.ndarray, plot: QRectF, low: float, high: float) -> list[list[QPointF]]:
        """Return the points of the values on days in runs without gaps."""
        runs: list[list[QPointF]] = [[]]
        for day, value in zip(days, values):
            if np.isfinite(value):
                y = plot.bottom() - (float(value) - low) / (high - low) * plot.height()
                runs[-1].append(QPointF(self._x(float(day), plot), y))
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    def _paint_legend(self, curves: Sequence[Curve], row: QRectF, step: Optional[int]) -> None:
        """Paint the names of the curves, each behind a piece of it, with their values at a step."""
        x, y = row.left(), row.center().y()
        labels = [curve.label if step is None else f"{curve.label} {self._reading(curve, step)}" for curve in curves]
        taken = sum(map(self._metrics.horizontalAdvance, labels))
        key, gap = next((wide for wide in _LEGEND if taken + len(labels) * sum(wide) * self._line <= row.width()), _LEGEND[-1])
        for curve, label in zip(curves, labels):
            if x + self._line * 2 > row.right():
                return
            colour = QColor(curve.colour) if curve.colour else QColor(self._text)
            if curve.form == POINTS:
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._painter.setBrush(colour)
                self._painter.drawEllipse(QPointF(x + self._line / 2, y), _POINT_PX, _POINT_PX)
            else:
                style = Qt.PenStyle.DashLine if curve.form == DASHED else Qt.PenStyle.SolidLine
                self._painter.setPen(QPen(colour, _LINE_PX, style))
                self._painter.drawLine(QLineF(x, y, x + self._line * (key - 0.3), y))
            x += self._line * key
            self._write(QRectF(x, row.top(), max(row.right() - x, 0.0), row.height()), label, _LEFT)
            x += self._metrics.horizontalAdvance(label) + self._line * gap

    def _paint_strip(self, strip: Strip, bar: QRectF, step: Optional[int]) -> None:
        """Paint a strip: its label above with the class of the step, the colours, and below the names of the classes in it."""
        above = QRectF(bar.left(), bar.top() - self._line * 1.05, bar.width(), self._line)
        self._write_ends(above, strip.label, "" if step is None else strip.title_at(step))
        changes = np.flatnonzero(np.diff(strip.codes)) + 1
        for first, end in zip((0, *changes), (*changes, len(strip.codes))):
            if int(strip.codes[first]) in strip.legend:
                left, right = self._x(self._days[first], bar), self._x(self._days[end], bar)
                self._painter.fillRect(
                    QRectF(left, bar.top(), right - left, bar.height()), QColor(strip.legend[int(strip.codes[first])][1])
                )
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(self._grid, 1))
        self._painter.drawRect(bar)
        side = self._line * 0.6
        for (short, colour), offset in self.layout.entries(strip, bar.width()):
            row = QRectF(bar.left() + offset.x(), bar.bottom() + self._line * 0.15 + offset.y(), bar.width() - offset.x(), self._line)
            swatch = QRectF(row.left(), row.center().y() - side / 2, side, side)
            self._painter.fillRect(swatch, QColor(colour))
            self._painter.setPen(QPen(self._grid, 1))
            self._painter.drawRect(swatch)
            self._write(row.adjusted(self._line * 0.8, 0, 0, 0), short, _LEFT)

    def _write_ends(self, area: QRectF, text: str, reading: str) -> None:
        """Write a text and, at the right end, a reading, for which the text makes room."""
        self._write(area, reading, _RIGHT)
        taken = self._metrics.horizontalAdvance(reading) + self._line if reading else 0.0
        self._write(area.adjusted(0, 0, -taken, 0), text, _LEFT)

    def _write(self, area: QRectF, text: str, side: Qt.AlignmentFlag, bold: bool = False) -> None:
        """Write one line of text, shortened to its area."""
        painter = self._painter
        option = QTextOption(side | Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.save()
        if bold:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(self._text)
        room = QFontMetricsF(painter.font())
        painter.drawText(area, room.elidedText(text, Qt.TextElideMode.ElideRight, max(area.width(), 0.0)), option)
        painter.restore()

    def _reading(self, curve: Curve, step: int) -> str:
        """Return what a curve says at a step: its value, and its interval where it has one."""
        value = curve.at(step, self._figure.calendar)
        if curve.days is not None and not np.isfinite(value):
            return ""  # not looked at in this step, which is no gap
        text = text_of(value)
        if curve.band is None:
            return text
        return f"{text} ({text_of(curve.band[0][step])}\u2013{text_of(curve.band[1][step])})"
