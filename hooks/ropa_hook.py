"""MkDocs' way into the site: passes on every event that `ropa.site.mkdocs_adapter` names, also those of a later release."""

from ropa.site.mkdocs_adapter import *  # noqa: F403
