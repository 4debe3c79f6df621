"""What if: sliders that change the climate of a place."""

from __future__ import annotations

from typing import Callable

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QGroupBox, QLabel, QPushButton, QSlider

from ...core.scenarios.deltas import THAW_LIMITS, Deltas
from ...core.variables import UNIT_LABELS
from ...core.wording import Wording
from ...i18n import language, tr

_TENTHS = 10.0  # steps of the temperature slider per K
_UNIT = UNIT_LABELS["g C m-2"]
_TONNES = 0.01  # on a hectare, of a g m-2


class WhatIf(QGroupBox):
    """Temperature, thaw date and soil moisture, today's to begin with."""

    changed = pyqtSignal()
    map_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("What if"))
        self.setObjectName("what_if")
        self._layout = QGridLayout(self)
        self._values: list[tuple[QSlider, QLabel, Callable[[int], str]]] = []
        self.is_askable = True
        self.temperature = self._slider(
            tr("Te&mperature"),
            "what_if_temperature",
            tr("Warming of the land surface in all months."),
            (-50, 80),
            lambda value: f"{_say().number(value / _TENTHS, 1, sign=True)} \u00b0C",
        )
        self.thaw = self._slider(
            tr("Tha&w"),
            "what_if_thaw",
            tr("Shift of the thaw in spring, minus is earlier; greenness moves with it."),
            (int(THAW_LIMITS[0]), int(THAW_LIMITS[1])),
            lambda value: tr("{days} d").format(days=_say().number(value, sign=True)),
        )
        self.moisture = self._slider(
            tr("Soil moist&ure"),
            "what_if_moisture",
            _moisture_tip(),
            (-60, 60),
            lambda value: f"{_say().number(value, sign=True)} %",
        )
        self.total = QLabel()
        self.total.setObjectName("what_if_total")
        self.total.setWordWrap(True)
        self.interval = QLabel()
        self.interval.setObjectName("what_if_interval")
        self.interval.setWordWrap(True)
        self.interval.setToolTip(
            tr("As the full map tells it: from the parameters, the form of the model, greenness and drivers that the model leaves out.")
        )
        self.reset = QPushButton(tr("R&eset"))
        self.reset.setObjectName("what_if_reset")
        self.reset.setToolTip(tr("Back to today's climate."))
        self.map = QPushButton(tr("Ma&p It\u2026"))
        self.map.setObjectName("what_if_map")
        self.map.setToolTip(tr("Map GPP of the whole run under this climate, in the background."))
        row = self._layout.rowCount()
        self._layout.addWidget(self.total, row, 0, 1, 3)
        self._layout.addWidget(self.interval, row + 1, 0, 1, 3)
        self._layout.addWidget(self.reset, row + 2, 0)
        self._layout.addWidget(self.map, row + 2, 1, 1, 2)
        self._layout.setRowStretch(row + 3, 1)
        self.interval.hide()
        self.reset.clicked.connect(self.set_today)
        self.map.clicked.connect(self.map_wanted)
        self._tell()

    def _slider(self, text: str, name: str, tip: str, limits: tuple[int, int], written: Callable[[int], str]) -> QSlider:
        """Return a slider in a row of its own, with its name and its value."""
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(name)
        slider.setToolTip(tip)
        slider.setAccessibleName(text.replace("&", ""))
        slider.setRange(*limits)
        slider.setMinimumWidth(90)
        label, value = QLabel(text), QLabel()
        label.setBuddy(slider)
        label.setToolTip(tip)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setMinimumWidth(value.fontMetrics().horizontalAdvance(written(limits[0]) + "0"))
        row = len(self._values)
        for column, widget in enumerate((label, slider, value)):
            self._layout.addWidget(widget, row, column)
        self._values.append((slider, value, written))
        slider.valueChanged.connect(self._follow)
        return slider

    @property
    def is_today(self) -> bool:
        """Whether nothing is changed."""
        return not any(slider.value() for slider, _, _ in self._values)

    def deltas(self) -> Deltas:
        """Return the changes that the sliders show."""
        return Deltas.uniform(self.temperature.value() / _TENTHS, float(self.moisture.value()), float(self.thaw.value()))

    def set_today(self) -> None:
        """Change nothing any more."""
        for slider, _, _ in self._values:
            slider.setValue(0)

    def set_askable(self, why_not: str = "") -> None:
        """Allow the sliders, or say in a sentence why they ask nothing now."""
        self.is_askable = not why_not
        for slider, _, _ in self._values:
            slider.setEnabled(self.is_askable)
        self.total.setText(why_not)
        self._tell()

    def set_moisture_counts(self, counts: bool) -> None:
        """Offer soil moisture only where the model of the place uses it, and say why it is not offered elsewhere."""
        self.moisture.setEnabled(counts and self.is_askable)
        unused = tr("The model does not use soil moisture here: the reference did not show its effect.")
        self.moisture.setToolTip(_moisture_tip() if counts else unused)

    def show_total(self, today: float, then: float, area_ha: float = 0.0) -> None:
        """Tell the total GPP of the place today and, where something is changed, under the changes.

        Parameters
        ----------
        today, then : float
            Mean of the place, g C m-2.
        area_ha : float
            Its area where that is more than a pixel, for the carbon of all of it.
        """
        say, shown = _say(), today if self.is_today else then
        carbon = f", {say.rounded(shown * area_ha * _TONNES)}\u00a0t\u00a0C" if area_ha else ""
        if self.is_today:
            self.total.setText(tr("Total GPP {today}").format(today=f"{say.rounded(today)} {_UNIT}") + carbon)
            return
        share = f" ({say.change((then - today) / today)})" if today > 0 else ""
        text = tr("Total GPP {today}, then {then}").format(today=say.rounded(today), then=f"{say.rounded(then)} {_UNIT}")
        self.total.setText(text + share + carbon)

    def await_interval(self, is_awaited: bool) -> None:
        """Say that how sure the change is is being worked out, or say nothing of it."""
        self._say_interval(tr("Working out how sure the change is\u2026") if is_awaited else "")

    def show_interval(self, change: float, reach: float) -> None:
        """Tell the 90 % interval of the change of total GPP: so much on each side of the change, both g C m-2."""
        low, high = (_say().number(change + side * reach, sign=True) for side in (-1, 1))
        self._say_interval(tr("Change with 90 % confidence: {low} to {high} {unit}").format(low=low, high=high, unit=_UNIT))

    def _say_interval(self, text: str) -> None:
        """Show a sentence below the total, or none."""
        self.interval.setText(text.replace(" %", "\u00a0%"))
        self.interval.setVisible(bool(text))

    def _follow(self) -> None:
        """Show the values, and tell that they changed."""
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Show the values; there is nothing to map or to reset where none is changed."""
        for slider, label, written in self._values:
            label.setText(written(slider.value()))
        for button in (self.reset, self.map):
            button.setEnabled(self.is_askable and not self.is_today)


def _say() -> Wording:
    """Return how numbers are said in the language of the interface."""
    return Wording(language())


def _moisture_tip() -> str:
    """Return what the slider of soil moisture does."""
    return tr("Change of soil moisture in all months, as a share of today's.")
