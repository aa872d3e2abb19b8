"""The linter: rules that know the law, what they find in a register, and what an organisation has accepted.

    Register + day -> lint -> Linted(findings, accepted)

Rules look at the content and never at draft or confirmed. Called by `ropa.check`; the catalogue is read by whoever
explains a rule.
"""

from ropa.rules.catalogue import catalogue
from ropa.rules.choice import PERSONAS, Choice, FailOn, Persona, choose, configured, fails
from ropa.rules.deviations import Accepted
from ropa.rules.lint import Linted, lint
from ropa.rules.memory import RuleMemory
from ropa.rules.rule import Rule

__all__ = [
    "PERSONAS",
    "Accepted",
    "Choice",
    "FailOn",
    "Linted",
    "Persona",
    "Rule",
    "RuleMemory",
    "catalogue",
    "choose",
    "configured",
    "fails",
    "lint",
]
