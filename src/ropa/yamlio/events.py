"""Turns YAML text into the parser's events, with the C parser where PyYAML has it and the Python one elsewhere.

Called by `load`, `locate` and `syntax`. The events are a flat stream: nothing is built, no alias is followed and no
depth of nesting can exhaust the stack. Raises `yaml.YAMLError` where the text stops being YAML.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

Event = yaml.events.Event

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_events(text: str) -> Iterator[Event]:
    """The events of the text, one at a time."""
    return iter(_LOADER(text).get_event, None)
