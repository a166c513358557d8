"""Documents made for tests: PDF by hand, so that each byte is known, or by Typst; texts of our own."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

TEXT = """The harbour treaty of the two islands
Northport would rather keep its lighthouse keepers than share the customs house, and it says so in every letter that it sends \
across the sound. If Southport lowered its tolls, the letters say, the pilots of both islands could return to the old channel \
before winter.
Southport, for its part, believes that Northport will never give up the well-known lighthouse. Its council met four times in \
the spring; each time it put off the vote. “We are waiting,” its speaker told the Sound Gazette, “for a sign that somebody \
over there has read our proposal.”
What would change this?
A storm would. In 1911 the channel silted up within a week, and both councils signed within a month. The pilots expect the \
same again: without a common enemy no common house, as one of them put it.
It is unlikely that the tolls fall before the harvest. They might fall afterwards, if the grain ships come late and the \
merchants of Southport, who own most of them, ask for it."""
PARAGRAPHS = tuple(TEXT.split("\n"))

Shown = tuple[float, float, float, str]
"""Left, up from the bottom, size, and text."""


def pdf_of(
    pages: Sequence[Sequence[Shown]], *, extra: Mapping[str, str] | None = None, packed: bool = False, font: str = ""
) -> bytes:
    """A PDF that shows texts in Helvetica at some places of its pages, one object after another."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {(extra or {}).get('catalog', '')} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        (font or "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>").encode(),
    ]
    for place, shown in enumerate(pages):
        content = "\n".join(
            f"BT /F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({_escaped(text)}) Tj ET" for x, y, size, text in shown
        )
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * place} 0 R >>"
        )
        objects += [page.encode(), stream_of(content.encode("cp1252"), packed=packed)]
    return file_of(objects)


def stream_of(content: bytes, *, packed: bool = False) -> bytes:
    """The object of a stream."""
    data = zlib.compress(content, 9) if packed else content
    return (
        f"<< /Length {len(data)}{' /Filter /FlateDecode' if packed else ''} >>\nstream\n".encode()
        + data
        + b"\nendstream"
    )


def file_of(objects: Sequence[bytes]) -> bytes:
    """The file with some objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def typeset(paragraphs: Sequence[str], style: str, *, times: int = 1) -> bytes:
    """A PDF of some paragraphs by Typst, in a *style* of its own language."""
    import typst

    own = [f'#par[#text("{paragraph.replace(chr(34), chr(92) + chr(34))}")]' for paragraph in paragraphs] * times
    return typst.compile(f"{style}\n\n".encode() + "\n\n".join(own).encode())
