"""Stages the plugin as it ships: build/boreal_gpp_plugin, kept equal to the sources by touching only what changed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import translations

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "boreal_gpp_plugin"
STAGED = ROOT / "build" / PACKAGE
LEFT_OUT = {"__pycache__", ".DS_Store"}


def files_below(folder: Path) -> list[Path]:
    """Return the files under `folder` that may ship."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not LEFT_OUT & set(p.parts) and p.suffix != ".pyc")


def lrelease() -> str:
    """Return the path of Qt's translation compiler."""
    for candidate in ("/usr/lib/qt5/bin/lrelease", "/usr/lib/qt6/bin/lrelease", shutil.which("lrelease")):
        if candidate and Path(candidate).exists():
            return candidate
    sys.exit("Qt's lrelease is missing: run `make setup`.")


def compiled(ts: Path) -> bytes:
    """Return the .qm of the translation file `ts`."""
    with tempfile.TemporaryDirectory() as folder:
        qm = Path(folder) / "out.qm"
        subprocess.run([lrelease(), "-silent", str(ts), "-qm", str(qm)], check=True)
        return qm.read_bytes()


def metadata() -> bytes:
    """Return metadata.txt with the newest section of CHANGELOG.md as its changelog."""
    newest = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1].strip()
    return f"{(ROOT / 'metadata.txt').read_text(encoding='utf-8')}changelog={textwrap.indent(newest, '    ').strip()}\n".encode()


def contents() -> dict[str, bytes]:
    """Return what the plugin folder holds: file contents by path in it."""
    plugin = {str(p.relative_to(ROOT / PACKAGE)): p.read_bytes() for p in files_below(ROOT / PACKAGE)}
    plugin |= {str(p.relative_to(ROOT)): p.read_bytes() for p in files_below(ROOT / "resources")}
    plugin |= {name: (ROOT / name).read_bytes() for name in ("LICENSE", "CHANGELOG.md")}
    plugin["metadata.txt"] = metadata()
    plugin[f"i18n/{translations.TS.stem}.qm"] = compiled(translations.TS)
    french = json.dumps(translations.finished(), ensure_ascii=False, indent=0, sort_keys=True)
    plugin["resources/i18n/fr.json"] = french.encode()
    return plugin


def stage() -> Path:
    """Return the staged plugin folder, made equal to the sources; safe while others read it or stage too."""
    STAGED.mkdir(parents=True, exist_ok=True)
    with open(STAGED.parent / ".stage.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = contents()
        for name, data in wanted.items():
            path = STAGED / name
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_name(path.name + ".part")
                part.write_bytes(data)
                os.replace(part, path)
        for path in files_below(STAGED):
            if str(path.relative_to(STAGED)) not in wanted:
                path.unlink()
        remove_empty_folders()
    return STAGED


def remove_empty_folders() -> None:
    """Remove the staged folders that hold no file but compiled ones: Python would take them for packages."""
    kept = {parent for path in files_below(STAGED) for parent in path.parents}
    for folder in sorted((p for p in STAGED.rglob("*") if p.is_dir() and p.name != "__pycache__"), reverse=True):
        if folder not in kept:
            shutil.rmtree(folder)


if __name__ == "__main__":
    print(stage().relative_to(ROOT))
