"""What reading a register tells, as text that a person can read and a test can compare."""

from collections.abc import Iterator

from ropa.findings import Finding, Span
from ropa.register import Register


def told(register: Register) -> str:
    """Every finding in both languages, then what was read and what was not."""
    lines = [line for finding in register.findings for line in _finding(finding)]
    return "\n".join([*lines, *_read(register)]) + "\n"


def places(register: Register) -> list[tuple[str, str, int, int]]:
    """File, code, line and column of every finding."""
    return [(f.span.file, f.code, f.span.line, f.span.column) for f in register.findings]


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{_place(finding.span)} {finding.severity} {finding.code} {finding.name}"
    hint = finding.hint
    yield f"  {finding.message.da}" + (f"; {hint.da}" if hint else "")
    yield f"  {finding.message.en}" + (f"; {hint.en}" if hint else "")
    for related in finding.related:
        yield f"  {_place(related.span)} {related.message.da}"
    yield ""


def _place(span: Span) -> str:
    end = f"{span.end_column}" if span.end_line == span.line else f"{span.end_line}:{span.end_column}"
    return f"{span.file}:{span.line}:{span.column}-{end}"


def _read(register: Register) -> Iterator[str]:
    yield "read"
    yield from (f"  {entry.kind} {entry.key}" for entry in register.all())
    if register.broken:
        yield "not read"
        yield from (f"  {broken.kind} {broken.key} ({broken.file})" for broken in register.broken)
