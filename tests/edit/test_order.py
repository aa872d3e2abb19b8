"""Fields move to the order of the schema with their comments, or the file is left as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.edit import apply_edits, order_fields
from ropa.schema import fields_of
from ropa.text import Source
from ropa.yamlio import load

from ..register.fictional import FILES

ACTIVITY = fields_of("activity")


def ordered(text: str, pointer: str = "") -> str | None:
    owner = ACTIVITY.fields["data"].items if pointer else ACTIVITY
    assert owner is not None
    source = Source("a.yaml", text)
    edit = order_fields(source, pointer, owner)
    return apply_edits(text, [edit]) if edit else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("role: c\nid: a\n", "id: a\nrole: c\n"),
        ("id: a\nrecord: draft  # r\n\n# org\n# two\norganisation: x\n  # in\nrole: c\n",
         "id: a\n\n# org\n# two\norganisation: x\n  # in\nrole: c\nrecord: draft  # r\n"),
        ("id: a\r\nrecord: draft\r\nrole: c", "id: a\r\nrole: c\r\nrecord: draft"),
        ("# file\n\nrole: c\nid: a\n", "# file\n\nid: a\nrole: c\n"),
        ("id: a\nrecord: draft\ntitle:\n  da: |+\n    A\n\n# end\n", "id: a\ntitle:\n  da: |+\n    A\n\nrecord: draft\n# end\n"),
        ("{role: c, id: a , record: draft}\n", "{id: a, role: c , record: draft}\n"),
        ("{role: c,\n  id: a}\n", "{id: a,\n  role: c}\n"),
    ],
)
def test_comments_and_blank_lines_travel_with_their_field(before: str, after: str) -> None:
    assert ordered(before) == after


def test_the_first_field_of_an_item_keeps_the_hyphen() -> None:
    before = "data:\n  # the row\n  - label: {da: A}\n    # why\n    systems: [x]\n    id: a\n  - id: b\n"

    assert ordered(before, "/data/0") == "data:\n  # the row\n  - id: a\n    label: {da: A}\n    # why\n    systems: [x]\n  - id: b\n"


@pytest.mark.parametrize(
    "before",
    ["# about all?\nrole: c\nid: a\n", "role: c\n\nid: a\n", "role: c\n# about id\nid: a\n", "{role: c, # c\n id: a}\n",
     "id: a\nrecord: draft\nrole: |\n  c"],
)
def test_a_file_is_left_where_it_is_unclear_what_belongs_together(before: str) -> None:
    assert ordered(before) is None


@settings(max_examples=100)
@given(st.sampled_from(sorted(file for file in FILES.contents if file.startswith("activities/"))), st.data())
def test_shuffled_fields_come_back_in_order_and_nothing_is_lost(file: str, data: st.DataObject) -> None:
    head, *rest = [block for block in _top_level(FILES.contents[file].decode())]
    shuffled = "".join([head, *data.draw(st.permutations([f"# {number}\n{block}" for number, block in enumerate(rest)]))])
    after = ordered(shuffled) or shuffled

    assert sorted(after.splitlines()) == sorted(shuffled.splitlines())
    value = load(Source(file, after)).value
    assert isinstance(value, dict) and value == load(Source(file, shuffled)).value
    assert list(value) == [name for name in ACTIVITY.fields if name in value]
    assert all(f"# {number}\n{block}" in after for number, block in enumerate(rest))


def _top_level(text: str) -> list[str]:
    """The fields of a file that has no comments, each with its line break."""
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0] in " \n#-":
            blocks[-1] += line
        else:
            blocks.append(line)
    return blocks
