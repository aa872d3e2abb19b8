"""What a reader can tap: telephone numbers and e-mail addresses, and nothing that opens anything else."""

from __future__ import annotations

import pytest

from ropa.site.markup import write_address
from ropa.site.urls import address_href


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("57 61 12 04", "tel:57611204"),
        ("(+45) 70 70 75 76", "tel:+4570707576"),
        ("+45 7020 5636", "tel:+4570205636"),
        ("112", "tel:112"),
        ("info@firma.example", "mailto:info@firma.example"),
        ("a?cc=b&body=c@firma.example", "mailto:a%3Fcc%3Db%26body%3Dc@firma.example"),
    ],
)
def test_opens_the_telephone_or_the_mail(text: str, href: str) -> None:
    assert address_href(text) == href


@pytest.mark.parametrize("text", ["", "12", "+", "spørg i butikken", "javascript:alert(1)", "57 61 12 04;ext=1", "57 61 12 04 eller 57 61 12 05", "+45 (0) 70 70", "٠١٢٣٤", "1" * 17, "a b@firma.example", "57\n61"])
def test_what_is_neither_stays_text(text: str) -> None:
    assert address_href(text) == "" and "<a" not in write_address(text)


def test_an_address_is_escaped_in_link_and_text() -> None:
    assert write_address("a&b@firma.example") == '<a class="ropa-email" href="mailto:a%26b@firma.example">a&amp;b@firma.example</a>'
