"""Changes to the text of a file at their place; what stands around them is not touched."""

from ropa.edit.edits import Edit, apply_edits, unified_diff
from ropa.edit.fields import set_fields
from ropa.edit.file import edit_file
from ropa.edit.order import order_fields
from ropa.edit.values import rename_key, replace_value, rewrite_value, surround_value, written_value
from ropa.edit.write import write_file

__all__ = [
    "Edit", "apply_edits", "edit_file", "order_fields", "rename_key", "replace_value", "rewrite_value", "set_fields",
    "surround_value", "unified_diff", "write_file", "written_value",
]
