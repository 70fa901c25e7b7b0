"""Compression of output, by a file's ending."""

import gzip
from collections.abc import Callable

from dateline.labels.errors import OutputError

Compress = Callable[[bytes], bytes]

_LEVEL = 6


def _compress_gzip(data: bytes) -> bytes:
    return gzip.compress(data, _LEVEL, mtime=0)


def _compress_zstandard(data: bytes) -> bytes:
    try:
        import zstandard
    except ImportError as error:
        raise OutputError("to write .zst the package zstandard is needed: pip install zstandard") from error
    return zstandard.ZstdCompressor(_LEVEL).compress(data)


COMPRESS: dict[str, Compress] = {".gz": _compress_gzip, ".zst": _compress_zstandard}
"""Compression by a file's ending. Each chunk is a member of its own, so that a file can be cut behind any of them."""
