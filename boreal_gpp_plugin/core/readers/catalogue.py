"""The catalogue: every granule that a folder holds, found by name and content whatever the folder's layout."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Optional

from ..errors import InputError, advice
from ..language import Message, msg
from ..progress import Progress
from . import (
    declared,
    elevation,
    hdf5,
    hls,
    lst_grid,
    meteorology,
    modis,
    ntems,
    raster,
    sentinel3,
    smap_files,
    towers,
    vegetation_index,
    vpm,
)
from .cache import GranuleCache
from .granule import Granule, PartlyUsable
from .opening import COPY_MARK, not_looked_into, unreadable

READERS = (hls, sentinel3, lst_grid, smap_files, modis, vegetation_index, vpm, ntems, elevation, towers, declared, meteorology)
PRODUCTS = tuple(product for reader in READERS for product in reader.PRODUCTS)

TRUTH = "truth"  # folder of a sample site that only its makers may look into
RUN = "run.json"  # marks a folder of results
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".aria2")  # downloads of browsers and other tools
_NAMED = 3  # of files with which the same is the matter
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar")
_SWATH = ".sen3"  # ending of a folder that is one granule, as is any that holds `sentinel3.MAIN_FILE`
_DATA = (*raster.EXTENSIONS, *hdf5.EXTENSIONS, ".hdf", ".csv", _SWATH)
# Beside the layers that are read, products come with others, and tables with theirs: no surprise where nothing is made of them.
_BESIDE = re.compile(
    r"HLS|SMAP_L|CA_|(?:M[OY]D|VNP|VJ[12])(?:17A2|13[QA]1)|GPP\.\d|\w{3,8}_[A-Z]{2}-\w{3}_|.*_aid\d|"
    rf".*\.classes\.csv|land_cover_classes\.csv|sites{COPY_MARK}\.csv",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Catalogue:
    """What a folder holds.

    Attributes
    ----------
    granules : mapping of str to tuple of Granule
        By product, in time.
    problems : tuple of Message
        Files that look like a product but can't be used, and why.
    unknown : tuple of str
        Paths of rasters and tables in which no product was recognised.
    incomplete : int
        Number of HLS granules that lack bands.
    """

    granules: Mapping[str, tuple[Granule, ...]]
    problems: tuple[Message, ...]
    unknown: tuple[str, ...] = ()
    incomplete: int = 0

    def of(self, product: str) -> tuple[Granule, ...]:
        """Return the granules of a product, in time; empty where there are none."""
        return self.granules.get(product, ())


def scan(folder: str, progress: Optional[Progress] = None, cache: Optional[str] = None) -> Catalogue:
    """Return the catalogue of a folder, searched with everything below it; only headers are read.

    Parameters
    ----------
    folder : str
        The inputs folder.
    progress : Progress, optional
        Moves on with each file.
    cache : str, optional
        The user's cache folder: files that have not changed since the last scan are not opened again.

    Raises
    ------
    InputError
        The folder does not exist or may not be read.
    """
    progress = progress or Progress()
    folder = os.fspath(folder)
    known = GranuleCache(cache, folder) if cache else None
    problems: list[Message] = []
    parts: list[hls.IncompleteGranule] = []
    found: dict[str, list[Granule]] = {}
    unknown: list[str] = []
    unfinished: list[str] = []
    for path in progress.each(list(_candidates(folder, problems, progress))):
        granule = known.get(path) if known else None
        if granule is None:
            try:
                granule = next(filter(None, (reader.recognise(path) for reader in READERS)), None)
            except PartlyUsable as error:
                problems.append(error.message)
                granule = error.granules
            except hls.IncompleteGranule as error:
                parts.append(error)
                continue
            except InputError as error:
                problems.append(error.message)
                continue
            except Exception as error:  # what no reader foresaw in a file is no reason to leave out the others
                problems.append(unreadable(path, f"{type(error).__name__}: {error}").message)
                continue
            if isinstance(granule, tuple):  # an archive or a table has many
                for one in granule:
                    found.setdefault(one.product, []).append(one)
                continue
            if known and granule is not None:
                known.put(path, granule)
        if granule is not None:
            found.setdefault(granule.product, []).append(granule)
        elif path.lower().endswith(_UNFINISHED):
            unfinished.append(path)
        elif path.lower().endswith(_ARCHIVES):
            problems.append(not_looked_into(path).message)
        elif path.lower().endswith(_DATA) and not _BESIDE.match(os.path.basename(path)):
            unknown.append(path)
    if known:
        known.save()
    if unfinished:
        text = msg("Downloads that are not finished, and are not used: {count} ({names}).", count=len(unfinished), names=_some(unfinished))
        problems.append(advice(text, msg("Finish or repeat them; take the unfinished files out.")))
    incomplete = _complete(parts, found, problems)
    in_time = {
        product: tuple(sorted(granules, key=lambda g: (g.time or datetime.datetime.min, g.path))) for product, granules in found.items()
    }
    used = {file for granules in found.values() for granule in granules for file in (*granule.files, *granule.companions)}
    return Catalogue(in_time, tuple(problems), tuple(path for path in unknown if path not in used), incomplete)


def _some(paths: list[str]) -> str:
    """Return the names of the first few of some files."""
    return ", ".join(os.path.basename(path) for path in paths[:_NAMED]) + (" ..." if len(paths) > _NAMED else "")


def _complete(parts: list[hls.IncompleteGranule], found: dict[str, list[Granule]], problems: list[Message]) -> int:
    """Add the HLS granules whose bands lie in several folders; what stays incomplete joins the problems, and is counted."""
    indices = [g for product, granules in found.items() if product.endswith("_VI") for g in granules]
    granules, errors = hls.complete(parts, indices)
    lacking: dict[str, list[hls.IncompleteGranule]] = {}
    for error in errors:
        if isinstance(error, hls.IncompleteGranule):
            lacking.setdefault(error.missing, []).append(error)
        else:
            problems.append(error.message)
    problems.extend(_incomplete(missing, alike) for missing, alike in lacking.items())
    for granule in granules:
        others = found.setdefault(granule.product, [])
        others[:] = [*(g for g in others if g.path != granule.path), granule]
    return sum(map(len, lacking.values()))


def _incomplete(missing: str, errors: list[hls.IncompleteGranule]) -> Message:
    """Return what is said of granules that all lack the same bands."""
    if len(errors) == 1:
        return errors[0].message
    names = _some([error.granule.path for error in errors])
    text = msg("{count} HLS granules lack {bands} and are not used ({names}).", count=len(errors), bands=missing, names=names)
    return advice(text, errors[0].fix)


def _candidates(folder: str, problems: list[Message], progress: Progress) -> Iterator[str]:
    """Yield the files and the swath folders below a folder; folders that can't be read join the problems."""
    try:
        os.listdir(folder)
    except OSError as error:
        raise InputError(
            msg("The inputs folder {folder} can't be read: {reason}.", folder=folder, reason=error.strerror),
            msg("Choose a folder that exists and that you may read."),
        ) from error

    def unreadable(error: OSError) -> None:
        problems.append(msg("The folder {folder} can't be read: {reason}.", folder=error.filename, reason=error.strerror))

    visited: set[str] = set()
    for place, folders, files in os.walk(folder, onerror=unreadable, followlinks=True):
        progress.check()
        real = os.path.realpath(place)
        if real in visited or (RUN in files and place != folder):
            folders.clear()
            continue
        visited.add(real)
        swaths = [name for name in folders if name.lower().endswith(_SWATH)]  # in one of its own name, where an archive was unpacked
        is_swath = sentinel3.MAIN_FILE in files or (os.path.normpath(place).lower().endswith(_SWATH) and not swaths)
        folders[:] = [] if is_swath else sorted(name for name in folders if name != TRUTH)
        for path in [os.path.normpath(place)] if is_swath else [os.path.join(place, name) for name in sorted(files)]:
            readable = os.fsencode(path).decode("utf-8", "replace")
            if readable == path:
                yield path
            else:  # GDAL takes no such path, and no report could show it
                problems.append(advice(msg("The name of {path} is no text.", path=readable), msg("Rename the file.")))
