"""The server: an application, a port, a log, and an end that finishes what was begun."""

import signal
from collections.abc import Callable
from socket import socket

import uvicorn

from dateline.labels.errors import ServiceError
from dateline.serve.application import make_application
from dateline.serve.log import log_to_standard_error
from dateline.serve.settings import Settings

_KEEP_ALIVE = 15  # seconds that a connection may lie idle


class _Server(uvicorn.Server):
    """Uvicorn that tells where it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for each in server.sockets:
                host, port = each.getsockname()[:2]
                self._tell(f"http://{f'[{host}]' if ':' in host else host}:{port}")


def _end(_: int, __: object) -> None:
    """End at once: there is nothing begun yet."""
    raise SystemExit(0)


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve until the process is told to end, then finish what was begun.

    Args:
        settings: How to serve.
        tell: Called with the address when the service can be used.

    Raises:
        BundleError: The model cannot be used.
        LabelSetError: Home is no party of its label set.
        ServiceError: The address cannot be listened at, or the processes that tag cannot be started.
    """
    log_to_standard_error()
    signal.signal(signal.SIGTERM, _end)  # the first process of a container has no handler of its own
    application = make_application(settings)
    config = uvicorn.Config(
        application,
        settings.host,
        settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=settings.grace,
    )
    server = _Server(config, tell)
    # Uvicorn raises the signal again when it has obeyed it; but who ends as he was told to has not failed.
    signal.signal(signal.SIGTERM, server.handle_exit)
    try:
        server.run()
    except SystemExit:  # how uvicorn ends where it cannot start; its log has told why
        if server.started:
            raise
    finally:
        application.state.service.tagging.end()  # a second signal leaves no time to stop
    if server.started:
        return
    if server.lifespan.should_exit:
        raise ServiceError("the processes that tag cannot be started; the log tells why")
    raise ServiceError(f"cannot listen at {settings.host}:{settings.port}; choose another --port or --host")
