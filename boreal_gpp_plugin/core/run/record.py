"""The record: what a run writes about itself, run.json, and the tables beside it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import rasterio
import scipy
from osgeo import gdal

from ..grid import Grid
from ..job import Job
from ..language import Message
from ..model.calibration import Calibration
from ..model.rivals import Rival
from ..model.sample import ReferenceSample
from ..progress import Progress
from ..readers.granule import Granule
from ..reference import products
from ..strata.classification import Stratum


def classes(codes: np.ndarray, legend: Mapping[int, Stratum], grid: Grid) -> list[dict[str, Any]]:
    """Return the strata that occur with code, names, colour and area in hectares."""
    present, count = np.unique(codes[codes > 0], return_counts=True)
    hectares = grid.cell_hectares
    return [
        {
            "code": int(code),
            "id": legend[int(code)].id,
            "title": legend[int(code)].title.to_dict(),
            "colour": legend[int(code)].colour,
            "fire_age": legend[int(code)].fire_age,
            "area_ha": round(float(n) * hectares, 2),
        }
        for code, n in zip(present, count)
    ]


def form_columns(forms: Sequence[Rival]) -> tuple[str, ...]:
    """Return the columns of other forms as a table: their parameters are empty where a form has none of the name."""
    return tuple(dict.fromkeys(("code", "model", *(p.name for form, _ in forms for p in form.parameters))))


def form_rows(forms: Sequence[Rival]) -> list[dict[str, Any]]:
    """Return other forms as table rows: one per form and stratum."""
    return [
        {"code": code, "model": form.id, **{name: round(value, 6) for name, value in parameters[code].items()}}
        for form, parameters in forms
        for code in sorted(parameters)
    ]


def sample_columns(sample: ReferenceSample) -> tuple[str, ...]:
    """Return the columns of the reference sample as a table."""
    weight = () if sample.weight is None else ("weight",)
    return ("pixel", "x", "y", "latitude", *weight, "stratum", "fraction", "date", "gpp", *sample.drivers)


def sample_rows(sample: ReferenceSample) -> list[dict[str, Any]]:
    """Return the reference sample as table rows: one per pixel, stratum and step."""
    rows = []
    labels = sample.calendar.labels
    for i, pixel in enumerate(sample.pixel):
        fixed = {
            "pixel": int(pixel),
            "x": round(float(sample.x[pixel]), 1),
            "y": round(float(sample.y[pixel]), 1),
            "latitude": round(float(sample.latitude[pixel]), 5),
            "stratum": int(sample.stratum[i]),
            "fraction": round(float(sample.fraction[i]), 5),
            "weight": 1.0 if sample.weight is None else float(sample.weight[pixel]),
        }
        for t, label in enumerate(labels):
            drivers = {name: round(float(values[i, t]), 5) for name, values in sample.drivers.items()}
            rows.append({**fixed, "date": label, "gpp": round(float(sample.gpp[pixel, t]), 5), **drivers})
    return rows


def raster(name: str, steps: bool = False, about: Optional[Message] = None) -> dict[str, Any]:
    """Return the entry of a raster in run.json's outputs; `about` is what it shows beyond its name."""
    entry = {"file": f"{name}.tif", "variable": name, "steps": steps}
    return entry if about is None else {**entry, "about": about.to_dict()}


def of_cube(job: Job, outputs: Mapping[str, Mapping[str, Any]], progress: Progress) -> dict[str, Any]:
    """Return what run.json holds of a cube: everything needed to know how it came about."""
    return {
        "status": "complete",
        "plugin_version": version(),
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "rasterio": rasterio.__version__,
            "gdal": gdal.__version__,
        },
        "request": job.request.to_dict(),
        "grid": job.grid.to_dict(),
        "tile_size": job.tile_size,
        "calendar": {"starts": job.calendar.labels, "ends": [str(end) for end in job.calendar.ends]},
        "outputs": dict(outputs),
        "inputs": [_input(product, granules, job.request.inputs) for product, granules in job.catalogue.granules.items()],
        "checkup": job.check.to_dict() if job.check else None,
        "warnings": [message.to_dict() for message in progress.warnings],
    }


def of_model(
    present: Sequence[Mapping[str, Any]],
    references: Mapping[str, float],
    pixels: int,
    calibration: Calibration,
    series: Mapping[int, Mapping[str, np.ndarray]],
) -> dict[str, Any]:
    """Return what run.json holds of the model beside what it holds of the cube: reference, calibration, mean series by stratum."""
    ids = {entry["code"]: entry["id"] for entry in present}
    return {
        "reference": {
            "name": next(iter(references), None),
            "weights": dict(references),
            "title": products.title_of(list(references)).to_dict(),
            "n_pixels": pixels,
        },
        "calibration": {"rmse": plain([calibration.rmse])[0], "notes": [note.to_dict() for note in calibration.notes]},
        "series": {ids[code]: {name: plain(values) for name, values in by_name.items()} for code, by_name in series.items()},
    }


def plain(values: np.ndarray) -> list[Optional[float]]:
    """Return values rounded for JSON, None for NaN."""
    return [round(float(v), 4) if np.isfinite(v) else None for v in values]


def version() -> str:
    """Return the plugin's version from metadata.txt beside the package, or "unknown" from a source tree."""
    path = Path(__file__).resolve().parents[2] / "metadata.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((line.split("=", 1)[1].strip() for line in lines if line.startswith("version=")), "unknown")


def _input(product: str, granules: Sequence[Granule], folder: str) -> dict[str, Any]:
    """Return a product's granules with dates and fingerprints."""
    times = [g.time for g in granules if g.time is not None]
    files = dict.fromkeys(f for g in granules for f in g.files)  # a stack is the file of many
    return {
        "product": product,
        "n": len(granules),
        "first": min(times).isoformat() if times else None,
        "last": max(times).isoformat() if times else None,
        "files": [{"path": _relative(f, folder), "fingerprint": _fingerprint(f)} for f in files],
    }


def _relative(path: str, folder: str) -> str:
    """Return a path relative to the inputs folder where it lies inside."""
    try:
        return Path(path).relative_to(folder).as_posix()
    except ValueError:
        return path


def _fingerprint(path: str) -> str:
    """Return the SHA-256 of a file's size and its first and last 64 KiB: quick on archives of gigabytes, and different for any cut file."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        size = file.seek(0, 2)
        digest.update(str(size).encode())
        file.seek(0)
        digest.update(file.read(65536))
        file.seek(max(size - 65536, 0))
        digest.update(file.read(65536))
    return digest.hexdigest()[:32]
