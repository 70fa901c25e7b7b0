"""Readers: records from files, folders and standard input, one after the other.

A record that cannot be read stays in its place as a failure; the others still come.
"""

from dateline.predict.readers.fields import Fields
from dateline.predict.readers.meter import Meter
from dateline.predict.readers.read import read_records
from dateline.predict.readers.source import Source

__all__ = ["Fields", "Meter", "Source", "read_records"]
