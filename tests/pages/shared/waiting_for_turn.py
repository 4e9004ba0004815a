"""A visitor who waits for a turn while two others have them, and closes his browser. Run in a process of its own.

Prints how many runs there were while he looked and after he went, and whether he gets his answer once a turn is free.
"""

from __future__ import annotations

import asyncio
import sys
import threading

from streamlit.runtime import Runtime

from benchmarks import inside
from pages.cached.turns import AT_ONCE, turns
from tests.pages.projection.closing import until


def runs() -> int:
    return sum(thread.name == "ScriptRunner.scriptThread" for thread in threading.enumerate())


async def main() -> None:
    async with inside.application():
        await until(lambda: not runs())
        for _ in range(AT_ONCE):
            turns().free.acquire()
        one = inside.visitor()
        asking = asyncio.create_task(one.ask(one.screen.opening("sebaran")))
        await asyncio.sleep(3)
        looking, answered = runs(), asking.done()
        Runtime.instance().disconnect_session(one.session)
        await until(lambda: not runs())
        asking.cancel()
        sys.stdout.write(f"{looking} {answered} {runs()} ")
        turns().free.release()
        other = inside.visitor()
        await other.ask(other.screen.opening("sebaran"))
        sys.stdout.write(f"{other.screen.finished > 0}\n")


if __name__ == "__main__":
    asyncio.run(main())
