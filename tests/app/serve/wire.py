"""A connection on which a request is sent piece by piece, and its answer read line by line."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPResponse

from .program import PATIENCE, Program

BATCH = "/v1/tag/batch"
LINES = "application/x-ndjson"


@dataclass
class Wire:
    """A request whose body goes in chunks.

    Attributes:
        socket: The connection.
    """

    socket: socket.socket

    def send(self, data: bytes) -> None:
        """Send a piece of the body."""
        self.socket.sendall(b"%x\r\n%b\r\n" % (len(data), data))

    def finish(self) -> None:
        """Send the end of the body."""
        self.socket.sendall(b"0\r\n\r\n")

    @cached_property
    def response(self) -> HTTPResponse:
        """The answer, as soon as its head has come."""
        response = HTTPResponse(self.socket)
        response.begin()
        return response

    def reset(self) -> None:
        """End the connection as one whose process is killed."""
        self.response.close()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@contextmanager
def connected(program: Program) -> Iterator[Wire]:
    """Connect to a service."""
    with socket.create_connection(program.address, PATIENCE) as connection:
        yield Wire(connection)


def ask(program: Program, method: bytes, target: bytes, *headers: bytes) -> tuple[HTTPResponse, bytes]:
    """Send a request as it is given, and return head and body of the answer."""
    with connected(program) as wire:
        head = [b"%b %b HTTP/1.1" % (method, target), b"Host: dateline", b"Connection: close", *headers]
        wire.socket.sendall(b"\r\n".join([*head, b"", b""]))
        return wire.response, wire.response.read()


@contextmanager
def posting(program: Program, path: str = BATCH, media_type: str = LINES, **headers: str) -> Iterator[Wire]:
    """Begin a request; its body goes in chunks unless a header tells its length."""
    headers = {"Transfer-Encoding": "chunked"} | headers if "content_length" not in headers else headers
    told = {"Host": "dateline", "Content-Type": media_type, **program.headers, **headers}
    head = [f"POST {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in told.items())]
    with connected(program) as wire:
        wire.socket.sendall("\r\n".join([*head, "", ""]).encode("latin-1"))
        yield wire
