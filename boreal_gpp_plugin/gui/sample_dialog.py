"""The dialog that asks where a sample site goes and how large it is."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QDialog, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from .. import settings
from ..i18n import tr
from .button import CANCEL, OK, dialog_buttons
from .text import grow

SEED = 1  # every user gets the same site, so that results can be compared
_WIDTH_PX = 420


class SampleDialog(QDialog):
    """Asks for the folder and the size of a sample site."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Make a Sample Site"))
        self.setObjectName("sample_dialog")
        about = QLabel(
            tr(
                "A synthetic boreal site of one year, in the real formats of HLS, Sentinel-3, SMAP, MODIS and NTEMS. "
                "12 km take up to a minute and 250 MB; results on it show how the plugin works, not how forests do."
            )
        )
        about.setObjectName("sample_about")
        about.setWordWrap(True)
        self.folder = QgsFileWidget()
        self.folder.setObjectName("sample_folder")
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setToolTip(tr("An empty or new folder."))
        self.folder.setFilePath(settings.SAMPLE_FOLDER.read() or str(Path.home() / "boreal_gpp_sample"))
        self.size = QSpinBox()
        self.size.setObjectName("sample_size")
        self.size.setRange(3, 30)
        self.size.setSuffix(" km")
        self.size.setToolTip(tr("Length of the site's sides."))
        self.size.setValue(settings.SAMPLE_SIZE_KM.read())
        self.buttons = dialog_buttons(self, OK, CANCEL, ok=tr("Make Site"))
        self.buttons.setObjectName("sample_buttons")
        self.folder.fileChanged.connect(self._check)
        form = QFormLayout()
        for text, field in ((tr("&Folder"), self.folder), (tr("&Size"), self.size)):
            label = QLabel(text)
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self.resize(_WIDTH_PX, 0)
        grow(self)
        self._check()

    def _check(self) -> None:
        """Allow to go on only with a folder."""
        self.buttons.button(OK).setEnabled(bool(self.folder.filePath().strip()))

    def accept(self) -> None:
        """Keep the choice for next time."""
        settings.SAMPLE_FOLDER.write(self.folder.filePath())
        settings.SAMPLE_SIZE_KM.write(self.size.value())
        super().accept()
