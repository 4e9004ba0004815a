"""What the API costs beside a plain file of the same bytes, and how long a package takes.

    python -m benchmarks.api STORE [--publish]

Processor milliseconds and requests a second in one process, without a network: the first answer (nothing is at hand),
later ones, and one that the asker knows (304). With --publish what is hidden is decided first, as `tepat store decide`
does, then a package of all quarters is written; each in a process of its own. The tables are Markdown. Give a copy of
the store: what is decided is kept beside its build.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from functools import partial
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route

import settings
from benchmarks.measuring import Measured, measured
from commands.basis import basis_of
from data.figures.deciding import decide
from data.package.about import Order
from data.package.publish import publish
from data.store.open import open_store
from geo.map_files import boundaries
from web.api import routes
from web.api.document import EXAMPLE
from web.api.limits import AskingLimits

ADDRESSES = (
    "quarters",
    "desil",
    "desil?level=province",
    "desil?area=35&level=kabupaten",
    "ledger?area=35.15",
    "errors?area=35",
    "transitions?area=35.15",
    "simulate",
)
TIMES = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--publish", action="store_true", help="also decide what is hidden, and write a whole package")
    asked = parser.parse_args()
    os.environ[settings.STORE_VARIABLE] = str(asked.store)
    print("| address | bytes | first ms | later ms | a second | 304 ms | a plain file ms |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    answered = measured(lambda: asyncio.run(_measure()))
    print(f"\nPeak of the process that answers: {answered.peak / 1e9:.2f} GB")
    if asked.publish:
        print("\n| step | seconds | processor s | peak GB |\n|---|---:|---:|---:|", flush=True)
        decided = measured(lambda: _decide(asked.store))
        _told(f"{decided.answer:,} decisions", decided)
        whole = measured(lambda: _publish(asked.store))
        for table, processor in whole.answer.items():
            print(f"| {table} | | {processor:.1f} | |")
        _told("**package**", whole)


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "same"
        plain = Route("/plain", lambda request: FileResponse(file))
        app = Starlette(routes=[plain, routes.mounted("", AskingLimits(a_minute=10**9))])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
            for address in ADDRESSES:
                await _address(client, address, file)


async def _address(client: httpx.AsyncClient, address: str, file: Path) -> None:
    body = {"content": EXAMPLE, "headers": {"content-type": "application/toml"}} if address == "simulate" else {}
    method, path = ("POST" if body else "GET"), f"/api/v1/{address}"
    begun = time.process_time()
    first = await client.request(method, path, **body)
    cold = time.process_time() - begun
    assert first.status_code == 200, first.text
    file.write_bytes(first.content)
    later, rate = await _many(client, method, path, 200, **body)
    headers = {**body.get("headers", {}), "if-none-match": first.headers["etag"]}
    known, _ = await _many(client, method, path, 304, **{**body, "headers": headers})
    static, _ = await _many(client, "GET", "/plain", 200)
    told = " | ".join(f"{value:,.1f}" for value in (cold * 1000, later, rate, known, static))
    print(f"| {address} | {len(first.content):,} | {told} |", flush=True)


async def _many(client: httpx.AsyncClient, method: str, path: str, status: int, **more: object) -> tuple[float, float]:
    """Processor milliseconds a request, and requests a second on the clock."""
    begun, clock = time.process_time(), time.perf_counter()
    for _ in range(TIMES):
        answer = await client.request(method, path, **more)
        assert answer.status_code == status, answer.text
    return (time.process_time() - begun) * 1000 / TIMES, TIMES / (time.perf_counter() - clock)


def _decide(folder: Path) -> int:
    served = open_store(folder)
    return decide(served, partial(basis_of, served, folder))


def _publish(store: Path) -> dict[str, float]:
    """Write a package that is thrown away; processor seconds of each part, and the size of the whole in its name."""
    parts: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        told = lambda part: parts.append((part, time.process_time()))  # noqa: E731
        names = publish(open_store(store), boundaries(store), Path(folder) / "package", Order(), told)
        size = sum((Path(folder) / "package" / name).stat().st_size for name in names)
    ends = [*(at for _, at in parts[1:]), time.process_time()]
    took = {name: end - at for (name, at), end in zip(parts, ends, strict=True)}
    return took | {f"{len(names)} files, {size / 1e6:,.1f} MB": sum(took.values())}


def _told(name: str, step: Measured) -> None:
    print(f"| {name} | {step.seconds:.1f} | {step.processor:.1f} | {step.peak / 1e9:.2f} |", flush=True)


if __name__ == "__main__":
    main()
