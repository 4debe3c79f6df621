"""The model of a run and its parameters per stratum, with the source of every value."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Optional

from ..language import Message, msg
from ..model import parameter_table
from ..model.forms import FORMS, Form, Parameter
from ..variables import UNIT_LABELS
from ..wording import Wording
from . import summary
from .html import Markup, element, fact_list, folded, join, paragraph, table
from .run import Run

_ROLES = {
    "fitted": msg("fitted"),
    "fixed": msg("fixed"),
    "selected": msg("fitted where that lowers the error on held-out data"),
}
_SYMBOLS = {  # of the equations of forms that a site can feed, with their units
    "EVI": (msg("greenness of the step"), "1"),
    "fPAR": (msg("share of light that is absorbed, 1.25 (EVI - 0.10)"), "1"),
    "TOA": (msg("potential radiation, at the top of the atmosphere"), "MJ m-2 d-1"),
    "PAR": (msg("light that plants can use, under a sky half clouded"), "MJ m-2 d-1"),
    "S": (msg("daytime surface temperature, smoothed with a memory of tau days"), "degC"),
    "LST": (msg("daytime surface temperature"), "degC"),
    "T": (msg("daytime surface temperature"), "degC"),
    "Tmin": (msg("night-time surface temperature; by day less 10 degrees where it is not known"), "degC"),
    "VPD": (msg("dryness of the air; 0 without meteorology"), "Pa"),
    "F": (msg("thawed share of the step"), "1"),
    "SM": (msg("soil moisture"), "m3 m-3"),
    "SMRZ": (msg("soil moisture between its lowest and highest, rescaled as by L4C"), "%"),
    "LSWI": (msg("leaf water from shortwave infrared; the term is 1 where it is not known"), "1"),
    "LSWImax": (msg("its second highest snow-free value"), "1"),
}
_ORIGINS = {  # of parameters, beside publications
    "fits to boreal eddy-covariance towers": msg("fits to boreal eddy-covariance towers"),
    "start: a choice": msg("start: a choice"),
}
_ABOUT = ("code", "stratum", "parent", "class", "model", "source", "n_pixels")
_SHRUNK = "shrunk to "


def parameters(run: Run, say: Wording) -> Optional[Markup]:
    """Return the equation, the values per stratum with where they come from, and what each parameter means."""
    form = FORMS.get(run.record.get("request", {}).get("model", ""))
    parts = [
        _equation(form, say) if form else None,
        _values(run, say),
        _exactness(run, say),
        _notes(run, say),
        _meanings(form, say) if form else None,
    ]
    return join(*parts) if any(parts) else None


def _equation(form: Form, say: Wording) -> Markup:
    """Return the form's name, its equation, and what the symbols in it are that are no parameters."""
    own = {parameter.name for parameter in form.parameters}
    named = [name for name in dict.fromkeys(re.findall(r"[A-Za-z]\w*", form.equation)) if name in _SYMBOLS and name not in own]
    facts = [(name, _symbol(*_SYMBOLS[name], say)) for name in named]
    return join(paragraph(say(form.title)), paragraph(element("code", form.equation)), fact_list(facts))


def _symbol(meaning: Message, unit: str, say: Wording) -> str:
    """Return what a symbol stands for, with its unit where it has one."""
    label = UNIT_LABELS.get(unit, unit)
    return f"{say(meaning)}, {label}" if label else say(meaning)


def _values(run: Run, say: Wording) -> Optional[Markup]:
    """Return the values per stratum, those that strata borrow from included."""
    if not run.parameters:
        return None
    first = run.parameters[0]
    names = [column for column in first if column not in _ABOUT and not column.endswith(parameter_table.OF_SPREAD)]
    head = (say(msg("Stratum")), say(msg("Where the values come from")), say(msg("Reference pixels")), *names)
    rows = [
        (
            summary.stratum_title(row["stratum"], say, run.titles),
            _source(row, run, say),
            say.number(float(row.get("n_pixels") or "nan"), 1),
            *(_with_interval(row, name, say) for name in names),
        )
        for row in run.parameters
    ]
    words = msg("In brackets: 90 % intervals, from places and months of the reference drawn anew; none where a value was not fitted.")
    note = element("small", say(words), class_="unit") if any(f"{name}_low" in first for name in names) else None
    title = say(msg("Values by stratum: {n}", n=len(rows)))
    return folded(title, table(head, rows, numbers_from=2), note)


