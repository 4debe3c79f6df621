"""Quality: what is told of granules that come without layers that may be left out, such as those by which bad values are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from ..errors import InputError
from ..language import msg
from ..readers import hls, lst_grid, modis, sentinel3, smap_files, vegetation_index
from ..readers.granule import Granule
from ..request import RunRequest
from .check import TITLES, Finding

_LACKING: Mapping[str, Callable[[Granule], tuple[str, ...]]] = {
    "HLSL30_VI": hls.lacking,
    "HLSS30_VI": hls.lacking,
    "SLSTR": sentinel3.lacking,
    "LST_CCI": lst_grid.lacking,
    "SPL3SMP_E": smap_files.lacking,
    "SPL3SMP": smap_files.lacking,
    "SPL4CMDL": smap_files.lacking,
    "MOD17": modis.lacking,
    "MOD13": vegetation_index.lacking,
}
_HALVES = {  # by the overpasses that are asked for, groups that do not matter then
    overpasses: tuple(f"Soil_Moisture_Retrieval_Data_{polar}{other}" for polar in ("", "Polar_"))
    for overpasses, other in (("morning", "PM"), ("evening", "AM"))
}
_SIDEWAYS = msg("views from the side, which are blurred and see the flanks of trees, are not told from others")
_MEANING = {  # by layer, what follows where it is not there
    "Fmask": msg("snow is not told from bare ground"),
    "bayes_in": msg("clouds are told by the older, weaker test"),
    sentinel3.ANGLES: _SIDEWAYS,
    "qual_flag": msg("clouds and poor values that the product left in are taken for ground"),
    "satze": _SIDEWAYS,
    "lst_uncertainty": msg("uncertain values are not told from others"),
    "retrieval_qual_flag": msg("retrievals that failed are not told from others"),
    "pixel reliability": msg("snow and clouds are not told from vegetation"),
    "composite day of the year": msg("each view counts as of the middle of its period"),
    modis.QUALITY: msg("all their values count"),
    **dict.fromkeys(_HALVES["evening"], msg("mornings are not known from them")),
    **dict.fromkeys(_HALVES["morning"], msg("evenings are not known from them")),
    smap_files.TEMPERATURE: msg("temperature under clouds is not known from them"),
    smap_files.PFT_MEANS: msg("covers that share a cell are told apart by the mean of the cell alone"),
}
_FIXES = {"Fmask": msg("Add the Fmask files of the HLS reflectance granules of the same times; their other bands are not needed.")}


def examine(product: str, granules: Iterable[Granule], request: RunRequest) -> list[Finding]:
    """Return a warning for each optional layer that granules of a product come without, as far as the request would use it."""
    if product not in _LACKING or (product == "MOD17" and request.retrievals != "recommended"):
        return []
    counts: Counter[str] = Counter()
    granules = list(granules)
    for granule in granules:
        with suppress(InputError):  # told where it is looked into
            counts.update(_LACKING[product](granule))
    without_need = _HALVES.get(request.overpasses, ())
    return [_warning(product, layer, count, len(granules)) for layer, count in counts.items() if layer not in without_need]


def _warning(product: str, layer: str, count: int, total: int) -> Finding:
    """Return what is said of granules without a layer."""
    text = msg(
        "{title}: {count} of {total} come without {layer}: {meaning}.",
        title=TITLES[product],
        count=count,
        total=total,
        layer=layer,
        meaning=_MEANING[layer],
    )
    fix = _FIXES.get(layer) or msg("Download the same files again with {layer}, or add it beside them.", layer=layer)
    return Finding("warning", text, fix, product)
