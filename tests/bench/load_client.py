"""A client that costs little, for it shares the processors with what it measures: HTTP over plain streams."""

import asyncio
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Sequence
from dataclasses import dataclass

HOST = "127.0.0.1"
TAG, BATCH = "/v1/tag", "/v1/tag/batch"
_TYPES = {TAG: "application/json", BATCH: "application/x-ndjson"}
_IDLE = 10.0  # seconds; the service closes what lies idle for longer than its own


@dataclass(frozen=True)
class Answer:
    """An answer: its status and its body."""

    status: int
    body: bytes

    def is_good(self, records: int = 1) -> bool:
        """Return whether it holds tags of so many records."""
        return self.status == 200 and self.body.count(b"\n") == records and b'"error": {"code"' not in self.body


class Connection:
    """A connection that is kept open from request to request."""

    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._used = time.monotonic()

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """Return a new connection."""
        return cls(*await asyncio.open_connection(HOST, port, limit=2**20))

    @property
    def fresh(self) -> bool:
        """Whether the service still holds it open."""
        return time.monotonic() - self._used < _IDLE and not self._reader.at_eof()

    async def post(self, path: str, body: bytes) -> Answer:
        """Send a request and return its answer.

        Raises:
            ConnectionError: The connection was cut.
            IncompleteReadError: It was cut within the answer.
        """
        self.send(head(path, f"Content-Length: {len(body)}"), body)
        return await self.receive()

    def send(self, *parts: bytes) -> None:
        """Send bytes."""
        self._writer.write(b"".join(parts))

    async def send_all(self, data: bytes) -> None:
        """Send bytes, and wait until most have gone.

        Raises:
            ConnectionError: The connection was cut.
        """
        self._writer.write(data)
        await self._writer.drain()

    async def receive(self) -> Answer:
        """Return the answer that comes next."""
        start = await self._reader.readuntil(b"\r\n\r\n")
        lines = start.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        if "content-length" in headers:
            body = await self._reader.readexactly(int(headers["content-length"]))
        else:
            body = b"".join(await self._read_chunks())
        self._used = time.monotonic()
        return Answer(int(lines[0].split()[1]), body)

    async def receive_some(self) -> bytes:
        """Return a piece of an answer."""
        return await self._reader.read(1000)

    async def _read_chunks(self) -> list[bytes]:
        pieces = []
        while size := int(await self._reader.readline(), 16):
            pieces.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readexactly(2)
        return pieces

    def close(self) -> None:
        """Close it, at once."""
        self._writer.transport.abort()


class Pool:
    """Connections to a service, as many as are in use at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[Connection] = []

    async def post(self, path: str, body: bytes) -> Answer | None:
        """Return the answer to a request; None where the connection was cut."""
        connection = await self._take()
        try:
            answer = await connection.post(path, body)
        except (OSError, asyncio.IncompleteReadError):
            connection.close()
            return None
        self._idle.append(connection)
        return answer

    async def _take(self) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if connection.fresh:
                return connection
            connection.close()
        return await Connection.open(self._port)

    def close(self) -> None:
        """Close all connections."""
        for connection in self._idle:
            connection.close()


def head(path: str, *headers: str) -> bytes:
    """Return the head of a request."""
    lines: Sequence[str] = [f"POST {path} HTTP/1.1", f"Host: {HOST}", f"Content-Type: {_TYPES[path]}", *headers, "", ""]
    return "\r\n".join(lines).encode()
