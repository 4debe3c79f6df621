"""The page in QGIS's own options: threads, memory, cluster, folders that dialogs begin in, language of reports."""

from __future__ import annotations

from typing import Callable

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from .. import settings
from ..i18n import tr
from ..paths import ICON
from .launcher import TITLE

_MOST_THREADS, _MOST_GB = 64, 1024.0


class OptionsPage(QgsOptionsPageWidget):
    """Shows the settings; `applied` is called after they were kept."""

    def __init__(self, parent: QWidget, applied: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("boreal_gpp_options")
        self._applied = applied
        self._form = QFormLayout(self)
        self.threads = QSpinBox()
        self.threads.setRange(0, _MOST_THREADS)
        self.threads.setSpecialValueText(tr("As many as are sensible"))
        self.threads.setValue(settings.THREADS.read())
        self._add(tr("&Threads of a run"), self.threads, tr("How many tiles of the site this computer works on at the same time."))
        self.memory = QDoubleSpinBox()
        self.memory.setRange(0.5, _MOST_GB)
        self.memory.setSingleStep(0.5)
        self.memory.setDecimals(1)
        self.memory.setSuffix(tr(" GB"))
        self.memory.setValue(settings.MEMORY_GB.read())
        self._add(tr("&Memory of a run"), self.memory, tr("What the tiles in work may take together: less memory, smaller tiles."))
        self.cluster = QLineEdit(settings.CLUSTER.read())
        self.cluster.setPlaceholderText("tcp://10.0.0.5:8786")
        self.cluster.setClearButtonEnabled(True)
        self._add(
            tr("&Dask cluster"),
            self.cluster,
            tr("Address of a scheduler whose workers see inputs and results under the same paths. Empty: runs stay on this computer."),
        )
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
        settings.THREADS.write(self.threads.value())
        settings.MEMORY_GB.write(self.memory.value())
        settings.CLUSTER.write(self.cluster.text().strip())
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
