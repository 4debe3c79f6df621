"""Algorithms run as the toolbox runs them, and what they say."""

from __future__ import annotations

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self):
        super().__init__(False)
        self.information, self.errors = [], []

    def pushInfo(self, text):
        self.information.append(text)

    def reportError(self, text, is_fatal=False):
        self.errors.append(text)


def run(algorithm, parameters):
    """Return whether the algorithm succeeded, its results, and what it said."""
    feedback, context = Feedback(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    own = algorithm.create()
    ok, reason = own.checkParameterValues(parameters, context)
    assert ok, reason
    results, ok = own.run(parameters, context, feedback)
    return ok, results, feedback
