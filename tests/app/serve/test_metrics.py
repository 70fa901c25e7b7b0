"""What is counted is counted right, under names of which there are only so many."""

import httpx

from .conftest import TREATY
from .program import Program
from .wire import BATCH, LINES, ask, posting

REQUESTS = "dateline_requests_total"


def series(path: str, method: str, status: int) -> str:
    return f'{REQUESTS}{{method="{method}",path="{path}",status="{status}"}}'


def test_requests_and_articles_are_counted(client: httpx.Client, service: Program) -> None:
    before = service.metrics()
    for _ in range(3):
        client.post("/v1/tag", json={"text": TREATY})
    client.post("/v1/tag", json={"text": ""})
    body = b'{"text": "Hanoi"}\n' * 9 + b"{}\n"
    client.post(BATCH, content=body, headers={"Content-Type": LINES})
    after = service.metrics()
    more = {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}
    assert more[series("/v1/tag", "POST", 200)] == 3
    assert more[series("/v1/tag", "POST", 422)] == 1
    assert more[series(BATCH, "POST", 200)] == 1
    assert more[series("/metrics", "GET", 200)] == 1
    assert more['dateline_request_seconds_count{path="/v1/tag"}'] == 4
    assert more['dateline_articles_total{outcome="tagged"}'] == 12
    assert more['dateline_articles_total{outcome="failed"}'] == 2
    assert after["dateline_requests_at_work"] == 0


def test_requests_at_work_are_counted_while_they_are(service: Program) -> None:
    with posting(service), posting(service, "/v1/tag", "text/plain"):
        while service.at_work() != 2:
            continue
    while service.at_work() != 0:
        continue


def test_what_clients_make_up_is_counted_together(service: Program, small: Program) -> None:
    for program, status in ((service, 404), (small, 401)):
        names = set()
        for number in range(6):
            for method in (b"GET", b"PATCH"):
                ask(program, method, b"/made/up/%d" % number)
            ask(program, b"GET", b"/page/%d" % number)
            ask(program, b"MADE%d" % number, b"/v1/model?%d" % number)
            ask(program, b"MADE%d" % number, b"/made/up")
            told = program.metrics()
            names.add(frozenset(name for name in told if not name.startswith("process_")))
        assert len(names) <= 2  # the first /metrics is counted when the second is asked for
        assert told[series("other", "GET", status)] >= 6
        assert not [name for name in told if "made" in name.lower()]
    assert told[series("other", "other", 401)] == 12


def test_no_memory_is_kept_for_requests_that_are_answered(service: Program) -> None:
    """Were the bodies kept, or what is made of them, they would be 60 MB and more."""
    body = b'{"text": "Hanoi", "carried": "%b"}' % (b"x" * 400_000)

    def measure() -> tuple[float, float]:
        with service.client() as client:
            for number in range(35):
                client.post("/v1/tag", content=body, headers={"Content-Type": "application/json"})
                client.post(BATCH, content=body, headers={"Content-Type": LINES})
                with posting(service) as wire:
                    wire.send(body[: number * 10_000])
        told = service.metrics()
        return told["process_resident_memory_bytes"], told["process_open_fds"]

    memory, files = measure()
    for _ in range(2):
        after, open_files = measure()
    assert after < memory + 20 * 2**20
    assert open_files <= files + 2
