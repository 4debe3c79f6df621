"""The dialog that names the packages that QGIS lacks, and installs them where the user asks for it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Optional

from qgis.core import QgsSettings
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QProgressBar, QPushButton, QRadioButton, QVBoxLayout, QWidget

from ..core import packages
from ..core.errors import BorealGPPError
from ..core.installation import install
from ..i18n import language, tr
from ..paths import help_page, python_folder
from ..tasks.installer import Installer
from .button import HELP, dialog_buttons
from .text import bold, copy, grow, wrapped

_LAST_ZIP = "app/plugin_installer/lastZipDirectory"  # where QGIS's plugin manager found the last zip
_HELP = "packages"  # anchor in the guide


class PackagesDialog(QDialog):
    """Tells what is missing and what it is for; installs it on the user's word, and uses no network before."""

    installed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Missing Packages"))
        self.setObjectName("packages_dialog")
        self._missing = packages.missing()
        self.installer = Installer(self)
        self.internet = QRadioButton(tr("From the inte&rnet (PyPI, some 40 MB)"))
        self.internet.setObjectName("from_internet")
        self.wheels = QRadioButton(tr("From a folder with &wheels"))
        self.wheels.setObjectName("from_wheels")
        self.wheels.setToolTip(tr("Wheels are the files of Python packages (.whl), such as those on the stick of a workshop."))
        self.folder = QgsFileWidget()
        self.folder.setObjectName("wheels_folder")
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setFilePath(_wheels_beside_the_zip())
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(tr("Progress"))
        self.outcome = bold(wrapped(name="packages_outcome"))
        self.fix = wrapped(name="packages_fix")
        self.output = QPlainTextEdit()
        self.output.setObjectName("packages_output")
        self.output.setReadOnly(True)
        self.details = QgsCollapsibleGroupBox(tr("Details"))
        self.details.setCollapsed(True)
        self._lay_out()
        self.installer.said.connect(self._say)
        self.installer.ended.connect(self._end)
        for button in (self.internet, self.wheels):
            button.toggled.connect(self._follow)
        self.folder.fileChanged.connect(self._follow)
        (self.wheels if self.folder.filePath() else self.internet).setChecked(True)
        self.resize(480, self.sizeHint().height())
        grow(self)

    def _lay_out(self) -> None:
        """Put what is missing above where it comes from, and the outcome below."""
        buttons = dialog_buttons(self, HELP)
        buttons.helpRequested.connect(self._open_help)
        self.copy = QPushButton(tr("Copy &Details"))
        self.copy.setObjectName("copy_packages")
        self.copy.setToolTip(tr("Copy the message and its technical details to the clipboard."))
        self.copy.clicked.connect(self._copy)
        self.start = QPushButton(tr("&Install"))
        self.start.setObjectName("install_packages")
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        self.close_button = QPushButton(tr("Cl&ose"))
        self.close_button.setObjectName("close_packages")
        self.close_button.clicked.connect(self.reject)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.ActionRole)
        inner = QVBoxLayout(self.details)
        inner.addWidget(self.output)
        names = "\n".join(f"{name}: {packages.REQUIRED[name].text(language())}" for name in self._missing)
        about = tr("They go into your QGIS profile, without administrator rights. What QGIS brings, such as numpy, stays as it is.")
        if sys.platform.startswith("linux"):
            about += " " + tr("On Linux, packages of the system, such as python3-rasterio, fit QGIS best: take those where there are any.")
        layout = QVBoxLayout(self)
        for widget in (
            wrapped(tr("Boreal GPP needs Python packages that this QGIS lacks.")),
            bold(wrapped(names, "missing_packages")),
            wrapped(about),
            self.internet,
            self.wheels,
            self.folder,
            self.progress,
            self.outcome,
            self.fix,
            self.details,
        ):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(buttons)
        for widget in (self.progress, self.outcome, self.fix, self.details, self.copy):
            widget.hide()

    def _follow(self, *_: object) -> None:
        """Allow to begin where it is known where the packages come from; numpy is QGIS's own affair."""
        self.folder.setEnabled(self.wheels.isChecked())
        has_source = self.internet.isChecked() or Path(self.folder.filePath() or "nowhere").is_dir()
        if packages.UNTOUCHED in self._missing:
            self._show(tr("numpy comes with QGIS: install QGIS anew."), "")
        self.start.setEnabled(has_source and packages.UNTOUCHED not in self._missing and not self.installer.is_busy)

    def _start(self) -> None:
        """Begin to install."""
        self.output.clear()
        for widget in (self.outcome, self.fix):
            widget.hide()
        wheels = self.folder.filePath() if self.wheels.isChecked() else None
        self.installer.start(install(self._missing, python_folder(), wheels))
        self._set_busy(True)

    def _set_busy(self, busy: bool) -> None:
        """Show that it goes on, or not."""
        self.progress.setVisible(busy)
        self.details.show()
        self.copy.setVisible(not busy)
        for widget in (self.internet, self.wheels):
            widget.setEnabled(not busy)
        self.close_button.setText(tr("&Cancel") if busy else tr("Cl&ose"))
        self._follow()

    def _say(self, text: str) -> None:
        """Add to the details."""
        self.output.moveCursor(self.output.textCursor().MoveOperation.End)
        self.output.insertPlainText(text)

    def _end(self, outcome: object) -> None:
        """Say in a sentence how it ended."""
        self._set_busy(False)
        if isinstance(outcome, BorealGPPError):
            self._show(outcome.what.text(language()), outcome.fix.text(language()) if outcome.fix is not None else "")
            return
        importlib.invalidate_caches()
        if packages.missing():
            self._show(tr("Restart QGIS: it finds the packages then."), "")
        else:
            self._show(tr("Installed: {names}.").format(names=", ".join(sorted(outcome))), "")
            self.installed.emit()
        self.start.setEnabled(False)

    def _show(self, outcome: str, fix: str) -> None:
        """Show a sentence and what to do."""
        self.outcome.setText(outcome)
        self.outcome.show()
        self.fix.setText(fix)
        self.fix.setVisible(bool(fix))
        grow(self)

    def _copy(self) -> None:
        """Copy the message and its details."""
        copy("\n".join(part for part in (self.outcome.text(), self.fix.text(), self.output.toPlainText()) if part))

    def _open_help(self) -> None:
        """Open the guide where it tells how to install by hand."""
        url = QUrl.fromLocalFile(str(help_page(language())))
        url.setFragment(_HELP)
        QDesktopServices.openUrl(url)

    def done(self, result: int) -> None:
        """Stop what runs: nothing goes on behind a dialog that is closed."""
        self.installer.stop()
        super().done(result)


def _wheels_beside_the_zip() -> str:
    """Return the folder from which the plugin's zip was installed where wheels lie in it, else nothing."""
    folder = QgsSettings().value(_LAST_ZIP, "", str)
    return folder if folder and any(Path(folder).glob("*.whl")) else ""
