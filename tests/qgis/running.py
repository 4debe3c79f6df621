"""Algorithms run as the toolbox runs them, and what they say."""

from __future__ import annotations

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self):
        super().__init__(False)
        self.texts, self.warnings, self.information, self.errors = [], [], [], []

    def setProgressText(self, text):
        super().setProgressText(text)
        self.texts.append(text)

    def pushWarning(self, text):
        super().pushWarning(text)
        self.warnings.append(text)

    def pushInfo(self, text):
        super().pushInfo(text)
        self.information.append(text)

    def reportError(self, text, is_fatal=False):
        super().reportError(text, is_fatal)
        self.errors.append(text)


def run(provider, name, parameters, feedback=None):
    """Run an algorithm as QGIS does; return whether it succeeded, its results, and its feedback."""
    feedback = feedback or Feedback()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = provider.algorithm(name).create()
    ok, reason = algorithm.checkParameterValues(parameters, context)
    if not ok:
        return False, reason, feedback
    results, ok = algorithm.run(parameters, context, feedback)
    return ok, results, feedback
