"""How soon the window answers while a large site is run, and how soon a click is charted afterwards."""

import json
import os
import sys
import time

sys.path.insert(0, json.loads(os.environ["WINDOW_TEST"])["here"])

from inside import GIVEN, PLUGIN, Heartbeat, child, dock, play, wait_for_checkup, wait_for_job, wait_for_map, wait_until
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, plugins

PATIENCE_S = 3000
CLICKS = 12


def chart_times():
    """Return the seconds from a click on the canvas to the painted chart, for several places."""
    place = dock().results_view.place
    QTest.mouseClick(child("look_at_place"), Qt.MouseButton.LeftButton)
    wait_until(lambda: not place.is_busy, 60, "the run to be read")
    wait_for_map()
    viewport = iface.mapCanvas().viewport()
    times = []
    for i in range(CLICKS):
        share = 0.3 + 0.4 * i / CLICKS
        asked = time.monotonic()
        point = QPoint(int(share * viewport.width()), int((1 - share) * viewport.height()))
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        wait_until(lambda: not place.is_busy, 30, "the chart")
        place.dock.chart.repaint()
        times.append(time.monotonic() - asked)
    return times


def scenario(verdict):
    plugins[PLUGIN].action.trigger()
    dock().visit(dock().inputs)
    dock()._make_sample(GIVEN["site"], GIVEN["size_km"])
    wait_for_job(PATIENCE_S)
    child("output_folder").setFilePath(GIVEN["run"])
    wait_for_checkup()
    heartbeat = Heartbeat()
    dock()._runner.progressed.connect(lambda share, text: setattr(heartbeat, "doing", text))
    QTest.mouseClick(child("run"), Qt.MouseButton.LeftButton)
    verdict["run_s"] = wait_until(lambda: not dock()._runner.is_busy, PATIENCE_S, "the run to end")
    heartbeat.doing = "loading"
    wait_for_job(120)
    wait_for_map()
    verdict["run_pauses"] = heartbeat.stop()
    verdict["run_error"] = dock().error.what.text()
    verdict["charts_s"] = chart_times()


play(scenario)
