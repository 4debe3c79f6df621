"""The calendar strip: the days that a product has something for, and how much of the site it shows each month."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Optional

from qgis.PyQt.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPalette, QTextOption
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QToolTip

from ..core.checkup.check import ProductCheck
from ..i18n import language, tr

_BARS_PX, _TICKS_PX = 16, 7
_FAINT = 90  # of 255: bars behind the days
_Month = tuple[int, int]  # year, month


def months_between(first: str, last: str) -> list[_Month]:
    """Return the months from the one of the ISO day `first` to that of `last`."""
    a, b = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (first, last))
    return [(i // 12, i % 12 + 1) for i in range(a, b + 1)]


class CalendarStrip(QLabel):
    """A bar per month, as high as the share of the site with values, above a tick per day; drawn in the palette's colours.

    Parameters
    ----------
    check : ProductCheck
        What is shown.
    period : tuple of str, optional
        First and last day of the strip, ISO; by default those of the product.
    """

    def __init__(self, check: ProductCheck, period: Optional[tuple[str, str]] = None) -> None:
        super().__init__()
        first, last = period or (check.dates[0], check.dates[-1])
        self._check = check
        self._months = months_between(first, last)
        self._counts = Counter((int(day[:4]), int(day[5:7])) for day in check.dates)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Calendar of {title}").format(title=check.title))
        self.setAccessibleDescription("; ".join(self.words(month) for month in self._months))

    def sizeHint(self) -> QSize:
        """Return the size that shows bars, ticks and letters."""
        return QSize(12 * self.fontMetrics().averageCharWidth(), _BARS_PX + _TICKS_PX + self.fontMetrics().height())

    def words(self, month: _Month) -> str:
        """Return what the strip says of a month."""
        name = _locale().standaloneMonthName(month[1], QLocale.FormatType.LongFormat)
        text = tr("{month} {year}: days {n}").format(month=name, year=month[0], n=self._counts[month])
        share = self._check.valid_by_month.get(month[1])
        return text if share is None else tr("{text}, {percent} % of the site with values").format(text=text, percent=round(100 * share))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip."""
        painter = QPainter(self)
        text, mark = self.palette().color(QPalette.ColorRole.WindowText), self.palette().color(QPalette.ColorRole.Highlight)
        bar, line = QColor(mark), QColor(text)
        bar.setAlpha(_FAINT)
        line.setAlpha(_FAINT)
        width = self.width() / len(self._months)
        for i, (year, month) in enumerate(self._months):
            left = i * width
            share = self._check.valid_by_month.get(month, 0.0) if self._counts[year, month] else 0.0
            painter.fillRect(QRectF(left + 1, _BARS_PX * (1 - share), max(width - 2, 1), _BARS_PX * share), bar)
            if width > 2 or month == 1:
                painter.fillRect(QRectF(left, _BARS_PX, 1, _TICKS_PX), line)
        painter.fillRect(QRectF(0, _BARS_PX, self.width(), 1), line)
        for day in self._check.dates:
            x = self._x(day, width)
            if x is not None:
                painter.fillRect(QRectF(x, _BARS_PX + 1, max(width / 31, 1.0), _TICKS_PX - 1), mark)
        painter.setPen(text)
        self._letter(painter, width)

    def _x(self, day: str, width: float) -> Optional[float]:
        """Return where a day is, None where it is outside."""
        date = datetime.date.fromisoformat(day)
        first = self._months[0]
        months = (date.year - first[0]) * 12 + date.month - first[1]
        return (months + (date.day - 1) / 31) * width if 0 <= months < len(self._months) else None

    def _letter(self, painter: QPainter, width: float) -> None:
        """Write the months' letters, or the years where those have no room."""
        top = _BARS_PX + _TICKS_PX
        by_month = width > 1.5 * self.fontMetrics().averageCharWidth()
        for i, (year, month) in enumerate(self._months):
            if by_month or month == 1:
                text = _locale().standaloneMonthName(month, QLocale.FormatType.NarrowFormat) if by_month else str(year)
                box = QRectF(i * width, top, width if by_month else 12 * width, self.height() - top)
                painter.drawText(box, text, QTextOption(Qt.AlignmentFlag.AlignHCenter if by_month else Qt.AlignmentFlag.AlignLeft))

    def event(self, event: QEvent) -> bool:
        """Tell the month under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            i = int(event.pos().x() * len(self._months) / max(self.width(), 1))
            QToolTip.showText(event.globalPos(), self.words(self._months[min(max(i, 0), len(self._months) - 1)]), self)
            return True
        return super().event(event)


def _locale() -> QLocale:
    """Return the locale of the language that the words around the months are in."""
    return QLocale(language())
