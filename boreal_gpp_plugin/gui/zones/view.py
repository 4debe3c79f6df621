"""The view of zones: the maps under them, and QGIS's digitising tools on their layer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Optional

from qgis.core import QgsProject, QgsReferencedRectangle, QgsSnappingConfig, QgsTolerance, QgsVectorLayer
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QAction

from ...core.errors import BorealGPPError, InputError
from ...core.language import msg
from ...core.request import RunRequest
from ...i18n import language, tr
from ...layers.canvas import crs_of
from ...layers.zone_layer import create, keep_apart, save
from ...paths import cache_folder
from ...tasks.jobs import outline_site
from ...tasks.latest import Latest
from ...tasks.task import Outcome
from .tools import DELETE, DRAW, MERGE, SAVE, SPLIT, UNDO, VERTICES

if TYPE_CHECKING:
    from ..zones_page import ZonesPage

_ACTIONS = {DRAW: "mActionAddFeature", VERTICES: "mActionVertexTool", SPLIT: "mActionSplitFeatures", MERGE: "mActionMergeFeatures"}
_SELECT = "mActionSelectFeatures"
_SNAP_PX = 12
_PATIENCE_MS = 600  # while zones change, strata are not derived each time
_MARGIN = 1.05


class ZonesView(QObject):
    """Shows the maps of the site, and draws zones on them.

    Parameters
    ----------
    iface : QgisInterface
        QGIS's window.
    page : ZonesPage
        Where it is asked.
    draft : callable
        Gives what the pages say about the site, by the names of RunRequest; raises BorealGPPError where inputs are missing.
    output : callable
        Gives the folder for the results, empty where none is chosen.
    """

    def __init__(self, iface: QgisInterface, page: ZonesPage, draft: Callable[[], Mapping[str, Any]], output: Callable[[], str]) -> None:
        super().__init__(page)
        self._iface, self._page, self._draft, self._output = iface, page, draft, output
        self._latest = Latest(self)
        self._are_wanted = False  # strata
        self._derived: dict[str, Any] = {}  # what the page said when strata were derived
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PATIENCE_MS)
        self._later.timeout.connect(partial(self.derive, True))
        page.legend.maps_wanted.connect(self.derive)
        page.tools.wanted.connect(self._use_tool)
        page.changed.connect(self._follow)
        page.layer.layerChanged.connect(self._name_parts)
        iface.mapCanvas().mapToolSet.connect(self._name_parts)

    @property
    def is_busy(self) -> bool:
        """Whether strata are being derived, or soon will be."""
        return self._later.isActive() or self._latest.is_busy

    def close_down(self) -> None:
        """Let go of QGIS, before the plugin is gone."""
        self._iface.mapCanvas().mapToolSet.disconnect(self._name_parts)
        self._later.stop()
        self._latest.stop()
        self._page.table.let_go()

    # Maps and strata

    def _follow(self) -> None:
        """Derive the strata again where the zones are others than before; layers that come and go change the page too."""
        if self._page.draft() != self._derived:
            self._derive_later()

    def _derive_later(self) -> None:
        """Derive the strata again, where they were asked for: they may have been refused for what has been mended since."""
        if self._are_wanted:
            self._later.start()

    def derive(self, again: bool = False) -> None:
        """Derive the strata of the site in the background, and show its maps; not `again` for zones that no one has brought yet."""
        if again and self._page.awaits_zones:  # another project was opened: they come once someone looks, and the strata with them
            return
        self._are_wanted = True
        try:
            request = RunRequest.from_dict({**self._draft(), **self._page.values(), "language": language()})
        except BorealGPPError as error:
            self._page.legend.explain(error)
            return
        self._derived = self._page.draft()
        self._page.legend.say(tr("Deriving strata\u2026"))
        folder = str(Path(cache_folder()) / "site_maps")
        job = partial(outline_site, request, folder, cache_folder())
        self._latest.start(tr("Boreal GPP: strata"), job, partial(self._show, again))

    def _show(self, again: bool, outcome: Outcome) -> None:
        """Show the strata that were derived, on maps too: anew where they are still in the project."""
        if outcome.result is None:
            if outcome.error is not None:
                self._page.legend.explain(outcome.error)
            return
        from ...layers.site_maps import are_shown, show

        self._page.legend.show_strata(outcome.result)
        if again and not are_shown(QgsProject.instance()):  # taken away, or another project was opened meanwhile
            return
        layers = show(QgsProject.instance(), outcome.result, language())
        if not again:
            extent = layers[0].extent()
            extent.scale(_MARGIN)
            self._iface.mapCanvas().setReferencedExtent(QgsReferencedRectangle(extent, layers[0].crs()))
            self._iface.mapCanvas().refresh()

    # Zones

    def _use_tool(self, tool: str) -> None:
        """Do what a tool is for on the chosen layer; drawing makes one where there is none."""
        self._page.tools.say("")
        try:
            layer = self._layer() if tool == DRAW else self._page.layer.currentLayer()
            if layer is None:
                return
            self._iface.setActiveLayer(layer)
            if tool == SAVE:
                self._save(layer)
                return
        except BorealGPPError as error:
            self._page.tools.say(error.text(language()))
            return
        if not layer.isEditable() and not layer.startEditing():
            self._page.tools.say(tr("{layer} can't be edited: save it as a GeoPackage first.").format(layer=layer.name()))
            return
        self._snap(layer)
        self._edit(tool, layer)

    def _edit(self, tool: str, layer: QgsVectorLayer) -> None:
        """Start a tool, or do its work, on a layer that can be edited."""
        if tool == UNDO:
            layer.undoStack().undo()
        elif tool == DELETE and layer.selectedFeatureCount():
            layer.beginEditCommand(tr("Delete"))  # undone in one step
            layer.deleteSelectedFeatures()
            layer.endEditCommand()
        elif tool == DELETE or (tool == MERGE and layer.selectedFeatureCount() < 2):
            self._page.tools.say(tr("Select zones first, in the table or on the map."))
            self._trigger(_SELECT)
        else:
            self._trigger(_ACTIONS[tool])

    def _save(self, layer: QgsVectorLayer) -> None:
        """Save the zones and end drawing."""
        save(layer)
        if layer.isEditable():
            layer.commitChanges()
        self._derive_later()

    def _layer(self) -> QgsVectorLayer:
        """Return the layer that zones are drawn in: the chosen one, or a new one beside the results; raises BorealGPPError."""
        layer: Optional[QgsVectorLayer] = self._page.layer.currentLayer()
        if layer is None:
            crs = crs_of(self._iface.mapCanvas())
            if not crs.isValid():
                raise InputError(
                    msg("The project has no coordinate system."),
                    msg("Set it at the lower right of QGIS's window, or press Show Maps and Strata; then draw."),
                )
            layer = create(QgsProject.instance(), self._place(), crs)
            self._page.show_drawn(layer)
        return layer

    def _place(self) -> str:
        """Return the file of new zones: beside the results, else beside the project, else at home."""
        if self._output():
            return f"{self._output()}_zones.gpkg"
        home = QgsProject.instance().homePath() or str(Path.home())
        return str(Path(home) / "boreal_gpp_zones.gpkg")

    def _snap(self, layer: QgsVectorLayer) -> None:
        """Let corners snap to those of other zones, unless the project snaps already."""
        project = QgsProject.instance()
        if project.snappingConfig().enabled():
            return
        config = QgsSnappingConfig(project)
        config.setEnabled(True)
        config.setMode(QgsSnappingConfig.SnappingMode.ActiveLayer)
        config.setTolerance(_SNAP_PX)
        config.setUnits(QgsTolerance.UnitType.Pixels)
        project.setSnappingConfig(config)

    def _name_parts(self, *_: Any) -> None:
        """Have parts named on their own while the split tool is in hand: merged zones are to have the name that is chosen."""
        tool: Optional[QgsMapTool] = self._iface.mapCanvas().mapTool()
        action = tool.action() if tool is not None else None
        keep_apart(QgsProject.instance(), action is not None and action.objectName() == _ACTIONS[SPLIT])

    def _trigger(self, name: str) -> None:
        """Trigger one of QGIS's actions; of tools already in hand there is nothing to trigger."""
        action = self._iface.mainWindow().findChild(QAction, name)
        if action is not None and not action.isChecked():
            action.trigger()
