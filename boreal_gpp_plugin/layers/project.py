"""Runs in a project: added as one group, removed before their files are replaced, saved as site.qgz.

What takes long is a generator that does a bounded piece of work per step, so that the window can answer in between;
`finish` runs it in one go.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Optional, TypeVar

from qgis.core import (
    Qgis,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsProject,
    QgsRasterLayer,
    QgsTemporalNavigationObject,
)
from qgis.PyQt.QtCore import Qt

from ..core.errors import OutputError
from ..core.language import msg
from . import style, temporal
from .build import Entry, entries
from .canvas import site_of
from .run import Run
from .zone_layer import is_own

T = TypeVar("T")
PROJECT_FILE = "site.qgz"
_OF_A_RUN = ("run.json", "reference.csv")  # which a scenario of a run has not
GROUP_KEY = "boreal_gpp/run"  # of the folder whose layers a group was made for
_CONTROLLER = "TemporalControllerWidget"  # where QGIS keeps the state of its temporal controller in a project


def finish(work: Generator[None, None, T]) -> T:
    """Return what `work` returns, all its steps done at once."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


def add_run(project: QgsProject, folder: str, language: str) -> Generator[None, None, QgsLayerTreeGroup]:
    """Add the run in `folder` to the top of the project, below zones drawn here, as one group, which the generator returns.

    Raises
    ------
    InputError
        When the folder holds no whole result; nothing is added then.
    """
    run = Run.read(folder)
    made: list[Entry] = []
    yield
    for entry in entries(run, language):
        made.append(entry)
        yield
    release(project, folder)
    group = _group(project, run, made, language)
    project.layerTreeRoot().insertChildNode(_place_for(project), group)
    temporal.bind_project(project, run)
    return group


def write_project(folder: str, language: str) -> Generator[None, None, str]:
    """Save a project of the run in `folder` inside it, with relative paths; the generator returns its path.

    Raises
    ------
    InputError
        When the folder holds no whole result.
    OutputError
        When the project can't be written.
    """
    run = Run.read(folder)
    project = QgsProject()
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    group = yield from add_run(project, folder, language)
    yield
    site = site_of(group)
    project.setTitle(group.name())
    project.setCrs(site.crs())
    project.viewSettings().setDefaultViewExtent(site)
    if not temporal.CAN_STEP_THROUGH_BANDS:  # layers of all steps lie on one another: open at one of them
        shown = run.steps[run.shown_step]
        moment = temporal.range_of(shown.start, shown.end)
        project.writeEntry(_CONTROLLER, "/NavigationMode", int(QgsTemporalNavigationObject.NavigationMode.FixedRange))
        project.writeEntry(_CONTROLLER, "/StartDateTime", moment.begin().toString(Qt.DateFormat.ISODateWithMs))
        project.writeEntry(_CONTROLLER, "/EndDateTime", moment.end().toString(Qt.DateFormat.ISODateWithMs))
    path = str(Path(folder) / PROJECT_FILE)
    if not project.write(path):
        raise OutputError(
            msg("The project {path} can't be written: {reason}.", path=path, reason=project.error()),
            msg("Free the file or the disk; the run itself is whole."),
        )
    return path


def release(project: QgsProject, folder: str) -> bool:
    """Remove the layers whose files lie in `folder`, and the groups that this or the user emptied; return whether there were any.

    On Windows a file that a layer holds open can't be replaced.
    """
    place = Path(folder).resolve()
    layers = [layer for layer in project.mapLayers().values() if folder_of(layer.source()) == place]
    root = project.layerTreeRoot()
    touched = [group for layer in layers for group in groups_above(root.findLayer(layer.id()))]
    project.removeMapLayers([layer.id() for layer in layers])
    _prune(root, touched)
    for group in [g for g in root.findGroups(True) if g.customProperty(GROUP_KEY) == str(place) and not g.findLayers()]:
        group.parent().removeChildNode(group)
    return bool(layers)


def runs_in(project: QgsProject) -> list[str]:
    """Return the folders of the finished runs that have layers in the project, as the legend orders them; scenarios of runs are none."""
    sources = [node.layer().source() for node in project.layerTreeRoot().findLayers() if node.layer() is not None]
    folders = dict.fromkeys(folder_of(source) for source in sources)
    return [str(folder) for folder in folders if folder is not None and all((folder / name).is_file() for name in _OF_A_RUN)]


def folder_of(source: str) -> Optional[Path]:
    """Return the folder of a layer's file, or None where the source is no file."""
    path = Path(source.split("|")[0])
    return path.parent.resolve() if path.is_absolute() else None


def groups_above(node: Optional[QgsLayerTreeNode]) -> Iterator[QgsLayerTreeGroup]:
    """Yield the groups that hold a node, but the root."""
    while node is not None and node.parent() is not None and node.parent().parent() is not None:
        node = node.parent()
        yield node


def _prune(group: QgsLayerTreeGroup, touched: Sequence[QgsLayerTreeGroup]) -> None:
    """Remove those of the groups `touched` below `group` that hold nothing any more."""
    for child in group.children():
        if isinstance(child, QgsLayerTreeGroup):
            _prune(child, touched)
            if child in touched and not child.children():
                group.removeChildNode(child)


def _place_for(project: QgsProject) -> int:
    """Return the place of a new group in the legend: its top, below the outlines of zones that were drawn here."""
    top = project.layerTreeRoot().children()
    return next((i for i, node in enumerate(top) if not (isinstance(node, QgsLayerTreeLayer) and is_own(node.layer()))), len(top))


def title_of(run: Run, language: str) -> str:
    """Return the name of the group of a run."""
    return msg("Boreal GPP: {name}, {period}", name=run.folder.name, period=run.period).text(language)


def _group(project: QgsProject, run: Run, made: Sequence[Entry], language: str) -> QgsLayerTreeGroup:
    """Return a group of the layers, registered in the project but not yet in its legend."""
    project.addMapLayers([entry.layer for entry in made], False)
    group = QgsLayerTreeGroup(title_of(run, language))
    group.setCustomProperty(GROUP_KEY, str(run.folder.resolve()))
    subgroups: dict[str, QgsLayerTreeGroup] = {}
    for entry in made:
        node = QgsLayerTreeLayer(entry.layer)
        if isinstance(entry.layer, QgsRasterLayer):
            style.show_classes_only(node)
        node.setItemVisibilityChecked(entry.is_visible)
        node.setExpanded(entry.is_visible and not entry.subgroup)
        parent = group
        if entry.subgroup:
            if entry.subgroup not in subgroups:
                subgroups[entry.subgroup] = group.addGroup(entry.subgroup)
                subgroups[entry.subgroup].setExpanded(False)
            parent = subgroups[entry.subgroup]
        parent.addChildNode(node)
    return group
