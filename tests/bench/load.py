"""A load test of `dateline serve` on one machine: throughput, latency beside clients that misbehave, memory.

The client shares the processors with the service, so it is light, and its CPU time is told. Each text is sent once.
Ends with 1 where a client that did nothing wrong got anything but tags; never for a time.

    python tests/bench/load.py [--quick] [--seconds N] [--short N]
"""

import argparse
import asyncio
import platform
import sys
import time
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from statistics import quantiles

from load_misuse import Outcomes, misuse
from load_requests import Requests, Tally
from load_server import Server, Spent
from load_texts import articles, short_articles

OPTIONS = ("--jobs", "2", "--timeout", "10")
LIBRARIES = ("dateline", "uvicorn", "fastapi", "numpy")
AT_ONCE = (1, 2, 4, 8)
SAMPLES = 10  # times that memory is looked at


@dataclass(frozen=True)
class Plan:
    """How much is asked for.

    Attributes:
        batch: Articles of a batch.
        closed: Seconds for each number of requests at once.
        open: Seconds at half of the highest rate.
        short: Short articles during which memory is watched.
    """

    batch: int = 500
    closed: float = 10.0
    open: float = 60.0
    short: int = 50_000


QUICK = Plan(batch=60, closed=2.0, open=12.0, short=1_500)


async def main(plan: Plan) -> int:
    """Print all tables, and return how many requests went wrong that should not."""
    versions = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {versions}")  # noqa: T201
    server = Server(*OPTIONS)
    try:
        _print_start(server)
        requests = Requests(server, articles())
        rate = await _print_throughput(requests, plan)
        await _print_latency(requests, rate / 2, plan)
        requests.texts = short_articles()
        await _print_memory(requests, plan)
    finally:
        server.stop()
    return requests.errors


def _print_start(server: Server) -> None:
    spent, processes = server.spent(), len(server.megabytes()) - 1
    costs = f"server {spent.server:.1f} s, {processes} processes that tag {spent.workers:.1f} s"
    print(f"dateline serve {' '.join(OPTIONS)}: ready after {server.seconds:.1f} s; CPU time: {costs}")  # noqa: T201


async def _print_throughput(requests: Requests, plan: Plan) -> float:
    """Print how fast articles are tagged in several ways, and return the highest rate one by one."""
    print(f"\n{'':10}  CPU ms an article of")  # noqa: T201
    print(f"{'articles/s':>10} {'server':>8} {'tagging':>8} {'client':>8} {'errors':>7}")  # noqa: T201

    async def post_two(tally: Tally) -> None:
        await asyncio.gather(*(requests.post_batches(tally, plan.batch) for _ in range(2)))

    first = partial(requests.post_batches, size=plan.batch)
    _print_cost(*await requests.measure(first), f"the first batch of {plan.batch}")
    _print_cost(*await requests.measure(partial(first, number=3)), f"3 batches of {plan.batch}, one after the other")
    _print_cost(*await requests.measure(post_two), f"2 batches of {plan.batch} at once")
    rates = []
    for at_once in AT_ONCE:
        work = partial(requests.close_loop, at_once=at_once, seconds=plan.closed)
        tally, spent = await requests.measure(work)
        _print_cost(tally, spent, f"one by one, {at_once} at once")
        rates.append(tally.articles / spent.clock)
    return max(rates)


def _print_cost(tally: Tally, spent: Spent, name: str) -> None:
    rate, each = tally.articles / spent.clock, 1000 / tally.articles
    costs = f"{spent.server * each:8.2f} {spent.workers * each:8.2f} {spent.client * each:8.2f}"
    print(f"{rate:10.1f} {costs} {tally.errors:7}  {name}")  # noqa: T201


async def _print_latency(requests: Requests, rate: float, plan: Plan) -> None:
    """Print how long single articles take at a rate: alone, beside batches, beside clients that misbehave too."""
    print(f"\n{'requests':>8} {'p50 ms':>8} {'p90 ms':>8} {'p99 ms':>8} {'max ms':>8} {'errors':>7}")  # noqa: T201
    open_loop = partial(requests.open_loop, rate=rate, seconds=plan.open)
    tally, _ = await requests.measure(open_loop)
    _print_delays(tally, f"one by one, {rate:.1f} a second, for {plan.open:g} s")
    batches, outcomes = Tally(), Outcomes()

    async def open_loop_beside(tally: Tally) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_post_until(requests, batches, plan))
            misusing = group.create_task(misuse(requests.server.port, requests.texts, plan.open))
            group.create_task(open_loop(tally))
        outcomes.update(misusing.result())

    tally, _ = await requests.measure(open_loop_beside)
    _print_delays(tally, "the same beside batches and clients that misbehave")
    requests.errors += batches.errors
    _print_delays(batches, f"these batches, of {plan.batch} articles")
    print(f"\n{'times':>8}  what the clients that misbehave do, and how it ends: status, or what becomes of it")  # noqa: T201
    for (name, outcome), times in sorted(outcomes.items()):
        print(f"{times:8}  {name}: {outcome}")  # noqa: T201


async def _post_until(requests: Requests, tally: Tally, plan: Plan) -> None:
    end = time.monotonic() + plan.open
    while time.monotonic() < end:
        await requests.post_batches(tally, plan.batch)


def _print_delays(tally: Tally, name: str) -> None:
    delays = [delay * 1000 for delay in tally.delays]
    steps = quantiles(delays * 2, n=100, method="inclusive")  # twice, for one request alone has no quantiles
    shown = " ".join(f"{value:8.0f}" for value in (steps[49], steps[89], steps[98], max(delays)))
    print(f"{len(delays):8} {shown} {tally.errors:7}  {name}")  # noqa: T201


async def _print_memory(requests: Requests, plan: Plan) -> None:
    """Print the memory of all processes while short articles are tagged, half of them in batches."""
    told = "resident MB of the server and of each process that tags"
    print(f"\n{'articles':>8} {'articles/s':>10} {'errors':>7}  {told}")  # noqa: T201
    _print_megabytes(requests.server, 0, Tally(), 1.0)
    half = plan.short // SAMPLES // 2

    async def post_both(tally: Tally) -> None:
        await requests.post_batches(tally, half)
        await requests.post_number(tally, half, at_once=4)

    for sample in range(SAMPLES):
        tally, spent = await requests.measure(post_both)
        _print_megabytes(requests.server, (sample + 1) * half * 2, tally, spent.clock)


def _print_megabytes(server: Server, articles: int, tally: Tally, seconds: float) -> None:
    megabytes = " ".join(f"{value:7.1f}" for value in server.megabytes())
    print(f"{articles:8} {tally.articles / seconds:10.1f} {tally.errors:7} {megabytes}")  # noqa: T201


def _read_plan() -> Plan:
    parser = argparse.ArgumentParser(description="Load test of the service.")
    parser.add_argument("--quick", action="store_true", help="a run of about a minute")
    parser.add_argument("--seconds", type=float, help="seconds at half of the highest rate, twice")
    parser.add_argument("--short", type=int, help="short articles during which memory is watched")
    given = parser.parse_args()
    plan = QUICK if given.quick else Plan()
    return replace(plan, open=given.seconds or plan.open, short=given.short or plan.short)


if __name__ == "__main__":
    began = time.monotonic()
    errors = asyncio.run(main(_read_plan()))
    print(f"{time.monotonic() - began:8.0f} seconds in all; requests that went wrong: {errors}")  # noqa: T201
    sys.exit(1 if errors else 0)
