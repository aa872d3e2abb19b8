"""The table of countries that the GDPR holds in."""

from datetime import date

from ropa.law.eea import EFTA_STATES, GROUPS, MEMBER_STATES, is_third_country


def test_every_group_says_its_source_and_when_it_was_checked() -> None:
    assert all(group.source and date(2018, 7, 20) < group.checked_on for group in GROUPS)


def test_the_eea_is_27_member_states_and_three_efta_states() -> None:
    assert (len(MEMBER_STATES.codes), sorted(EFTA_STATES.codes)) == (27, ["IS", "LI", "NO"])
    assert not MEMBER_STATES.codes & EFTA_STATES.codes


def test_neighbours_outside_the_eea_are_third_countries() -> None:
    assert all(is_third_country(code) for code in ("GB", "CH", "FO", "GL", "US"))
    assert not any(is_third_country(code) for code in ("DK", "NO", "EU", "EEA"))
