"""Bytes become text or findings, and indexes into the text become lines and columns."""

from hypothesis import given
from hypothesis import strategies as st

from ropa.findings import Span
from ropa.text import MAX_BYTES, Decoded, Source, decode


def codes(decoded: Decoded) -> list[str]:
    return [finding.code for finding in decoded.findings]


def text_of(decoded: Decoded) -> str | None:
    return decoded.source.text if decoded.source else None


def test_reads_utf_8():
    decoded = decode("a.yaml", "id: køreseddel 🚗\n".encode())

    assert decoded == Decoded(Source("a.yaml", "id: køreseddel 🚗\n"), ())


def test_reports_utf_16_with_a_mark():
    decoded = decode("a.yaml", "id: a\n".encode("utf-16"))

    assert decoded.source is None
    assert [finding.message.da for finding in decoded.findings] == ["filen er gemt som UTF-16, ikke som UTF-8"]


def test_reports_utf_16_without_a_mark_in_either_byte_order():
    found = [codes(decode("a.yaml", "id: åben\n".encode(name))) for name in ("utf-16-le", "utf-16-be")]

    assert found == [["FIL002"], ["FIL002"]]


def test_many_nul_characters_alone_are_no_utf_16():
    assert codes(decode("a.yaml", b"\0\0ab" * 10)) == ["FIL005"]


def test_reports_utf_32_with_and_without_a_mark():
    found = [decode("a.yaml", "id: a\n".encode(name)).findings[0].message.en for name in ("utf-32", "utf-32-be")]

    assert found == ["the file is saved as UTF-32, not as UTF-8"] * 2


def test_guesses_the_letter_of_a_file_saved_as_latin_1():
    finding = decode("a.yaml", "id: a\ntitle: 🚗 på æren\n".encode().replace("å".encode(), b"\xe5")).findings[0]

    assert (finding.span, finding.message.da) == (Span("a.yaml", 2, 11, 2, 12), "byten 0xE5 er ikke UTF-8")
    assert "`å`" in finding.hint.da


def test_guesses_no_letter_where_windows_1252_has_none():
    finding = decode("a.yaml", b"id: \x81\n").findings[0]

    assert finding.hint.en == "save the file as UTF-8"


def test_gives_no_text_for_bytes_that_are_not_utf_8():
    assert decode("a.yaml", b"id: \xe6\n").source is None


def test_reports_a_character_cut_off_at_the_end():
    finding = decode("a.yaml", "id: å".encode()[:-1]).findings[0]

    assert (finding.code, finding.span.column) == ("FIL003", 5)


def test_warns_about_a_byte_order_mark_and_reads_on_without_it():
    decoded = decode("a.yaml", "\ufeffid: a\n".encode())

    assert (text_of(decoded), [(f.code, f.severity) for f in decoded.findings]) == ("id: a\n", [("FIL004", "warning")])


def test_reports_the_first_control_character_of_each_line():
    decoded = decode("a.yaml", b"id: a\x00\x07\nb: \x1b[31m\nc: 1\n")

    found = [(finding.span.line, finding.span.column, finding.message.en[24:30]) for finding in decoded.findings]

    assert found == [(1, 6, "U+0000"), (2, 4, "U+001B")]


def test_reads_on_with_a_visible_character_for_each_control_character():
    assert text_of(decode("a.yaml", b"a: \x1b[31m\n")) == "a: \ufffd[31m\n"


def test_reports_line_breaks_that_editors_count_differently():
    decoded = decode("a.yaml", "a: b\u2028c\u0085d\n".encode())

    assert (codes(decoded), text_of(decoded)) == (["FIL005"], "a: b\ufffdc\ufffdd\n")


def test_reports_a_limited_number_of_control_characters():
    assert len(decode("a.yaml", b"\x01\n" * 1000).findings) == 100


def test_accepts_a_file_of_the_largest_size_and_no_larger():
    found = [codes(decode("a.yaml", b"#" * size)) for size in (MAX_BYTES, MAX_BYTES + 1)]

    assert found == [[], ["FIL001"]]


def test_does_not_look_into_a_file_that_is_too_large():
    decoded = decode("a.yaml", b"\xff\xfe" * MAX_BYTES)

    assert (decoded.source, codes(decoded)) == (None, ["FIL001"])


def test_counts_columns_in_characters_not_bytes():
    source = Source("a.yaml", "æøå🚗: x\r\nb: y\rc: z\n")

    places = [source.span(source.text.index(letter), source.text.index(letter) + 1) for letter in "xyz"]

    assert [(span.line, span.column, span.end_column) for span in places] == [(1, 7, 8), (2, 4, 5), (3, 4, 5)]


def test_gives_a_line_without_its_line_break():
    source = Source("a.yaml", "a: 1\r\nb: 2\n")

    assert [source.line_text(line) for line in range(5)] == ["", "a: 1", "b: 2", "", ""]


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_text_or_a_finding(data: bytes):
    decoded = decode("a.yaml", data)

    assert decoded.source or decoded.findings


@given(st.text(max_size=60), st.data())
def test_a_span_leads_back_to_its_characters(text: str, data: st.DataObject):
    source = Source("a.yaml", text)
    index = data.draw(st.integers(0, len(text)))

    span = source.span(index, index)

    assert source.line_text(span.line)[span.column - 1 :][:1] in (text[index : index + 1], "")
