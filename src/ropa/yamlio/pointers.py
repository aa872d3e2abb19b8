"""Builds JSON pointers (RFC 6901) token by token. Called by `load` and `locate`."""

from __future__ import annotations


def child(pointer: str, token: str | int) -> str:
    """The pointer of a field or list item inside the value at `pointer`."""
    if isinstance(token, str) and ("~" in token or "/" in token):
        token = token.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{token}"


def parent(pointer: str) -> str:
    """The pointer of the value that holds the one at `pointer`; "" for the outermost."""
    return pointer.rpartition("/")[0]
