"""The check-up on the Inputs page: how far it is, then a card per product, first what keeps a run from beginning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ..core.checkup.check import CheckUp
from ..core.errors import BorealGPPError, InputError
from ..core.language import msg
from ..i18n import language, tr
from .button import push_button
from .page import DONE, PROBLEM, WORKING, State
from .product_card import ICONS, ProductCard, finding_text, level_words
from .text import bold, copy, icon_label, wrapped
from .user_tables import table_button

_BAR_MAX = 1000


class CheckUpView(QWidget):
    """Shows a check-up, and says whether a run may begin."""

    source_wanted = pyqtSignal(str, str)  # a product, and what its card asks for
    again_wanted = pyqtSignal()
    table_wanted = pyqtSignal(str, str)  # a table of the user's, and the path that it is about

    def __init__(self) -> None:
        super().__init__()
        self.check: Optional[CheckUp] = None
        self._error: Optional[BorealGPPError] = None
        self.summary = bold(wrapped(name="checkup_summary"))
        self.bar = QProgressBar()
        self.bar.setObjectName("checkup_progress")
        self.bar.setRange(0, _BAR_MAX)
        self.bar.setAccessibleName(tr("Progress of the check-up"))
        self.again = push_button(tr("Check &Again"), "check_again", tr("Look through the inputs again, after files were added or mended."))
        self.again.clicked.connect(self._ask_again)
        self.copy = push_button(tr("Cop&y"), "copy_findings", tr("Copy what was found, with what to do, to the clipboard."))
        self.copy.clicked.connect(self._copy)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.bar)
        layout.addLayout(buttons)
        self._cards = QWidget()
        layout.addWidget(self._cards)
        layout.addStretch()
        self.forget()

    def state(self) -> State:
        """Return whether the inputs can be used."""
        if self._error is not None:
            return State(PROBLEM, self._error)
        if self.check is None:
            return State(WORKING, InputError(msg("The inputs are being checked."), msg("Wait until the check-up is done.")))
        return State(DONE)

    def forget(self) -> None:
        """Show nothing: there is no folder to look into."""
        self._set(None, None)
        self.hide()

    def begin(self) -> None:
        """Show that the check-up goes on."""
        self._set(None, None)
        self.summary.setText(tr("Checking the inputs"))
        self.bar.setValue(0)
        self.bar.show()
        self.show()

    def set_progress(self, share: float, text: str) -> None:
        """Show how far the check-up is (0-1), and what is being done."""
        self.bar.setValue(round(share * _BAR_MAX))
        self.summary.setText(text)

    def show_error(self, error: BorealGPPError) -> None:
        """Show why there is no check-up."""
        self._set(None, error)
        self.summary.setText(error.text(language()))
        self.show()

    def show_check(self, check: CheckUp, sources: Mapping[str, str]) -> None:
        """Show a check-up, of which some products come from `sources` of their own."""
        errors = [finding for finding in check.findings if finding.level == "error"]
        self._set(check, InputError(errors[0].text, errors[0].fix) if errors else None)
        warnings = sum(finding.level == "warning" for finding in check.findings)
        self.summary.setText(
            (tr("These inputs can't be used yet.") if errors else tr("These inputs will do."))
            + " "
            + tr("Products: {products}. Errors: {errors}. Warnings: {warnings}.").format(
                products=len(check.products), errors=len(errors), warnings=warnings
            )
        )
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        general = [finding for finding in check.findings if finding.product is None]
        if general:
            cards.addLayout(_lines(general, self.table_wanted.emit))
        found = {product.product: product for product in check.products}
        for product in dict.fromkeys((*found, *sources)):
            about = [finding for finding in check.findings if finding.product == product]
            card = ProductCard(product, found.get(product), about, check.period, sources.get(product))
            card.source_wanted.connect(partial(self._ask_source, product))
            card.table_wanted.connect(self.table_wanted)
            cards.addWidget(card)
        cards.addStretch(1)
        self.show()

    def _set(self, check: Optional[CheckUp], error: Optional[BorealGPPError]) -> None:
        """Keep what is known, and take the cards of before away."""
        self.check, self._error = check, error
        self.copy.setEnabled(check is not None)
        self.bar.hide()
        cards = QWidget()
        self.layout().replaceWidget(self._cards, cards)
        self._cards.deleteLater()
        self._cards = cards

    def text(self) -> str:
        """Return all findings as lines of text."""
        findings = self.check.findings if self.check else ()
        return "\n".join(f"{level_words(finding.level)}: {finding_text(finding)}" for finding in findings)

    def _copy(self) -> None:
        """Copy all findings."""
        copy(self.text())

    def _ask_again(self) -> None:
        """Ask for another check-up."""
        self.again_wanted.emit()

    def _ask_source(self, product: str, name: str) -> None:
        """Pass on what a card asks for."""
        self.source_wanted.emit(product, name)


def _lines(findings: list, ask: Callable[[str, str], None]) -> QGridLayout:
    """Return the findings that concern no one product, a line with its icon each; `ask` opens a table that mends one."""
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    for i, finding in enumerate(findings):
        grid.addWidget(icon_label(ICONS[finding.level], level_words(finding.level)), 2 * i, 0)
        grid.addWidget(wrapped(finding_text(finding)), 2 * i, 1)
        if finding.table:
            grid.addWidget(table_button(*finding.table, ask), 2 * i + 1, 1, Qt.AlignmentFlag.AlignLeft)
    return grid
