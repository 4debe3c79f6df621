"""The algorithm that fits and cross-validates models on a table."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..core.model.forms import FORMS
from ..i18n import language, tr
from .algorithm import Algorithm

_SCHEMES = ("year", "site")
_FILES = {"PARAMETERS": "parameters.csv", "PREDICTIONS": "predictions.csv", "VALIDATION": "validation.csv"}


class CalibrateTable(Algorithm):
    """Fits and cross-validates models on a table of sites, without rasters."""

    def name(self) -> str:
        """Return the id, which never changes."""
        return "calibratetable"

    def displayName(self) -> str:
        """Return the title."""
        return tr("Fit GPP models to a table")

    def shortHelpString(self) -> str:
        """Return what the algorithm does."""
        return tr(
            "Fits models of GPP to a table of sites, such as flux towers, and says how well they predict years and whole sites that they "
            "were not fitted to. Nothing needs a raster.\n\n"
            "Table: a CSV file with the columns site, date, stratum, evi, lst_degc, soil_moisture, thaw_fraction, gpp and, where known, "
            "latitude, ndvi, lst_night_degc, par_mj, vpd_kpa, tmin_degc, fpar, lswi. A date is the first day of its step (2021-06-30), or "
            "a month (2021-06); steps may be irregular; values that are not known stay empty; rows without gpp still feed the memory of "
            "temperature.\n"
            "Stratum: a class (ENF, DBF, MF, REGEN, WET, WET-treed), a land cover of NTEMS, or any name.\n"
            "Training sites: names with commas between; the model is fitted to them and predicts the rest. Empty for all."
        )

    def initAlgorithm(self, configuration: Any = None) -> None:
        """Declare parameters and outputs."""
        file = QgsProcessingParameterFile.Behavior.File
        self.addParameter(QgsProcessingParameterFile("TABLE", tr("Table"), file, fileFilter="CSV (*.csv);;(*.*)"))
        self.addParameter(QgsProcessingParameterEnum("FORM", tr("Model"), list(FORMS), defaultValue="boreal", usesStaticStrings=True))
        self.addParameter(
            QgsProcessingParameterEnum(
                "SCHEMES", tr("Held out in turn"), list(_SCHEMES), allowMultiple=True, defaultValue=list(_SCHEMES), usesStaticStrings=True
            )
        )
        self.addParameter(QgsProcessingParameterString("TRAIN", tr("Training sites"), optional=True))
        self.addParameter(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the tables")))
        for name, text in (("PARAMETERS", tr("Parameters")), ("PREDICTIONS", tr("Predictions")), ("VALIDATION", tr("Validation"))):
            self.addOutput(QgsProcessingOutputFile(name, text))

    def processAlgorithm(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Fit and cross-validate; return where the tables are."""
        from ..core.table_run import calibrate_table  # its libraries load slowly, and may be missing

        folder = self.parameterAsString(parameters, "OUTPUT", context)
        train = [site.strip() for site in re.split("[,;\n]", self.parameterAsString(parameters, "TRAIN", context)) if site.strip()]
        job = partial(
            calibrate_table,
            self.parameterAsString(parameters, "TABLE", context),
            folder,
            self.parameterAsEnumString(parameters, "FORM", context),
            self.parameterAsEnumStrings(parameters, "SCHEMES", context),
            train,
        )
        result = self.work(job, feedback)
        if result is None:
            return {}
        for warning in result.warnings:
            feedback.pushWarning(warning.text(language()))
        feedback.pushInfo(result.summary())
        return {"OUTPUT": folder, **{name: str(Path(folder) / file) for name, file in _FILES.items()}}
