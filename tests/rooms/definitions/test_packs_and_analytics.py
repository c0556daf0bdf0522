"""Papers and uses of analytics as entries: a target says whose it is, and nothing names what is not there."""

import pytest
from pydantic import ValidationError

from sherwood.definitions.catalogue import load_catalogue
from sherwood.definitions.errors import CatalogueError
from sherwood.definitions.shapes.pack import Indicator


@pytest.mark.parametrize("more", [{"target": 90}, {"target_of": "local"}])
def test_target_and_whose_it_is_come_together(more):
    with pytest.raises(ValidationError, match="both target and target_of"):
        Indicator(measure="cla_open", **more)


@pytest.mark.parametrize(
    ("entry", "old", "new", "told"),
    [
        (
            "packs/committee",
            'measure = "cla_open", is_charted',
            'measure = "cla_opne", is_charted',
            "did you mean 'cla_open'",
        ),
        ("packs/committee", 'balance = "referrals_received"', 'balance = "refferals"', "unknown measure 'refferals'"),
        ("packs/committee", "committee = ", "comittee = ", "comittee"),
        ("analytics/demand_forecast", '"mash_log"', '"mash_lug"', "did you mean 'mash_log'"),
    ],
)
def test_a_slip_in_the_council_s_own_entry_is_named(tmp_path, entry, old, new, told):
    from importlib.resources import files

    shipped = (files("sherwood.catalogue") / f"{entry}.toml").read_text(encoding="utf-8")
    assert old in shipped
    own = tmp_path / f"{entry}.toml"
    own.parent.mkdir()
    own.write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_catalogue(tmp_path)


def test_every_indicator_s_published_figure_is_one_the_comparators_hold():
    import tomllib
    from importlib.resources import files

    held = tomllib.loads((files("sherwood.catalogue") / "life_courses" / "published_figures.toml").read_text("utf-8"))
    named = {each.published for theme in load_catalogue().pack("committee").themes for each in theme.indicators}
    assert named - {""} <= set(held["figure"])
