"""Schemas for the editor in which records are written: what a field means, and which ids exist."""

from ropa.editor.schemas import editor_schemas, write_editor_schemas

__all__ = ["editor_schemas", "write_editor_schemas"]
