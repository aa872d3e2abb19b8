"""Lifts a register from the schema version it follows to the one that this release reads."""

from ropa.migrate.run import Migration, migrate

__all__ = ["Migration", "migrate"]
