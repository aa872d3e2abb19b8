"""The contract: JSON Schemas with annotations, the fields they list, and what a record that breaks them is told."""

from ropa.schema.contract import SCHEMA_VERSION, Schema, schema_for, schemas
from ropa.schema.fields import Field, branches_to, fields_of
from ropa.schema.validate import Violation, validate

__all__ = [
    "SCHEMA_VERSION", "Field", "Schema", "Violation", "branches_to", "fields_of", "schema_for", "schemas", "validate",
]
