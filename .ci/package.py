"""Zips the staged plugin: build/boreal_gpp_plugin.zip, the same bytes from the same sources."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from stage import PACKAGE, ROOT, files_below, stage

ZIP = ROOT / "build" / f"{PACKAGE}.zip"


def package(target: Path = ZIP) -> Path:
    """Return `target`, the zip of the plugin as it ships; every entry has the same date and is no program."""
    staged = stage()
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w") as archive:
        for path in files_below(staged):
            entry = zipfile.ZipInfo(f"{PACKAGE}/{path.relative_to(staged).as_posix()}")
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    os.replace(part, target)
    return target


if __name__ == "__main__":
    target = package()
    print(f"{target.relative_to(ROOT)} ({target.stat().st_size / 1e6:.2f} MB)")
