"""The application is started, decides in the background what is hidden, and is stopped. Run in a process of its own.

Prints how many decisions are kept beside the build, and what the log said.
"""

from __future__ import annotations

import asyncio
import logging
import sys

from settings import served_store

LOOKS_EVERY_SECONDS, LOOKS_FOR_SECONDS = 0.1, 90


async def main() -> None:
    import app

    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("tepat").addHandler(handler)
    app.visitor.FIRST = app.visitor.LATER = app.visitor.DECIDED = ()  # pages are not what is looked at
    async with app.app.lifespan()(None):
        for _ in range(int(LOOKS_FOR_SECONDS / LOOKS_EVERY_SECONDS)):
            if kept() or any("decided ahead" in one for one in said):
                break
            await asyncio.sleep(LOOKS_EVERY_SECONDS)
        found = kept()
    sys.stdout.write(f"kept {found > 0} said {said}\n")


def kept() -> int:
    return len(list(served_store().glob("builds/*/decided/guard_*.kept")))


if __name__ == "__main__":
    asyncio.run(main())
