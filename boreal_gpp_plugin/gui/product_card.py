"""The card of a product: what was found of it, on a calendar, with each problem and its fix."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QMenu, QSizePolicy, QToolButton

from ..core.checkup.check import TITLES, Finding, ProductCheck
from ..core.wording import Wording
from ..i18n import language, tr
from .calendar_strip import CalendarStrip
from .text import bold, icon_label, wrapped
from .user_tables import TABLE_OF_PRODUCT, offer, table_button

ICONS = dict(zip(("pass", "warning", "error"), ("/mIconSuccess.svg", "/mIconWarning.svg", "/mIconCritical.svg")))


def level_words(level: str) -> str:
    """Return a level of findings in words."""
    return dict(zip(ICONS, (tr("Fine"), tr("Warning"), tr("Error"))))[level]


def finding_text(finding: Finding) -> str:
    """Return what was found and what to do about it."""
    return " ".join(part.text(language()) for part in (finding.text, finding.fix) if part)


def facts(check: ProductCheck) -> str:
    """Return numbers and coverage of a product in one line, and its grid in another."""
    parts = [tr("Files: {n}").format(n=check.files)]
    if check.dates:
        parts.append(tr("days: {n}").format(n=len(check.dates)))
    if check.years:
        parts.append(tr("of {years}").format(years=", ".join(map(str, check.years))))
    if check.percent is not None:
        parts.append(tr("{percent} % of the site").format(percent=check.percent))
    return "\n".join(filter(None, (", ".join(parts), Wording(language()).decimals(check.grid))))


class ProductCard(QFrame):
    """One product; its menu says where it is taken from.

    Parameters
    ----------
    product : str
        Its key.
    check : ProductCheck or None
        What was found; None where the product is left out, or was not found where it should be.
    findings : sequence of Finding
        About this product.
    period : tuple of str or None
        First and last day of the calendar.
    source : str or None
        Where the user has it taken from: a path, empty where it is left out, None for the inputs folder.
    """

    source_wanted = pyqtSignal(str)  # "choose", "leave_out" or "inputs"
    table_wanted = pyqtSignal(str, str)  # a table of the user's, and the path that it is about

    def __init__(
        self,
        product: str,
        check: Optional[ProductCheck],
        findings: Sequence[Finding],
        period: Optional[tuple[str, str]],
        source: Optional[str],
    ) -> None:
        super().__init__()
        self.setObjectName(f"card_{product}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._product = product
        level = max((finding.level for finding in findings), key=list(ICONS).index, default="pass" if check else "warning")
        title = TITLES[product].text(language())
        self.setAccessibleName(f"{title}: {level_words(level)}")
        self._layout = QGridLayout(self)
        self._layout.setColumnStretch(1, 1)
        self._layout.addWidget(icon_label(ICONS[level], level_words(level)), 0, 0)
        self._layout.addWidget(bold(wrapped(title)), 0, 1)
        self._layout.addWidget(self._menu(title, source, check.path if check else ""), 0, 2)
        if source is not None:
            self._add(wrapped(tr("From {path}").format(path=source) if source else tr("Left out")))
        if check is not None:
            self._add(wrapped(facts(check)))
            if check.valid_by_month or len(check.dates) > 1:
                self._add(CalendarStrip(check, period))
        for finding in findings:
            if finding.level != "pass":
                self._add(wrapped(finding_text(finding)))
            if finding.table:
                self._add(table_button(*finding.table, self.table_wanted.emit))

    def _add(self, widget: object) -> None:
        """Add a row under the title."""
        self._layout.addWidget(widget, self._layout.rowCount(), 1, 1, 2)

    def _menu(self, title: str, source: Optional[str], path: str) -> QToolButton:
        """Return the button with the choices of where the product comes from, and with the table that the user may fill in for it."""
        button = QToolButton()
        button.setObjectName(f"source_{self._product}")
        button.setText("\u2026")
        button.setAutoRaise(True)
        button.setToolTip(tr("Take this product from elsewhere, or leave it out."))
        button.setAccessibleName(f"{title}: {button.toolTip()}")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        choices = [("folder", tr("Take It from Another &Folder\u2026")), ("file", tr("Take It from a Fi&le\u2026"))]
        choices += [("leave_out", tr("&Leave It Out"))] if source != "" else []
        choices += [("inputs", tr("Take It from the &Inputs Folder"))] if source is not None else []
        for name, text in choices:
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(partial(self._ask, name))
        if self._product in TABLE_OF_PRODUCT and path:
            table = TABLE_OF_PRODUCT[self._product]
            menu.addSeparator()
            action = menu.addAction(offer(table))
            action.setObjectName("table")
            action.triggered.connect(partial(self._ask_table, table, path))
        button.setMenu(menu)
        return button

    def _ask(self, name: str, *_: bool) -> None:
        """Ask for another source."""
        self.source_wanted.emit(name)

    def _ask_table(self, table: str, path: str, *_: bool) -> None:
        """Ask for a table of the user's."""
        self.table_wanted.emit(table, path)
