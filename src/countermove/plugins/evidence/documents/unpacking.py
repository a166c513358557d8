"""Counts what the streams of a PDF unpack to, whichever of its two readers unpacks them.

Each stream counts whenever a reader unpacks it, so one that both read counts twice: both hold it in memory. pypdf ends
what unpacks to more than 75 MB by itself; pdfminer, on which pdfplumber rests, takes whatever comes, so that here it
gets no more of a stream than what may still be unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from countermove.plugins.evidence.documents.outcome import UnpackedCount

__all__ = ["pdfminer_counted", "pypdf_counted"]

_BLOCK = 1_000_000


@contextmanager
def pypdf_counted(count: UnpackedCount) -> Iterator[None]:
    """Have pypdf count meanwhile. What it reads raises TooMuchUnpacked."""
    from pypdf import filters

    unpack = filters.decode_stream_data

    def unpacked(stream: Any) -> bytes:
        content = unpack(stream)
        count.add(len(content))
        return content

    filters.decode_stream_data = unpacked
    try:
        yield
    finally:
        filters.decode_stream_data = unpack


@contextmanager
def pdfminer_counted(count: UnpackedCount) -> Iterator[None]:
    """Have pdfminer count meanwhile. What it reads raises TooMuchUnpacked."""
    from pdfminer import pdftypes

    reader: Any = pdftypes
    decode, packing = reader.PDFStream.decode, reader.zlib

    def decoded(stream: Any) -> None:
        before = count.bytes
        decode(stream)
        count.add(max(0, len(stream.data or b"") - (count.bytes - before)))  # what other filters than zlib's unpacked

    reader.PDFStream.decode, reader.zlib = decoded, _Counting(count)
    try:
        yield
    finally:
        reader.PDFStream.decode, reader.zlib = decode, packing


class _Counting:
    """The part of zlib that pdfminer uses, block by block."""

    error = zlib.error

    def __init__(self, count: UnpackedCount) -> None:
        self._count = count

    def decompress(self, content: bytes) -> bytes:
        """All of a stream, as zlib.decompress."""
        unpacking, parts = zlib.decompressobj(), list[bytes]()
        while not unpacking.eof:
            parts.append(unpacking.decompress(content, _BLOCK))
            self._count.add(len(parts[-1]))
            content = unpacking.unconsumed_tail
            if not parts[-1] and not unpacking.eof:
                raise zlib.error("incomplete or truncated stream")
        return b"".join(parts)

    def decompressobj(self) -> _CountingObject:
        """What unpacks a damaged stream, which pdfminer gives byte by byte."""
        return _CountingObject(self._count)


class _CountingObject:
    def __init__(self, count: UnpackedCount) -> None:
        self._count, self._unpacking = count, zlib.decompressobj()

    def decompress(self, content: bytes) -> bytes:
        more = self._unpacking.decompress(content)
        self._count.add(len(more))
        return more
