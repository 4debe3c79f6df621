"""The conventional models that users compare with: light use efficiency and greenness times radiation, with published parameters."""

from __future__ import annotations

from ..language import msg
from . import defaults, terms
from .form import Form, Parameter, Term, ramp_slopes

_PA = 1000.0  # Pa in a kPa
_MOD17 = "Running et al. 2004, doi:10.1641/0006-3568(2004)054[0547:ACSMOG]; Zhao et al. 2005, doi:10.1016/j.rse.2004.12.011"
_VPM = "Xiao et al. 2004, doi:10.1016/j.rse.2003.11.008; Zhang et al. 2017, doi:10.1038/sdata.2017.165"
_L4C = "Jones et al. 2017, doi:10.1109/TGRS.2017.2729343; Endsley et al. 2020, doi:10.1029/2020JG005917"
_GR = "Gitelson et al. 2006, doi:10.1029/2005JD006017; start: a choice"
_NIRV = "Badgley et al. 2019, doi:10.1111/gcb.14729; start: a choice"

_PAR = Term("radiation", msg("Light"), "PAR", ("par",), lambda d, p: d["par"])
_EVI = Term("evi", msg("Greenness"), "EVI", ("evi",), lambda d, p: d["evi"])
_NIRV_TERM = Term("evi", msg("Near-infrared reflectance of vegetation"), "NIRv", ("nirv",), lambda d, p: d["nirv"])
_FPAR = Term("evi", msg("Share of light that is absorbed"), "fPAR", ("fpar",), lambda d, p: d["fpar"])
_COLD = "clip((Tmin - Tmin0) / (Tmin1 - Tmin0), 0, 1)"
_DRY = "clip((VPD1 - VPD) / (VPD1 - VPD0), 0, 1)"


def _efficiency(start: float, source: str) -> Parameter:
    """Return maximum light use efficiency, g C per MJ of absorbed PAR."""
    return Parameter("m", start, 0.05, 10.0, "g C MJ-1", "fitted", source)


def _cold(source: str) -> Term:
    """Return the ramp of the night's cold; the bounds keep its ends apart."""
    ends = (
        Parameter("Tmin0", -8.0, -43.0, 6.0, "degC", "fitted", source),
        Parameter("Tmin1", 8.31, 6.9, 57.0, "degC", "fitted", source),
    )
    slopes = ramp_slopes("tmin", "Tmin0", "Tmin1")
    return Term("lst", msg("Cold nights"), _COLD, ("tmin",), lambda d, p: terms.ramp(d["tmin"], p["Tmin0"], p["Tmin1"]), ends, None, slopes)


def _dry(source: str) -> Term:
    """Return the ramp of vapour pressure deficit, 1 in moist air; the bounds keep its ends apart."""
    ends = (
        Parameter("VPD0", 650.0, 0.0, 1999.0, "Pa", "fitted", source),
        Parameter("VPD1", 3000.0, 2000.0, 8000.0, "Pa", "fitted", source),
    )
    return Term("dryness", msg("Dry air"), _DRY, ("vpd",), lambda d, p: 1 - terms.ramp(_PA * d["vpd"], p["VPD0"], p["VPD1"]), ends)


_VPM_FPAR = Term(
    "evi",
    msg("Share of light that is absorbed"),
    f"clip(1.25 (EVI - {terms.EVI_OFFSET:.2f}), 0, 1)",
    ("evi",),
    lambda d, p: terms.absorbed_share(d["evi"]),
)
_VPM_TEMPERATURE = Term(
    "lst",
    msg("Temperature scalar of VPM"),
    "(T - Tlow) (T - Thigh) / ((T - Tlow) (T - Thigh) - (T - Topt)^2)",
    ("lst",),
    lambda d, p: terms.vpm_temperature(d["lst"], p["Tlow"], p["Topt"], p["Thigh"]),
    (
        Parameter("Tlow", -1.0, -10.0, 4.0, "degC", "fitted", _VPM),
        Parameter("Topt", 20.0, 8.0, 35.0, "degC", "fitted", _VPM),
        Parameter("Thigh", 40.0, 36.0, 60.0, "degC", "fitted", _VPM),
    ),
)
_VPM_WATER = Term("dryness", msg("Leaf water"), "(1 + LSWI) / (1 + LSWImax)", ("water",), lambda d, p: d["water"])
_ROOT_MOISTURE = Term(
    "soil_moisture",
    msg("Soil moisture of the root zone"),
    "clip(SMRZ / SM1, 0, 1)",
    ("root_moisture",),
    lambda d, p: terms.ramp(d["root_moisture"], 0.0, p["SM1"]),
    (Parameter("SM1", 31.0, 20.0, 100.0, "%", "fitted", _L4C),),
)
_L4C_THAW = Term(
    "thaw_fraction",
    msg("Thaw"),
    "(f + (1 - f) F)",
    ("thaw_fraction",),
    lambda d, p: terms.floored(d["thaw_fraction"], p["f"]),
    (Parameter("f", 0.773, 0.0, 1.0, "1", "fitted", _L4C),),
    floor="f",
)

FORMS = (
    Form(
        "mod17",
        msg("MOD17: light use limited by cold nights and dry air"),
        _efficiency(1.211, _MOD17),
        (_FPAR, _PAR, _cold(_MOD17), _dry(_MOD17)),
        defaults.MOD17,
        "published",
    ),
    Form(
        "vpm",
        msg("VPM: light use limited by temperature and leaf water"),
        _efficiency(1.9, _VPM),
        (_VPM_FPAR, _PAR, _VPM_TEMPERATURE, _VPM_WATER),
        defaults.VPM,
        "published",
    ),
    Form(
        "l4c_like",
        msg("Like SMAP L4C: light use limited by cold nights, dry air, soil moisture and frost"),
        _efficiency(1.17, _L4C),
        (_FPAR, _PAR, _cold(_L4C), _dry(_L4C), _ROOT_MOISTURE, _L4C_THAW),
        defaults.L4C,
        "published",
    ),
    Form(
        "gr",
        msg("Greenness and radiation: EVI x PAR"),
        Parameter("m", 2.0, 0.02, 50.0, "g C MJ-1", "fitted", _GR),
        (_EVI, _PAR),
        defaults.NONE,
    ),
    Form(
        "nirv_par",
        msg("Near-infrared reflectance of vegetation x PAR"),
        Parameter("m", 4.0, 0.02, 100.0, "g C MJ-1", "fitted", _NIRV),
        (_NIRV_TERM, _PAR),
        defaults.NONE,
    ),
)
"""The conventional models but TG, which shares its terms with the boreal forms."""
