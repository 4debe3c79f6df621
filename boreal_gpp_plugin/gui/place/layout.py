"""The layout of a figure: where its panels and strips go in an area."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QFontMetricsF

from ...core.wording import Wording
from ...i18n import language
from .figure import Figure, Panel, Strip

_WIDE = 1.7  # width by height from which the smaller panels stand beside the main one
_MAIN_SHARE = 0.56
_NARROW = 22  # lines of width below which the smaller panels stand in one column, with dates below the last
_LOW = 17  # lines of height below which the names of classes get a single row
_ROWS = 3  # of the names of classes at most
_GAP = 0.5  # of a line
_LEAST_MAIN, _LEAST_SMALL = 7, 4.5  # lines of height of the main panel, and of a row of smaller ones
_MOST_DIGITS, _EXACT = 8, 1e-6


class Layout:
    """Where the parts of a figure are, in pixels.

    Parameters
    ----------
    figure : Figure
        What is laid out: the smaller panels beside the main one where there is width, else below it.
    area : QRectF
        Where.
    metrics : QFontMetricsF
        How much room texts take.

    Attributes
    ----------
    title : QRectF
        Rows of the title.
    panels, strips : list of QRectF
        Plots of the panels, bars of the strips.
    lefts : list of float
        Where the panels begin, with the numbers beside their plots.
    undated : int
        How many of the smaller panels have no dates below them.
    """

    def __init__(self, figure: Figure, area: QRectF, metrics: QFontMetricsF):
        self._metrics, self._line, self._strips = metrics, metrics.height(), figure.strips
        self._rows = 1 if area.height() < _LOW * self._line else _ROWS
        line, small = self._line, len(figure.panels) - 1
        area = area.adjusted(line * _GAP, line * _GAP, -line, -line * _GAP)
        self.title = QRectF(area.left(), area.top(), area.width(), line * (1 + figure.title.count("\n")))
        body = area.adjusted(0, self.title.height() + line * 0.3, 0, 0)
        beside = small > 0 and (body.width() > _WIDE * body.height() or body.height() < self._stacked(small, body.width()))
        main_width = body.width() * _MAIN_SHARE if beside else body.width()
        heights = self._strip_heights(main_width)
        if beside:
            main = QRectF(body.left(), body.top(), main_width, body.height())
            rest = QRectF(main.right() + line, body.top(), body.right() - main.right() - line, body.height())
        else:
            height = max(body.height() * (_MAIN_SHARE if small else 1.0), sum(heights) + _LEAST_MAIN * line)
            main = QRectF(body.left(), body.top(), main_width, height)
            rest = QRectF(body.left(), main.bottom() + line * _GAP, main_width, body.bottom() - main.bottom() - line * _GAP)
        bottom = main.bottom() - sum(heights)
        self.panels = [self._plot_in(main.adjusted(0, 0, 0, -sum(heights)), figure.panels[0], line)]
        cells = self._cells(rest, small)
        self.undated = small - 1 if small > 2 and cells[0].left() == cells[1].left() else 0
        self.lefts = [main.left(), *(cell.left() for cell in cells)]
        self.panels += [self._plot_in(cell, panel, 0.0, i >= self.undated) for i, (panel, cell) in enumerate(zip(figure.panels[1:], cells))]
        self.strips: list[QRectF] = []
        for height in heights:
            self.strips.append(QRectF(self.panels[0].left(), bottom + line, self.panels[0].width(), line * 0.7))
            bottom += height

    def entries(self, strip: Strip, width: float) -> list[tuple[tuple[str, str], QPointF]]:
        """Return short name and colour of classes, and where each goes below a strip, in rows of a width: the last strip tells for all."""
        entries, x, y = [], 0.0, 0.0
        present = {code for other in self._strips for code in other.codes.tolist()} if strip is self._strips[-1] else set()
        for title, colour in (about for code, about in strip.legend.items() if code in present):
            short = re.split("[:,]", title)[0].strip()
            room = self._line * 1.4 + self._metrics.horizontalAdvance(short)
            if x and x + room > width:
                x, y = 0.0, y + self._line
                if y >= self._rows * self._line:
                    break
            entries.append(((short, colour), QPointF(x, y)))
            x += room
        return entries

    def _cells(self, area: QRectF, count: int) -> list[QRectF]:
        """Return an area parted into `count` cells, in two columns where there are more than two and room for them."""
        columns = 2 if count > 2 and area.width() > _NARROW * self._line else 1
        rows = max(-(-count // columns), 1)
        dates = self._line if columns == 1 and count > 2 else 0.0  # of the last one
        width, height = (area.width() - self._line * (columns - 1)) / columns, (area.height() - dates) / rows
        places = [(area.left() + i % columns * (width + self._line), area.top() + i // columns * height) for i in range(count)]
        return [QRectF(x, y, width, height + (dates if i == count - 1 else 0.0)) for i, (x, y) in enumerate(places)]

    def _plot_in(self, cell: QRectF, panel: Panel, legend: float, dated: bool = True) -> QRectF:
        """Return the plot in a cell, with room for title, legend and the numbers of the axes, dates only where asked for."""
        low, high, tick = panel.axis()
        numbers = max(self._metrics.horizontalAdvance(tick_text(v, tick)) for v in (low, high, high - tick))
        return cell.adjusted(numbers + self._line * _GAP, self._line * 1.15 + legend, 0, -self._line * (1.15 if dated else 0.15))

    def _strip_heights(self, width: float) -> list[float]:
        """Return the heights of the strips below a panel of a width, with their titles and legends."""
        heights = []
        for strip in self._strips:
            entries = self.entries(strip, width - 3 * self._line)
            heights.append(self._line * 2.9 + entries[-1][1].y() if entries else self._line * 1.9)
        return heights

    def _stacked(self, small: int, width: float) -> float:
        """Return the height that all need where the smaller panels stand below the main one."""
        return sum(self._strip_heights(width)) + (_LEAST_MAIN + _LEAST_SMALL * -(-small // 2)) * self._line


def tick_text(value: float, tick: float) -> str:
    """Return a number of an axis with as many digits as its ticks need."""
    digits = next(n for n in range(_MOST_DIGITS) if n == _MOST_DIGITS - 1 or abs(tick * 10**n - round(tick * 10**n)) < _EXACT)
    return Wording(language()).number(value, digits)
