"""The command `ropa`: reads the arguments, the files and the clock, calls the pure parts, prints, and sets the exit code.

Exit 0: nothing wrong. 1: findings that stop. 2: wrong use, or nothing found. 3: a fault in ropa itself.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn, cast

import click

from ropa import __version__
from ropa.cli.check import check_command
from ropa.cli.confirm import confirm_command
from ropa.cli.console import EXIT_OUR_FAULT, EXIT_WRONG_USE, fail
from ropa.cli.graph import graph_command
from ropa.cli.init import init_command
from ropa.cli.migrate import migrate_command
from ropa.cli.pages import pages_command
from ropa.cli.review import review_command
from ropa.cli.rules import rule_command, rules_command
from ropa.cli.schema import schema_command
from ropa.cli.site import serve_command, site_command
from ropa.cli.window import window_command
from ropa.findings import Language, RopaError

RARELY = (200_000, 50, 100)
"""A register is millions of objects that live until the end: looking through them for garbage took a sixth of the time."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ropa")
def ropa() -> None:
    """The record of processing activities (GDPR Art. 30) as files that are checked, linked and shown."""


for command in (
    check_command,
    site_command,
    serve_command,
    pages_command,
    rule_command,
    rules_command,
    graph_command,
    window_command,
    confirm_command,
    review_command,
    init_command,
    migrate_command,
    schema_command,
):
    ropa.add_command(command)


def main() -> None:
    """Runs `ropa` and ends the process with its exit code; no traceback reaches the user."""
    gc.set_threshold(*RARELY)
    try:
        ropa.main(standalone_mode=False)
        end(0)
    except SystemExit as done:
        end(cast(int, done.code))
    except click.exceptions.Exit as done:
        end(done.exit_code)
    except click.Abort:
        end(EXIT_WRONG_USE)
    except click.ClickException as error:
        error.show()
        end(EXIT_WRONG_USE)
    except RopaError as error:
        fail(error.message, asked_language(sys.argv[1:]))
        end(EXIT_WRONG_USE)
    except BrokenPipeError:
        end(EXIT_WRONG_USE)
    except Exception as error:
        fail_with_report(error)
        end(EXIT_OUR_FAULT)


def end(code: int) -> NoReturn:
    """Ends the process there and then: a large register would be taken apart for a second, object by object, for nothing."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = EXIT_WRONG_USE
    os._exit(code)


def asked_language(arguments: Sequence[str]) -> Language | None:
    """The language that `--lang` names, for messages that come before the register's own is known."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if asked in ("da", "en") and word.startswith("--lang"):
            return cast(Language, asked)
    return None


def fail_with_report(error: Exception) -> None:
    """Says that ropa itself is at fault, and where in its code, in two lines."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else "?"
    click.echo(f"ropa: en fejl i ropa selv / a fault in ropa itself: {type(error).__name__}: {error} ({where})", err=True)
    click.echo("send linjen ovenfor og filen, du arbejdede med / report the line above and the file at hand", err=True)
