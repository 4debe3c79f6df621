"""Push buttons of the dock, and the rows of buttons of dialogs."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from ..i18n import tr

OK, CANCEL = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
CLOSE, HELP = QDialogButtonBox.StandardButton.Close, QDialogButtonBox.StandardButton.Help


def push_button(text: str, name: str, tip: str) -> QPushButton:
    """Return a push button with its object name and tooltip, which Enter in another field does not press."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button


def dialog_buttons(dialog: QDialog, *kinds: QDialogButtonBox.StandardButton, ok: str = "") -> QDialogButtonBox:
    """Return standard buttons of a dialog, which accept or reject it.

    Their texts are the plugin's own: Qt's stay English wherever its translations are not installed.

    Parameters
    ----------
    dialog : QDialog
        The dialog.
    *kinds : StandardButton
        `OK`, `CANCEL`, `CLOSE` or `HELP`.
    ok : str
        What OK does, where the button is to say it.
    """
    texts = {OK: ok or tr("OK"), CANCEL: tr("&Cancel"), CLOSE: tr("Cl&ose"), HELP: tr("&Help")}
    box = QDialogButtonBox()
    for kind in kinds:
        box.addButton(kind).setText(texts[kind])
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box
