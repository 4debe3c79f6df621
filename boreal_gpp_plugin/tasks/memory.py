"""Memory that QGIS holds, asked of the system."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Optional


def used() -> Optional[int]:
    """Return the bytes of memory that this process holds now (on macOS: held at most), or None where the system does not tell."""
    try:
        if sys.platform == "win32":
            return _on_windows()
        if sys.platform == "darwin":
            import resource  # which Windows lacks

            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows."""

    _fields_ = [
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        *(
            (name, ctypes.c_size_t)
            for name in ("peak", "working_set", "peak_paged", "paged", "peak_nonpaged", "nonpaged", "pagefile", "peak_pagefile")
        ),
    ]


def _on_windows() -> Optional[int]:
    """Return the working set, bytes."""
    kernel, counters = ctypes.windll.kernel32, _Counters()
    counters.size = ctypes.sizeof(counters)
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    if not kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size):
        return None
    return counters.working_set
