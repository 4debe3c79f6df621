"""Translation: runs that came to a project in another language, told in that of the reader."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from pathlib import Path

from qgis.core import (
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRenderer,
    QgsSingleBandPseudoColorRenderer,
)

from ..core.errors import InputError
from ..core.language import LANGUAGES
from . import tips
from .build import Entry, entries
from .project import GROUP_KEY, folder_of, groups_above, title_of
from .run import Run

_Key = tuple[str, str]  # name of the file, name of the layer


def translate(project: QgsProject, language: str) -> Generator[None, None, None]:
    """Tell the runs of a project in `language`, a layer per step; what the user named stays, and the project counts as unchanged."""
    for folder, before in _in_other_languages(project, language).items():
        with suppress(InputError):  # a run that is gone, or damaged since
            run = Run.read(str(folder))
            texts: dict[_Key, tuple[Entry, Entry]] = {}
            for old, new in zip(entries(run, before), entries(run, language)):
                texts[_key(old.layer)] = old, new
                yield
            was_dirty = project.isDirty()
            _tell(project, run, texts, {title_of(run, before): title_of(run, language)})
            project.setDirty(was_dirty)


def _in_other_languages(project: QgsProject, language: str) -> dict[Path, str]:
    """Return the folders of runs that the project tells in another language than `language`, and that language."""
    groups = [group for group in project.layerTreeRoot().findGroups(True) if group.customProperty(GROUP_KEY)]
    layers = [node.layer() for group in groups for node in group.findLayers() if node.layer() is not None]
    spoken = {folder_of(layer.source()): layer.metadata().language() for layer in layers}
    return {folder: own for folder, own in spoken.items() if folder is not None and own in LANGUAGES and own != language}


def _key(layer: QgsMapLayer) -> _Key:
    """Return what tells a layer from all others of its run."""
    return Path(layer.source().split("|")[0]).name, layer.name()


def _tell(project: QgsProject, run: Run, texts: Mapping[_Key, tuple[Entry, Entry]], titles: Mapping[str, str]) -> None:
    """Give layers and groups of a run their new texts, as far as they have the old ones; `titles` are those of its group."""
    names = {**titles, **{old.subgroup: new.subgroup for old, new in texts.values() if old.subgroup}}
    groups = []
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if layer is not None and folder_of(layer.source()) == run.folder.resolve():
            groups += [group for group in groups_above(node) if group not in groups]
            if _key(layer) in texts:
                _change(layer, *(entry.layer for entry in texts[_key(layer)]))
    for group in groups:
        group.setName(names.get(group.name(), group.name()))


def _change(layer: QgsMapLayer, old: QgsMapLayer, new: QgsMapLayer) -> None:
    """Give a layer named like `old` the texts of `new`: its name, what it says about itself and where the mouse is, its legend."""
    layer.setName(new.name())
    if layer.metadata().abstract() == old.metadata().abstract():
        layer.setMetadata(new.metadata())
    if layer.customProperty(tips.KEY) == old.customProperty(tips.KEY):
        tips.give(layer, new.customProperty(tips.KEY))
    if isinstance(layer, QgsRasterLayer):
        labels = dict(zip(_labels(old.renderer()), _labels(new.renderer())))
        if any(labels.get(label, label) != label for label in _labels(layer.renderer())):
            layer.setRenderer(_relabelled(layer.renderer(), labels))


def _labels(renderer: QgsRasterRenderer) -> list[str]:
    """Return the texts of a legend; none of a renderer that runs do not come with."""
    if isinstance(renderer, QgsPalettedRasterRenderer):
        return [entry.label for entry in renderer.classes()]
    if isinstance(renderer, QgsSingleBandPseudoColorRenderer):
        return [item.label for item in renderer.shader().rasterShaderFunction().colorRampItemList()]
    return []


def _relabelled(renderer: QgsRasterRenderer, labels: Mapping[str, str]) -> QgsRasterRenderer:
    """Return a renderer with other texts in its legend."""
    changed = renderer.clone()
    if isinstance(changed, QgsPalettedRasterRenderer):
        for entry in changed.classes():
            changed.setLabel(entry.value, labels.get(entry.label, entry.label))
        return changed
    ramp = changed.shader().rasterShaderFunction()
    items = ramp.colorRampItemList()
    for item in items:
        item.label = labels.get(item.label, item.label)
    ramp.setColorRampItemList(items)
    return changed
