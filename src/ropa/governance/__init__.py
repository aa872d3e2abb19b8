"""Who has answered for a record and when: confirmations, reviews, and the evidence of both."""

from ropa.governance.confirmation import digest_of, is_changed
from ropa.governance.evidence import Act, evidence_file
from ropa.governance.gate import gated, obstacles
from ropa.governance.reviews import Due, find_due, review_fields

__all__ = ["Act", "Due", "digest_of", "evidence_file", "find_due", "gated", "is_changed", "obstacles", "review_fields"]
