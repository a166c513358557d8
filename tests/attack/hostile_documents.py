"""Hostile documents by name, made when they are asked for: PDF by hand, HTML and text."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence

from tests.plugins.evidence.documents.making import PARAGRAPHS, file_of, pdf_of, stream_of

__all__ = ["HEAVY", "LIGHT", "SNIPPETS", "TEXT", "page_with", "pdf_objects"]

TEXT = "The councils met four times in the spring, and nothing was decided by them."
"""What most of them say."""

_CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s >>"
_ONE = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Resources << /Font << /F1 3 0 R >> %s >> /Contents %s %s >>"
_SHOWN = f"BT /F1 11 Tf 72 700 Td ({TEXT}) Tj ET".encode()
_BOX = b"[0 0 595 842]"

Made = Callable[[], bytes]


def pdf_objects(
    shown: bytes = _SHOWN, *more: bytes, pages: bytes = _ONE, catalog: bytes = b"", font: bytes = b"", **page: bytes
) -> list[bytes]:
    """The objects of a PDF with one page, of which any can be another."""
    stream = shown if shown.startswith(b"<<") else stream_of(shown, packed=True)
    whole = _PAGE % (
        page.get("box", _BOX),
        page.get("resources", b""),
        page.get("contents", b"5 0 R"),
        page.get("more", b""),
    )
    return [_CATALOG % catalog, pages, _FONT % font, whole, stream, *more]


def _pdf(*given: bytes, **more: bytes) -> bytes:
    return file_of(pdf_objects(*given, **more))


def _stream(content: bytes, words: bytes) -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), words) + content + b"\nendstream"


def _nested(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return _stream(content, b"/Filter [" + b"/FlateDecode " * times + b"]")


def _in_streams(*, blank: int = 0, words: bytes = b"", size: int = 8) -> bytes:
    """A PDF with its objects in one stream of objects (but for what is shown, since no stream can be in one), *blank* spaces
    after them, and a stream of references."""
    *objects, shown = pdf_objects()
    heads, body = list[str](), b""
    for number, content in enumerate(objects, 1):
        heads.append(f"{number} {len(body)}")
        body += content + b" "
    head = " ".join(heads).encode() + b" "
    kept = zlib.compress(head + body + b" " * blank, 9)
    what = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode %s" % (len(objects), len(head), words)
    out, places = b"%PDF-1.7\n", list[int]()
    for number, content in ((5, shown), (6, _stream(kept, what))):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    rows = b"\0" * 6 + b"".join(b"\2\0\0\0\6" + bytes([place]) for place in range(len(objects)))
    rows += b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in (*places, len(out)))
    stream = _stream(rows, b"/Type /XRef /W [1 4 1] /Size %d /Root 1 0 R" % size)
    return out + b"7 0 obj\n" + stream + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out)


def _maps(*lines: str) -> tuple[bytes, bytes]:
    """The words of a font with a table of what its letters stand for, and the stream of that table."""
    own = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        + "\n".join(lines)
    )
    return b"/ToUnicode 6 0 R", stream_of(f"{own}\nendcmap".encode())


def _mapped(*lines: str) -> bytes:
    font, table = _maps(*lines)
    return _pdf(_SHOWN, table, font=font)


def _laughing() -> bytes:
    """Forms of which each shows the next ten times."""
    forms = [
        _stream(
            b"/X Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (7 + place),
        )
        for place in range(9)
    ]
    last = _stream(_SHOWN, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >>")
    return _pdf(b"/X Do", *forms, last, resources=b"/XObject << /X 6 0 R >>")


def _columns(rows: int = 12) -> bytes:
    sides = [
        (x, 700.0 - 14 * row, 11.0, f"a line of one of the columns, {row}")
        for row in range(rows)
        for x in (72.0, 312.0)
    ]
    return pdf_of([sides], packed=True)


_SIDES = b"BT " + b" ".join(
    b"/F1 11 Tf 1 0 0 1 %d %d Tm (a line of one of the columns, %d) Tj" % (x, 700 - 14 * row, row)
    for row in range(12)
    for x in (72, 312)
) + b" ET"  # fmt: skip


def _blank_pages(shown: Sequence[bytes], blank: int) -> bytes:
    """Pages, each with so many spaces after what it shows."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(len(shown)))
    objects = [_CATALOG % b"", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(shown)), _FONT % b""]
    for place, own in enumerate(shown):
        objects += [_PAGE % (_BOX, b"", b"%d 0 R" % (5 + 2 * place), b""), stream_of(own + b" " * blank, packed=True)]
    return file_of(objects)


