"""The table of countries that the GDPR holds in."""

from ropa.law.eea import is_third_country
from ropa.law.tables import table


def test_the_eea_is_27_member_states_and_three_efta_states() -> None:
    members, efta = ({*row["countries"]} for row in table("eea"))

    assert (len(members), sorted(efta)) == (27, ["IS", "LI", "NO"])
    assert not members & efta


def test_neighbours_outside_the_eea_are_third_countries() -> None:
    assert all(is_third_country(code) for code in ("GB", "CH", "FO", "GL", "US"))
    assert not any(is_third_country(code) for code in ("DK", "NO", "EU", "EEA"))
