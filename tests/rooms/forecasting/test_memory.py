"""What one process learnt another recalls: the same forecast without learning it again, and nothing of another forecaster."""

import json

import numpy as np
import pytest
from tests.rooms.forecasting.made_up_series import demand, series

from sherwood.forecasting import STEPS, calibrated, forecast, libraries, memory, usual
from sherwood.forecasting.remembered import Remembered

MEMORIES = {"sizes": (usual, "LEARNT"), "fits": (libraries, "FITTED"), "seasons": (calibrated, "FITTED")}


@pytest.fixture
def forgetful(monkeypatch):
    """Begin with an empty memory, as a new process does; called again, forget everything."""

    def forget():
        fresh = {}
        for name, (module, attribute) in MEMORIES.items():
            old = getattr(module, attribute)
            fresh[name] = Remembered(2048, old._written, old._read)
            monkeypatch.setattr(module, attribute, fresh[name])
        monkeypatch.setattr(memory, "_MEMORIES", fresh)

    forget()
    return forget


@pytest.mark.parametrize(("letter", "steps"), [("W", 60), ("D", 150)])
def test_what_is_recalled_gives_the_same_forecast_to_the_digit_and_is_not_learnt_again(forgetful, letter, steps):
    one = series(letter, demand(letter, steps, seed=4))
    first = forecast(one, STEPS[letter], 3).quantiles
    learnt, text = memory.worked_out(), memory.told()
    forgetful()
    memory.recall(text)
    again = forecast(one, STEPS[letter], 3).quantiles
    assert np.array_equal(again, first)
    assert learnt > 0
    assert memory.worked_out() == 0


def test_a_model_that_had_nothing_to_say_is_remembered_too(forgetful):
    forecast(series("W", np.full(6, 5.0)), STEPS["W"], 2)
    few = series("W", demand("W", 20, seed=1))
    forecast(few, STEPS["W"], 2)
    learnt, text = memory.worked_out(), memory.told()
    forgetful()
    memory.recall(text)
    forecast(few, STEPS["W"], 2)
    assert learnt > memory.worked_out() == 0


def test_what_another_forecaster_worked_out_is_left(forgetful):
    forecast(series("W", demand("W", 30, seed=2)), STEPS["W"], 2)
    told = json.loads(memory.told())
    forgetful()
    memory.recall(json.dumps(told | {"made_by": "an older one"}))
    assert all(not each.told(9) for each in memory._MEMORIES.values())