def _act(action: str) -> bytes:
    return _pdf(
        catalog=f"/OpenAction {action} /AA << /WC {action} >> /Names << /JavaScript << /Names [(a) {action}] >> >>".encode()
    )


_PDF_LIGHT: Mapping[str, Made] = {
    "a circle of pages": lambda: _pdf(pages=b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"),
    "its own parent": lambda: _pdf(pages=b"<< /Type /Pages /Parent 2 0 R /Kids [4 0 R] /Count 1 >>"),
    "two billion pages": lambda: _pdf(pages=b"<< /Type /Pages /Kids [4 0 R] /Count 2000000000 >>"),
    "pages that are no pages": lambda: _pdf(
        pages=b"<< /Type /Pages /Kids [1 0 R 3 0 R 5 0 R 99 0 R null 7] /Count 6 >>"
    ),
    "a form in itself": lambda: _pdf(
        b"/X Do " + _SHOWN,
        _stream(b"/X Do /Y Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 6 0 R /Y 6 0 R >> >>"),
        resources=b"/XObject << /X 6 0 R >>",
    ),
    "fifty filters": lambda: _pdf(_stream(_SHOWN, b"/Filter [" + b"/ASCIIHexDecode " * 50 + b"]")),
    "filters that are none": lambda: _pdf(_stream(_SHOWN, b"/Filter [/No /Crypt << >> 7] /DecodeParms [null 7 (a)]")),
    "predictors": lambda: _pdf(
        _stream(
            zlib.compress(_SHOWN),
            b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 /Colors 99 >>",
        )
    ),
    "runs of one letter": lambda: _pdf(
        _stream(b"\x81a" * 5_000 + b"\x80", b"/Filter [/RunLengthDecode /ASCII85Decode]")
    ),
    "codes of LZW": lambda: _pdf(_stream(b"\x80" * 3_000, b"/Filter /LZWDecode /DecodeParms << /EarlyChange 7 >>")),
    "a length that is not so": lambda: _pdf(b"<< /Length 99999999 >>\nstream\n" + _SHOWN + b"\nendstream"),
    "a length that is itself": lambda: _pdf(b"<< /Length 5 0 R >>\nstream\n" + _SHOWN + b"\nendstream"),
    "a length below nothing": lambda: _pdf(b"<< /Length -1 >>\nstream\n" + _SHOWN + b"\nendstream"),
    "objects in a stream": lambda: _in_streams(),
    "objects that extend themselves": lambda: _in_streams(words=b"/Extends 6 0 R"),
    "two billion references": lambda: _in_streams(size=2_000_000_000),
    "references in a circle": lambda: _pdf().replace(b"/Size 6", b"/Size 6 /Prev 9 /XRefStm 9", 1),
    "references to themselves": lambda: (whole := _pdf()).replace(
        b"/Size 6", b"/Prev %d /Size 6" % whole.rindex(b"xref\n0"), 1
    ),
    "a page of any size": lambda: _pdf(box=b"[-1e308 1e308 1e309 99999999999999999999]"),
    "a page of words": lambda: _pdf(box=b"[(a) /b null 4 0 R]", more=b"/Rotate 37 /UserUnit -1e99"),
    "encrypted": lambda: _pdf().replace(b"/Size 6", b"/Encrypt << /Filter /Standard /V 99 /R 99 /P -1 >> /Size 6"),
    "encrypted by itself": lambda: _pdf().replace(b"/Size 6", b"/Encrypt 4 0 R /ID [(a) 4 0 R] /Size 6"),
    "JavaScript": lambda: _act('<< /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1:9/"\\)) >>'),
    "a program to launch": lambda: _act("<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>"),
    "an address to open": lambda: _act("<< /S /URI /URI (http://127.0.0.1:9/) >>"),
    "another file": lambda: _act("<< /S /GoToR /F (../../../etc/passwd) /D [0 /Fit] >>"),
    "a form to send": lambda: _act("<< /S /SubmitForm /F << /FS /URL /F (http://127.0.0.1:9/) >> >>"),
    "an external stream": lambda: _pdf(_stream(b"", b"/F (/etc/passwd) /FFilter /FlateDecode")),
    "embedded files": lambda: _pdf(
        _SHOWN,
        _stream(b"MZ", b"/Type /EmbeddedFile"),
        catalog=b"/Names << /EmbeddedFiles << /Kids [1 0 R 1 0 R] /Names [(../x) << /F (../x) /EF << /F 6 0 R >> >>] >> >>",
    ),
    "letters that are others": lambda: _mapped("3 beginbfchar <54> <202E> <68> <001B> <65> <D800> endbfchar"),
    "letters that are orders": lambda: _mapped("1 beginbfrange <00> <ff> <0000> endbfrange"),
    "four billion letters": lambda: _mapped("1 beginbfrange <00000000> <ffffffff> <0000> endbfrange"),
    "a letter that is a book": lambda: _mapped(f"1 beginbfchar <54> <{'0041' * 50_000}> endbfchar"),
    "a font without letters": lambda: _pdf(
        font=b"/Encoding << /Differences [0 /a 5 0 R (a) -7 /b 1e9 /c] /BaseEncoding 3 0 R >>"
    ),
    "a font in itself": lambda: _pdf(
        font=b"/DescendantFonts [3 0 R] /FontDescriptor 3 0 R /Widths 3 0 R /FirstChar -9"
    ),
    "text that nobody sees": lambda: _pdf(
        b"BT 3 Tr 1 1 1 rg /F1 0.001 Tf 9e9 -9e9 Td (Hidden words.) Tj 0 Tr /F1 11 Tf 72 700 Td "
        + f"({TEXT}) Tj ET".encode()
    ),
    "text of no place": lambda: _pdf(
        b"BT /F1 1e38 Tf nan inf 1e309 -1e309 0 0 Tm (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET " + _SHOWN
    ),
    "turned words": lambda: _pdf(
        b"BT /F1 11 Tf 72 700 Td <FEFF202E0064006E0065> Tj (\\033[2J\\000\\177\\200\\237 words) Tj ET " + _SHOWN
    ),
    "an image that does not end": lambda: _pdf(_SHOWN + b" BI /W 99999 /H 99999 /BPC 8 ID " + b"\xff" * 5_000),
    "two columns": _columns,
    "titles that hide": lambda: _pdf(
        _SHOWN, b"<< /Title <FEFF202E001B005B00320009000A> /CreationDate (D:99999999) >>"
    ).replace(b"/Size 7", b"/Info 6 0 R /Size 7"),
    "cut short": lambda: _pdf()[:-60],
    "nothing": lambda: b"%PDF-1.7\n%%EOF",
    "noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100 + b"%%EOF",
    "a page of HTML": lambda: b"<html><p>" + TEXT.encode() + b"</p></html>",
    "two files": lambda: _pdf() + _pdf(),
}
_PDF_HEAVY: Mapping[str, Made] = {
    "one page many times": lambda: _pdf(pages=b"<< /Type /Pages /Kids [" + b"4 0 R " * 3_000 + b"] /Count 3000 >>"),
    "forms ten to the ninth": _laughing,
    "a stream of 210 MB": lambda: _pdf(b"(a) Tj " * 30_000_000),
    "packed twice": lambda: _pdf(_nested(b"0" * 10**8, 2)),
    "packed four times": lambda: _pdf(_nested(b"0" * 10**8, 4)),
    "objects of 300 MB": lambda: _in_streams(blank=300_000_000),
    "one stream a thousand times": lambda: _pdf(
        b"BT /F1 11 Tf 72 700 Td (a) Tj ET " + b" " * 10**6, contents=b"[" + b"5 0 R " * 1_000 + b"]"
    ),
    "pages of 25 MB": lambda: _blank_pages([_SHOWN] * 4, 25_000_000),
    "a page of 40 MB, read twice": lambda: _blank_pages([_SIDES], 40_000_000),
    "lists in lists": lambda: _pdf(b"BT " + b"[" * 200_000),
    "a list of a million": lambda: _pdf(b"BT /F1 11 Tf 72 700 Td [" + b"(a) -3 " * 300_000 + b"] TJ ET"),
    "mappings in mappings": lambda: _pdf(catalog=b"/X " + b"<< /A " * 50_000 + b">>" * 50_000),
    "a long name": lambda: _pdf(catalog=b"/" + b"a" * 5_000_000 + b" 1"),
    "words in columns without end": lambda: _columns(3_000),
}


def page_with(body: str, *, head: str = "", before: str = "<!DOCTYPE html>") -> bytes:
    """A page of HTML with something before its text."""
    own = "".join(f"<p>{words}</p>\n" for words in (TEXT, *PARAGRAPHS[1:4]))
    top = f"{before}<html><head><meta charset='utf-8'><title>A page</title>{head}</head>"
    page = f"{top}<body><article>{body}{own}</article></body></html>"
    return page.encode("utf-8", "surrogatepass")


_ENTITIES = "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
SNIPPETS = (
    "<script>fetch('http://127.0.0.1:9/')</script>",
    "<script src='http://127.0.0.1:9/a.js'></script>",
    "<style>p {display: none} @import 'http://127.0.0.1:9/a.css'</style>",
    "<p style='display:none;font-size:0'>Hidden words are here.</p>",
    "<link rel='stylesheet' href='file:///etc/passwd'><img src='http://127.0.0.1:9/a.png' onerror='alert(1)'>",
    "<iframe src='http://127.0.0.1:9/' srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data='file:///etc/passwd'></object><embed src='//127.0.0.1:9/a'><video src='http://127.0.0.1:9/'></video>",
    "<img src='data:image/png;base64," + "A" * 20_000 + "'>",
    "<a href='data:text/html,&lt;script&gt;'>a link</a><a href='javascript:alert(1)'>another</a>",
    "<svg onload='alert(1)'><text>In a picture.</text><foreignObject><p>And there.</p></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<!-- a <!-- b --> c --> <!--> <!---> <!- ->",
    "<![CDATA[ a ]]> <?php echo 1 ?> <!ELEMENT a ANY>",
    "<p>&#xD800;&#xDFFF;&#0;&#27;[2J&#x9B;31m&#146;&#x110000;&#xFFFE;&#x202E;&#8203;&#xE0041;</p>",
    "<p>\u202eswollof\u202c \u2066in\u2069 \u200b\u2028\u2029\ufeff\u3164 words of a line</p>",
    "<p dir='rtl'>ועידת השלום</p><bdo dir='rtl'>turned words</bdo>",
    "<p>\ud800 half of a letter</p>",
    "<p>\x1b[2J\x08\x7f\x85 words</p>",
    "<table>" + "<tr>" + "<td rowspan='99999999' colspan='99999999'>a" * 20 + "</table>",
    "<template><p>not yet</p></template><noscript><p>neither</p></noscript>",
    "<plaintext><p>on and on",
    "<textarea><p>a field",
    "<title>Second\n\u202etitle</title><h1>A\x0bheading\u200b</h1>",
    "<meta name='date' content='2024-02-30'><meta property='og:title' content='\u202e=cmd|1'>",
    "<script type='application/ld+json'>" + json.dumps([{"datePublished": ["2024-01-01"]}]) + "</script>",
    "<base href='http://127.0.0.1:9/'><meta http-equiv='refresh' content='0;url=http://127.0.0.1:9/'>",
    "<form action='http://127.0.0.1:9/' autofocus><input name='password'></form>",
    "<select><option><p>a<frameset><frame src='http://127.0.0.1:9/'>",
    "<p" + " a=b" * 3_000 + ">",
    "<div>" * 500,
    "</p></article></body></html>",
)
"""Pieces of pages that would like to run, to load, to hide or to tangle."""

_HTML_LIGHT: Mapping[str, Made] = {
    **{f"piece {place}": (lambda own=own: page_with(own)) for place, own in enumerate(SNIPPETS)},
    "entities of entities": lambda: page_with("<p>&i;</p>", before=f"<!DOCTYPE html [<!ENTITY a 'lol'>{_ENTITIES}]>"),
    "an entity in another file": lambda: page_with(
        "<p>&x;</p>", before="<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    ),
    "a wrong encoding": lambda: b"<meta charset=utf-7><p>+ADw-script+AD4- \xe9 words of a page</p>",
    "an encoding that is none": lambda: b"<meta charset=unicode_escape><p>caf\xe9 \\u202e words of a page</p>",
    "an encoding that is no text": lambda: b"<meta charset=zlib_codec><p>caf\xe9 words of a page</p>",
    "an encoding that turns letters": lambda: b"<meta charset=rot13><p>caf\xe9 words of a page</p>",
    "UTF-16 without a mark": lambda: page_with("").decode().encode("utf-16-le"),
    "UTF-16 that is cut": lambda: page_with("").decode().encode("utf-16")[:-1],
    "NUL": lambda: page_with("<p>one\0two</p>"),
    "nothing": lambda: b"<html></html>",
}  # fmt: skip
_HTML_HEAVY: Mapping[str, Made] = {
    "a hundred thousand elements, nested": lambda: page_with("<div>" * 100_000),
    "a hundred thousand lists, nested": lambda: page_with("<ul><li>a" * 50_000),
    "ten megabytes of one word": lambda: page_with("a" * 9_900_000),
    "scripts that do not end": lambda: page_with("<script " * 100_000),
    "comments that do not end": lambda: page_with("<!-- " * 100_000),
    "comments": lambda: page_with("<!-- <p>no</p> -->" * 20_000),
    "attributes": lambda: page_with("<p " + "a=b " * 100_000 + ">"),
    "a large table": lambda: page_with("<table>" + ("<tr>" + "<td>a" * 300) * 300 + "</table>"),
    "too many paragraphs": lambda: page_with("<p>Words.</p>" * 100_001),
    "openings": lambda: page_with("<" * 1_000_000),
    "references": lambda: page_with("&" * 1_000_000),
    "links": lambda: page_with("<a href='/'>a</a>" * 100_000),
    "spaces": lambda: page_with(" " * 5_000_000),
    "linked data, nested": lambda: page_with("<script type='application/ld+json'>" + "[" * 500_000 + "</script>"),
}

_TEXT_LIGHT: Mapping[str, Made] = {
    "order to a terminal": lambda: f"{TEXT}\n\x1b[2J\n{TEXT}\n".encode(),
    "older orders": lambda: f"{TEXT}\n\x9b31m\n{TEXT}\n".encode(),
    "turned": lambda: f"\u202eWho {TEXT}\u202c\n\u2066\u200b\u3164 should do it.\n\U000e0041{TEXT}\n".encode(),
    "half letters": lambda: b"\xed\xa0\x80 words\n",
    "separators": lambda: f"{TEXT}\u2028- a: b\u2029# c\x85d\x0be\x0cf\n".encode(),
    "YAML": lambda: f"--- !!python/object/apply:os.system ['id']\n{TEXT}\n...\ncountermove: 2\n".encode(),
    "marks": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + TEXT.encode(),
    "names that hide": lambda: (
        "Ivo\u200bnia \u3164\u3164 and Arvia\u202e want the bridge. \u3164\u3164 fears Arvia\u202e.\n".encode() * 9
    ),
    "nothing but spaces": lambda: b" \n\t\x0c \n",
}
_TEXT_HEAVY: Mapping[str, Made] = {
    f"much of {own[:12]!r}": (lambda own=own: (own * (1_000_000 // len(own))).encode())
    for own in (
        *("a", "a ", "and ", "according to ", "(", "1. ", "A. ", "“", "I, ", "...", "3 March 2022 ", "not only ", "said "),
        *("Arvia will ", "[[", "# ", "\n\n1\n\n", ", as Mr. X said, ", "the United States of ", "x\u0301", "٣", "ﷺ", "\f"),
    )
}  # fmt: skip


def _all(html: Mapping[str, Made], pdf: Mapping[str, Made], text: Mapping[str, Made]) -> Mapping[str, Made]:
    named = {"html": html, "pdf": pdf, "txt": text}
    return {f"{name}.{suffix}": made for suffix, own in named.items() for name, made in own.items()}


LIGHT = _all(_HTML_LIGHT, _PDF_LIGHT, _TEXT_LIGHT)
"""Name and suffix → what makes the document: those that take no time."""

HEAVY = _all(_HTML_HEAVY, _PDF_HEAVY, _TEXT_HEAVY)
"""Those that would like to take all there is."""
