"""The tools for zones: QGIS's own digitising tools, at hand."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ...i18n import tr

DRAW, VERTICES, SPLIT, MERGE, UNDO, DELETE, SAVE = "draw", "vertices", "split", "merge", "undo", "delete", "save"


class ZoneTools(QWidget):
    """A button per tool; those after the first need a layer."""

    wanted = pyqtSignal(str)  # the tool

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.draw = QPushButton(tr("&Draw Zones"))
        self.draw.setObjectName("zones_draw")
        self.draw.setAutoDefault(False)
        self.draw.setIcon(QgsApplication.getThemeIcon("/mActionCapturePolygon.svg"))
        self.draw.setToolTip(tr("Draw a zone on the map: click its corners, right click to end, Escape to drop it."))
        self.draw.clicked.connect(lambda: self.wanted.emit(DRAW))
        self._grid.addWidget(self.draw, 0, 0)
        self.others = {
            name: self._button(name, icon, text, tip)
            for name, icon, text, tip in (
                (VERTICES, "mActionVertexTool.svg", tr("Vertices"), tr("Move, add and delete the corners of zones.")),
                (SPLIT, "mActionSplitFeatures.svg", tr("Split"), tr("Split zones along a line drawn across them.")),
                (MERGE, "mActionMergeFeatures.svg", tr("Merge"), tr("Merge the selected zones into one: select them in the table.")),
                (UNDO, "mActionUndo.svg", tr("Undo"), tr("Undo the last edit of the zones.")),
                (DELETE, "mActionDeleteSelected.svg", tr("Delete"), tr("Delete the selected zones: select them in the table.")),
                (SAVE, "mActionSaveEdits.svg", tr("Save"), tr("Save the zones and end drawing; a run saves them too.")),
            )
        }
        self.note = QLabel()
        self.note.setObjectName("zones_note")
        self.note.setWordWrap(True)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.hide()
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.note, 1, 0, 1, self._grid.columnCount())

    def _button(self, name: str, icon: str, text: str, tip: str) -> QToolButton:
        """Return a button with an icon, in the row of tools."""
        button = QToolButton()
        button.setObjectName(f"zones_{name}")
        button.setIcon(QgsApplication.getThemeIcon(f"/{icon}"))
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.wanted.emit(name))
        self._grid.addWidget(button, 0, self._grid.columnCount())
        return button

    def set_has_layer(self, has_layer: bool) -> None:
        """Allow the tools that need a layer."""
        for button in self.others.values():
            button.setEnabled(has_layer)

    def say(self, text: str) -> None:
        """Show a sentence below the tools; none hides it."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
