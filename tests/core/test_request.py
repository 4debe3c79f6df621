"""The request and its messages survive saving and refuse what no run can serve."""

import json

import pytest

from boreal_gpp_plugin.core.errors import InputError
from boreal_gpp_plugin.core.language import Message, msg
from boreal_gpp_plugin.core.request import RunRequest


def test_a_request_survives_json():
    request = RunRequest("in", "out", extent=(1.0, 2.0, 3.0, 4.0), start="2021-01-01", zones="z.gpkg|layername=a")
    assert RunRequest.from_dict(json.loads(json.dumps(request.to_dict()))) == request


@pytest.mark.parametrize(
    "wrong",
    [
        {"resolution": 0},
        {"step_days": 0},
        {"step_days": 93},
        {"reference": "guess"},
        {"reference": "vpm,auto"},
        {"reference": "vpm:0"},
        {"reference": "vpm:much"},
        {"extent": (3.0, 0.0, 1.0, 1.0)},
        {"start": "June 2021"},
        {"start": "2021-02-01", "end": "2021-01-01"},
    ],
)
def test_a_request_that_no_run_can_serve_is_refused_with_the_fix(wrong):
    with pytest.raises(InputError) as error:
        RunRequest("in", "out", **wrong)
    assert error.value.fix is not None


def test_results_are_not_written_among_the_inputs():
    with pytest.raises(InputError, match="given for the inputs and for the results"):
        RunRequest("site", "site/")
    RunRequest("site", "site/run")


def test_a_message_keeps_its_values_through_json():
    message = msg("{count} files of {title}", count=2, title=msg("MOD17"))
    again = Message.from_dict(json.loads(json.dumps(message.to_dict())))
    assert str(again) == "2 files of MOD17"


def test_a_text_without_values_may_hold_braces():
    assert str(msg("a {b}")) == "a {b}"
