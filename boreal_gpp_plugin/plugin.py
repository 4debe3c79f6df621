"""The plugin: what it adds to QGIS when it is loaded and takes away when it is unloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .i18n import install_translator, remove_translator, tr
from .paths import ICON

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .gui.dock import Dock
    from .gui.options_page import OptionsFactory
    from .processing.provider import Provider
    from .tasks.runner import Runner


class BorealGppPlugin:
    """Boreal GPP in QGIS.

    Parameters
    ----------
    iface : QgisInterface or None
        QGIS's window; None in qgis_process.
    """

    def __init__(self, iface: Optional[QgisInterface]) -> None:
        self._iface = iface
        self._translator = install_translator()  # before any text is made
        self.provider: Optional[Provider] = None
        self.runner: Optional[Runner] = None
        self.dock: Optional[Dock] = None
        self.action: Optional[QAction] = None
        self.help_action: Optional[QAction] = None
        self.options: Optional[OptionsFactory] = None

    def initProcessing(self) -> None:
        """Add the algorithms; all that qgis_process asks for."""
        from .processing.provider import Provider

        self.provider = Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Add algorithms, dock, menu entries, tool button and options page."""
        from .gui.dock import Dock
        from .gui.launcher import TITLE
        from .gui.options_page import OptionsFactory
        from .tasks.runner import Runner

        self.initProcessing()
        self.runner = Runner()
        self.dock = Dock(self._iface, self.runner)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.hide()
        icon = QIcon(str(ICON))
        self.action = QAction(icon, TITLE, self._iface.mainWindow())
        self.action.setObjectName("boreal_gpp_action")
        self.action.setToolTip(tr("Map gross primary productivity from satellite products"))
        self.action.setCheckable(True)
        self.dock.setToggleVisibilityAction(self.action)
        self._iface.addPluginToRasterMenu(TITLE, self.action)
        self._iface.addToolBarIcon(self.action)  # QGIS hides the toolbar of rasters at first
        self.help_action = QAction(icon, TITLE, self._iface.mainWindow())
        self.help_action.setObjectName("boreal_gpp_help_action")
        self.help_action.triggered.connect(self.dock.open_help)
        self._iface.pluginHelpMenu().addAction(self.help_action)
        self.options = OptionsFactory(self.dock.follow_settings)
        self._iface.registerOptionsWidgetFactory(self.options)

    def unload(self) -> None:
        """Take away all that was added."""
        from .gui.launcher import TITLE

        if self.dock is not None:
            self.dock.close_down()
            self._iface.removePluginRasterMenu(TITLE, self.action)
            self._iface.removeToolBarIcon(self.action)
            self._iface.pluginHelpMenu().removeAction(self.help_action)
            self._iface.unregisterOptionsWidgetFactory(self.options)
            self._iface.removeDockWidget(self.dock)
            for thing in (self.action, self.help_action, self.dock, self.runner):
                thing.deleteLater()
            self.action = self.help_action = self.dock = self.runner = self.options = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        remove_translator(self._translator)
