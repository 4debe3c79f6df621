"""The layer of a run's flux towers."""

from __future__ import annotations

from qgis.core import QgsMarkerSymbol, QgsSingleSymbolRenderer, QgsVectorLayer

from ..core.errors import InputError
from ..core.language import msg
from ..core.variables import TOWERS
from . import metadata, tips
from .run import Run

NAME = "tower"
"""Field with the identifier of each."""
_KEY = "boreal_gpp/towers"
_SIZE_MM = "4.2"


def layer_of(run: Run, language: str) -> QgsVectorLayer:
    """Return the layer of the towers of a run that has some, styled and described; raises InputError where QGIS can't open the file."""
    path, part = run.towers
    about = TOWERS[part]
    layer = QgsVectorLayer(str(path), about.title.text(language), "ogr")
    if not layer.isValid():
        raise InputError(msg("QGIS can't open {path}.", path=str(path)), msg("Remove the damaged run folder and run again."))
    layer.setCustomProperty(_KEY, True)
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "triangle", "color": about.colour, "outline_color": "white", "outline_width": "0.4", "size": _SIZE_MM}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setDisplayExpression(f'"{NAME}"')
    abstract = msg("Flux towers in the site, and the GPP that they measured, g C m-2 d-1, mean of each step.")
    metadata.describe(layer, path, abstract.text(language), run, language)
    tips.give(layer, f"<b>[% replace(\"{NAME}\", '<', '&lt;') %]</b><br>{layer.name()}")
    return layer


def is_of_towers(layer: QgsVectorLayer) -> bool:
    """Return whether a layer shows the towers of a run."""
    return bool(layer.customProperty(_KEY))
