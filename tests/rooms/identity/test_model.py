from scripts.linkage_levels import SETTINGS

from sherwood.identity.packaged import model, short_names, weights


def conditions(settings):
    return [
        (each["output_column_name"], [level["sql_condition"] for level in each["comparison_levels"]])
        for each in settings["comparisons"]
    ]


def test_the_shipped_model_compares_what_the_levels_say():
    assert conditions(model()) == conditions(SETTINGS)
    shipped = [rule["blocking_rule"] for rule in model()["blocking_rules_to_generate_predictions"]]
    assert shipped == [rule["blocking_rule"] for rule in SETTINGS["blocking_rules_to_generate_predictions"]]


def test_every_level_of_the_shipped_model_has_been_taught():
    for comparison in model()["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                assert 0 < level["m_probability"] <= 1, (comparison["output_column_name"], level)
                assert 0 < level["u_probability"] <= 1, (comparison["output_column_name"], level)


def test_no_disagreement_decides_by_itself():
    for comparison in model()["comparisons"]:
        assert min(level.get("m_probability", 1) for level in comparison["comparison_levels"]) >= 0.002


def test_every_comparison_has_its_weight():
    assert weights() == tuple(f"mw_{each['output_column_name']}" for each in SETTINGS["comparisons"])


def test_a_short_form_stands_for_one_name_that_is_no_short_form():
    names = short_names()
    assert names["BILL"] == "WILLIAM"
    assert not set(names.values()) & set(names)