def _with_interval(row: Mapping[str, str], name: str, say: Wording) -> str:
    """Return a value with its 90 % interval where it has one."""
    value, low, high = (float(row.get(f"{name}{end}") or "nan") for end in ("", "_low", "_high"))
    text = say.number(value, 2)
    return text if math.isnan(low) else f"{text} ({say.number(low, 2)} \u2026 {say.number(high, 2)})"


def _exactness(run: Run, say: Wording) -> Optional[Markup]:
    """Return what the fit to mean drivers changes, and how noisy the reference is."""
    fit, noise = run.record.get("calibration", {}), run.record.get("reference", {}).get("noise", {})
    words = []
    if fit.get("aggregation_rmse") is not None and fit.get("rmse") is not None:
        words.append(
            msg(
                "The model was fitted to drivers averaged over each stratum in a reference pixel. That changes the GPP of a pixel by "
                "{change} {unit} (RMS); the misfit to the reference is {misfit} {unit}.",
                change=say.number(fit["aggregation_rmse"], 3),
                misfit=say.number(fit["rmse"], 3),
                unit=UNIT_LABELS["g C m-2 d-1"],
            )
        )
    if noise.get("floor"):
        words.append(
            msg(
                "Neighbours of the reference differ by noise of {floor} {unit} and {share} % of GPP, which intervals of GPP leave out.",
                floor=say.number(noise["floor"], 2),
                unit=UNIT_LABELS["g C m-2 d-1"],
                share=say.number(100 * noise["share"], 1),
            )
        )
    return paragraph(" ".join(say(sentence) for sentence in words), class_="note") if words else None


def _notes(run: Run, say: Wording) -> Optional[Markup]:
    """Return what the calibration says of itself."""
    notes = run.record.get("calibration", {}).get("notes", ())
    if not notes:
        return None
    title = say(msg("What the calibration notes: {n}", n=len(notes)))
    return folded(title, element("ul", *(element("li", say.stored(note)) for note in notes), class_="note"))


def _source(row: Mapping[str, str], run: Run, say: Wording) -> str:
    """Return where a stratum's values come from, in words."""
    source = row.get("source", "")
    if source.startswith(_SHRUNK):
        return say(msg("little reference: drawn towards {parent}", parent=summary.stratum_title(source[len(_SHRUNK) :], say, run.titles)))
    known = {"fitted": msg("fitted to the reference"), "default": msg("default of the class {name}", name=row.get("class", ""))}
    return say(known[source]) if source in known else source


def _how(form: Form, parameter: Parameter, say: Wording) -> Message:
    """Return how the value of a parameter is set."""
    if parameter.name not in form.profile:
        return _ROLES[parameter.role]
    values = "; ".join(say.number(value, 2) for value in form.profile[parameter.name])
    return msg("one for all strata, that of these which fits best: {values}", values=values)


def _meanings(form: Form, say: Wording) -> Markup:
    """Return unit, role, bounds and source of every parameter of the form."""
    term_of = {parameter.name: term for term in form.terms for parameter in term.parameters}
    head = [
        msg("Parameter"),
        msg("Part of the model"),
        msg("How it is set"),
        msg("Where bounds and start come from"),
        msg("Bounds"),
        msg("Unit"),
    ]
    rows = [
        (
            parameter.name,
            say(term_of[parameter.name].title) if parameter.name in term_of else say(msg("Scale")),
            say(_how(form, parameter, say)),
            "; ".join(say(_ORIGINS[part]) if part in _ORIGINS else part for part in parameter.source.split("; ")),
            f"{say.number(parameter.lower, 1)} \u2026 {say.number(parameter.upper, 1)}",
            UNIT_LABELS.get(parameter.unit, parameter.unit),
        )
        for parameter in form.parameters
    ]
    return folded(say(msg("What the parameters mean")), table(tuple(map(say, head)), rows, numbers_from=4))
