"""Which rights a notice must tell of follows from the grounds of the activities it is about."""

from __future__ import annotations

from ropa.check import check
from ropa.rules import catalogue
from ropa.rules.rule import Example
from tests.register.fictional import TODAY

from .lay import laid

RULE = catalogue()["POL006"]
NOTICE = "documents/nordlys-privacy.yaml"
WITHDRAWAL = "/claims/8"


def told_of(ground: str) -> list[str]:
    """What POL006 says when the notice leaves withdrawal out and a row has this ground."""
    row = f"""
        data:
          - id: owners
            label: {{da: Ejerandele}}
            data_subjects: [beneficial-owner]
            categories: [ownership]
            class_here: special
            sources: [{{type: public_register, party: company-register}}]
            grounds: [{{purpose: know-client, legal_basis: aml-duty{ground}}}]
            systems: [client-files]
            retention: [{{schedule: five-years-client}}]
        """
    also = {"activities/nordlys-regnskab/client-identity-check.yaml": row}
    register = laid(RULE, Example("{}", file=NOTICE, without=(WITHDRAWAL,), also=also))
    return [f.message.en.rpartition("right to ")[2] for f in check(register, TODAY) if f.code == RULE.code and f.span.file == NOTICE]


def test_explicit_consent_to_special_data_can_be_withdrawn_too() -> None:
    assert told_of("") == []
    assert told_of(", article_9: 9.2.b") == []
    assert told_of(", article_9: 9.2.a") == ["withdrawal of consent"]
