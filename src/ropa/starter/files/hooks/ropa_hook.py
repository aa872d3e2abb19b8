"""MkDocs' way into the site: passes the events on to `ropa.site.mkdocs_adapter`."""

from ropa.site.mkdocs_adapter import on_config, on_files, on_page_context, on_page_markdown

__all__ = ["on_config", "on_files", "on_page_context", "on_page_markdown"]
