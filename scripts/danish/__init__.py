"""Danish as the product writes it: spelling, one term for each concept, and sentences that stand in a policy too.

Called by `scripts/spelling.py`, `scripts/copied.py` and the tests. Needs what `make test` installs; nothing of it reaches
the site.
"""
