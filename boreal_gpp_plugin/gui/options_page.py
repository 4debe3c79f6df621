"""The page in QGIS's own options: memory, folders that dialogs begin in, language of reports."""

from __future__ import annotations

from typing import Callable

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from .. import settings
from ..i18n import tr
from ..paths import ICON
from .launcher import TITLE


class OptionsPage(QgsOptionsPageWidget):
    """Shows the settings; `applied` is called after they were kept."""

    def __init__(self, parent: QWidget, applied: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("boreal_gpp_options")
        self._applied = applied
        self._form = QFormLayout(self)
        self.tile = QComboBox()
        for size, text in ((128, tr("Little, slower")), (256, tr("Usual")), (512, tr("Much, faster on large sites"))):
            self.tile.addItem(text, size)
        self.tile.setCurrentIndex(max(self.tile.findData(settings.TILE_SIZE.read()), 0))
        self._add(tr("&Memory of a run"), self.tile, tr("A run holds one tile of the site at a time; this chooses its size."))
        self.inputs = self._folder(settings.INPUTS_ROOT)
        self._add(tr("&Inputs folders are in"), self.inputs, tr("Where the dialog for the inputs folder begins."))
        self.outputs = self._folder(settings.OUTPUT_ROOT)
        self._add(tr("&Results go to"), self.outputs, tr("Where the dialog for the results folder begins."))
        self.language = QComboBox()
        for code, text in (("", tr("That of QGIS")), ("en", "English"), ("fr", "Fran\u00e7ais")):
            self.language.addItem(text, code)
        self.language.setCurrentIndex(max(self.language.findData(settings.REPORT_LANGUAGE.read()), 0))
        self._add(tr("&Language of reports"), self.language, tr("Of reports, names of strata and projects that runs write."))

    def _add(self, text: str, field: QWidget, tip: str) -> None:
        """Add a row."""
        label = QLabel(text)
        label.setBuddy(field)
        label.setToolTip(tip)
        field.setToolTip(tip)
        field.setAccessibleName(text.replace("&", ""))
        self._form.addRow(label, field)

    @staticmethod
    def _folder(setting: settings.Setting) -> QgsFileWidget:
        """Return a field for a folder."""
        field = QgsFileWidget()
        field.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        field.setFilePath(setting.read())
        return field

    def apply(self) -> None:
        """Keep the settings."""
        settings.TILE_SIZE.write(self.tile.currentData())
        settings.INPUTS_ROOT.write(self.inputs.filePath())
        settings.OUTPUT_ROOT.write(self.outputs.filePath())
        settings.REPORT_LANGUAGE.write(self.language.currentData())
        self._applied()


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page when QGIS's options open."""

    def __init__(self, applied: Callable[[], None]) -> None:
        super().__init__(TITLE, QIcon(str(ICON)))
        self._applied = applied

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def createWidget(self, parent: QWidget) -> OptionsPage:
        """Return the page."""
        return OptionsPage(parent, self._applied)
