"""Turns findings, and the deviations that set some aside, into text for a reader or a machine, one function a format.

Called by `ropa.cli`. Each function takes the findings, the language and the `prefix` that leads from where the reader
stands to the register's folder, and all but `github` the `decisions`: the deviations, None when they are not to be told.
None of them words a finding, writes a file or asks the clock.
"""

from ropa.report.decisions import Decision, decisions_in
from ropa.report.github_report import github
from ropa.report.json_report import json
from ropa.report.junit_report import junit
from ropa.report.markdown_report import markdown
from ropa.report.sarif_report import sarif
from ropa.report.terminal_report import terminal

__all__ = ["Decision", "decisions_in", "github", "json", "junit", "markdown", "sarif", "terminal"]
