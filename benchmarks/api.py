"""What the API costs beside a plain file of the same bytes, and how long a package takes.

`python -m benchmarks.api STORE [--publish]`: processor milliseconds and requests a second in this process, without a
network: the first answer (nothing is at hand), later ones, and one that the asker knows (304).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.responses import FileResponse
from starlette.routing import Route

import settings
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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--publish", action="store_true", help="also time a whole package")
    asked = parser.parse_args()
    os.environ[settings.STORE_VARIABLE] = str(asked.store)
    asyncio.run(_measure())
    if asked.publish:
        _publish(asked.store)


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "same"
        plain = Route("/plain", lambda request: FileResponse(file))
        app = Starlette(routes=[plain, routes.mounted("", AskingLimits(a_minute=10**9))])
        print(
            f"{'address':34} {'bytes':>9} {'first ms':>9} {'later ms':>9} {'a second':>9} {'304 ms':>8} {'file ms':>8}"
        )
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
    told = (cold * 1000, later, rate, known, static)
    print(f"{address:34} {len(first.content):9,} " + " ".join(f"{value:9.1f}" for value in told), flush=True)


async def _many(client: httpx.AsyncClient, method: str, path: str, status: int, **more: object) -> tuple[float, float]:
    """Processor milliseconds a request, and requests a second on the clock."""
    begun, clock = time.process_time(), time.perf_counter()
    for _ in range(TIMES):
        answer = await client.request(method, path, **more)
        assert answer.status_code == status, answer.text
    return (time.process_time() - begun) * 1000 / TIMES, TIMES / (time.perf_counter() - clock)


def _publish(store: Path) -> None:
    from data.package.about import Order
    from data.package.publish import publish
    from data.store.open import open_store
    from geo.map_files import boundaries

    with tempfile.TemporaryDirectory() as folder:
        at = [time.process_time()]

        def told(part: str) -> None:
            now = time.process_time()
            print(f"  {now - at[0]:7.1f} s until {part}", flush=True)

        names = publish(open_store(store), boundaries(store), Path(folder) / "package", Order(), told)
        size = sum((Path(folder) / "package" / name).stat().st_size for name in names)
        print(f"package: {len(names)} files, {size:,} bytes, {time.process_time() - at[0]:.1f} s of processor time")


if __name__ == "__main__":
    main()
