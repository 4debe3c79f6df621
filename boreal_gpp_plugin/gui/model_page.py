"""Model: what GPP is calibrated to, how it is modelled, and under which climate it is mapped again; each choice in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QFormLayout, QHeaderView, QLabel, QTableWidget, QTableWidgetItem

from ..core.model.defaults import SPREAD
from ..core.model.forms import FORMS, site_forms
from ..core.scenarios.presets import PRESETS
from ..core.variables import UNIT_LABELS
from ..core.wording import Wording
from ..i18n import language, tr
from .page import Page
from .text import open_wide, wrapped

_FORM = "boreal"


class ModelPage(Page):
    """Reference, scenario and, folded, the form with its default parameters."""

    def __init__(self) -> None:
        lead = tr("What GPP is calibrated to, and under which climate. Left as it is, it suits most sites.")
        super().__init__(tr("Model"), "model_page", lead)
        self._add_reference()
        uncertainty = wrapped(
            tr("Each map comes with its uncertainty: from data held out of the calibration, or without reference from how towers differ.")
        )
        self.add_row(uncertainty, "uncertainty_words")
        self._add_scenario()
        self._add_form()
        for combo in (self.reference, self.scenario, self.form):
            combo.currentIndexChanged.connect(self._explain)
            combo.currentIndexChanged.connect(self.changed)
        self._explain()

    def _add_reference(self) -> None:
        """Add the choice of the reference."""
        self.reference = QComboBox()
        self._references: dict[str, str] = {}
        for name, title, words in (
            (
                "auto",
                tr("Best of what is in the inputs"),
                tr("The finest gridded reference in the inputs; flux towers, where there are any, check the result."),
            ),
            ("vpm", tr("500 m GPP (VPM)"), tr("A model's product at 500 m: the maps will agree with it, be it right or wrong.")),
            ("l4c", tr("SMAP L4 carbon, 9 km"), tr("A model's product at 9 km: what is finer than that comes from the 30 m inputs.")),
            ("mod17", tr("MODIS GPP (MOD17), 500 m"), tr("The standard product at 500 m, made from coarse weather.")),
            ("towers", tr("Flux towers"), tr("What towers measured: the most trustworthy, but only for the covers that have a tower.")),
            ("series", tr("Declared series"), tr("A GPP series of your own, declared in a table in the inputs folder.")),
            ("none", tr("None: default parameters"), tr("No calibration: each cover takes its parameters from boreal towers elsewhere.")),
        ):
            self.reference.addItem(title, name)
            self._references[name] = words
        self.add_field(
            tr("R&eference"),
            self.reference,
            "reference",
            tr("GPP product or tower tables in the inputs that the model is calibrated to and validated against, on data held out."),
        )
        self.reference_words = wrapped()
        self.add_row(self.reference_words, "reference_words")

    def _add_scenario(self) -> None:
        """Add the choice of a climate under which a run is mapped again."""
        self.scenario = QComboBox()
        self.scenario.addItem(tr("Today's climate only"), "")
        for name, scenario in PRESETS.items():
            self.scenario.addItem(scenario.title.text(language()), name)
        self.add_field(
            tr("Sce&nario"),
            self.scenario,
            "scenario",
            tr("A changed climate under which the finished run is mapped once more."),
        )
        self.scenario_words = wrapped()
        self.add_row(self.scenario_words, "scenario_words")

    def _add_form(self) -> None:
        """Add the choice of the model's form and what it starts from, folded: few need it."""
        self.advanced = QgsCollapsibleGroupBox(tr("Advanced"))
        self.advanced.setCollapsed(True)
        self.advanced.setSaveCollapsedState(False)
        form = QFormLayout(self.advanced)
        self.form = QComboBox()
        self._offer_forms()
        self.add_field(tr("For&m"), self.form, "model", tr("The equation that makes GPP of the drivers."), form)
        self.equation = wrapped(name="equation")
        form.addRow(self.equation)
        caption = QLabel(tr("Defa&ults by cover"))
        self.defaults = QTableWidget(len(SPREAD), 2)
        self.defaults.setObjectName("defaults")
        self.defaults.setToolTip(tr("What a cover starts from, and keeps where no reference says otherwise."))
        self.defaults.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.defaults.setVerticalHeaderLabels(list(self._covers().values()))
        self.defaults.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.defaults.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.defaults.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page scrolls
        caption.setBuddy(self.defaults)
        form.addRow(caption)
        form.addRow(self.defaults)
        self.add_row(self.advanced, "model_advanced")

    def _offer_forms(self) -> None:
        """Offer the forms that are not offered yet."""
        for name, known in site_forms().items():
            if self.form.findData(name) < 0:
                self.form.addItem(known.title.text(language()), name)
        open_wide(self.form)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the forms that a user has added, in the Python console, since the page was made."""
        self._offer_forms()
        super().showEvent(event)

    @staticmethod
    def _covers() -> dict[str, str]:
        """Return the names of the classes that have default parameters."""
        names = {
            "ENF": tr("Conifers"),
            "DBF": tr("Broadleaves"),
            "MF": tr("Mixedwood"),
            "REGEN": tr("Regenerating"),
            "WET": tr("Wetland"),
            "WET-treed": tr("Treed wetland"),
            "all": tr("Any other"),
        }
        return {prior: names[prior] for prior in SPREAD}

    def _explain(self) -> None:
        """Say what each choice means."""
        self.reference_words.setText(self._references[self.reference.currentData()])
        preset = PRESETS.get(self.scenario.currentData())
        self.scenario_words.setText(
            tr("Illustrative, no forecast: how the same plants would fare, in a folder beside the run.") if preset else ""
        )
        self.scenario_words.setVisible(preset is not None)
        self.scenario_words.setToolTip(preset.source.text(language()) if preset else "")
        form = FORMS[self.form.currentData()]
        self.form.setToolTip(form.title.text(language()))
        self.equation.setText(form.equation)
        self.defaults.setHorizontalHeaderLabels([f"m\n{UNIT_LABELS.get(form.m.unit, form.m.unit)}", tr("Spread\nof towers")])
        say = Wording(language())
        for row, (prior, spread) in enumerate(SPREAD.items()):
            for column, text in enumerate((say.number(form.default(prior)["m"], 1), f"\u00b1 {round(100 * spread)}\u00a0%")):
                self.defaults.setItem(row, column, QTableWidgetItem(text))
        self.defaults.resizeRowsToContents()
        rows = self.defaults.horizontalHeader().sizeHint().height() + self.defaults.verticalHeader().length()
        self.defaults.setFixedHeight(rows + 2 * self.defaults.frameWidth())

    def draft(self) -> dict[str, Any]:
        """Return reference, scenario and form."""
        return {
            "reference": self.reference.currentData(),
            "scenario": self.scenario.currentData(),
            "model": self.form.currentData(),
        }

    def fill(self, draft: Mapping[str, Any]) -> None:
        """Show reference, scenario and form."""
        for combo, value in (
            (self.reference, draft.get("reference")),
            (self.scenario, draft.get("scenario")),
            (self.form, draft.get("model") or _FORM),
        ):
            combo.setCurrentIndex(max(combo.findData(value), 0))

    def values(self) -> dict[str, Any]:
        """Return reference, scenario and form."""
        return self.draft()
