"""What a layer says about itself: abstract, unit, provenance, terms of use."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsLayerMetadata, QgsMapLayer

from ..core.language import msg
from ..core.variables import CLASS_MAPS, UNIT_LABELS
from .run import Output, Run
from .temporal import range_of


def describe(layer: QgsMapLayer, path: Path, abstract: str, run: Run, language: str) -> None:
    """Write the metadata of a layer made from a file of the run."""
    about = QgsLayerMetadata()
    about.setIdentifier(f"{run.folder.name}/{path.name}")
    about.setTitle(layer.name())
    about.setType("dataset")
    about.setLanguage(language)
    about.setAbstract(abstract)
    about.setHistory(_history(run, language))
    terms = msg("Derived data: the terms of use of the input products named in the history apply.")
    about.setLicenses([terms.text(language)])
    about.setKeywords({"gmd:topicCategory": ["biota", "environment"]})
    about.setCrs(layer.crs())
    extent = QgsLayerMetadata.Extent()
    box = QgsLayerMetadata.SpatialExtent()
    box.extentCrs = layer.crs()
    box.bounds = layer.extent().toBox3d(0, 0)
    extent.setSpatialExtents([box])
    extent.setTemporalExtents([range_of(run.steps[0].start, run.steps[-1].end)])
    about.setExtent(extent)
    layer.setMetadata(about)


def abstract_of(output: Output, run: Run, language: str) -> str:
    """Return what the layer shows, in which unit, and of which period."""
    if output.variable is None:
        sentences = [CLASS_MAPS[output.id].about.text(language)]
    else:
        unit = UNIT_LABELS[output.variable.unit] or msg("none").text(language)
        shown = () if output.about is None else (output.about.text(language),)
        sentences = [f"{output.variable.title.text(language)}.", *shown, msg("Unit: {unit}.", unit=unit).text(language)]
        sentences.append(msg("The legend's range is the same for every run, so that maps can be compared.").text(language))
    if output.has_steps:
        sentences.append(msg("One band per step: {count} steps, {period}.", count=len(run.steps), period=run.period).text(language))
        if output.season_band is not None:
            sentences.append(msg("One more band shows the whole growing season.").text(language))
    else:
        sentences.append(msg("Period: {period}.", period=run.period).text(language))
    return " ".join(sentences)


def _history(run: Run, language: str) -> list[str]:
    """Return the steps from products to layer."""
    history = [msg("Made by Boreal GPP {version}.", version=run.record.get("plugin_version", ""))]
    for entry in run.record.get("inputs", ()):
        history.append(msg("Input: {product}, {count} granules.", product=entry["product"], count=entry["n"]))
    history.append(msg("Request, versions and the fingerprint of each input file are in {file}.", file="run.json"))
    return [step.text(language) for step in history]
