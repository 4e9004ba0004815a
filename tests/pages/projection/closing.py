"""A visitor who opens the projection, sees its bands being drawn, and closes his browser. Run in a process of its own.

Prints how many were in the line while he looked and after he went, and how many drawings are kept.
"""

from __future__ import annotations

import asyncio
import sys

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime

from benchmarks import inside
from pages.cached import projection_bands
from pages.cached.long_work import queue

LOOKS_EVERY_SECONDS, LOOKS_FOR_SECONDS = 0.05, 60


class Watching(inside.Visitor):
    """Asks for parts that run by themselves when they ask to be, as a browser does."""

    def write_forward_msg(self, message) -> None:
        super().write_forward_msg(message)
        if message.WhichOneof("type") == "auto_rerun":
            asked = BackMsg()
            asked.rerun_script.fragment_id = message.auto_rerun.fragment_id
            asyncio.get_running_loop().call_later(0.1, Runtime.instance().handle_backmsg, self.session, asked)


async def until(holds) -> None:
    for _ in range(int(LOOKS_FOR_SECONDS / LOOKS_EVERY_SECONDS)):
        if holds():
            return
        await asyncio.sleep(LOOKS_EVERY_SECONDS)


async def main() -> None:
    projection_bands.DRAWS = 1_000_000  # they would not come to an end while he looks
    async with inside.application():
        one = Watching()
        one.session = Runtime.instance().connect_session(client=one, user_info={})
        await one.ask(one.screen.opening("proyeksi", jangka="4"))
        await until(lambda: queue().standing)
        looking = len(queue().standing)
        Runtime.instance().disconnect_session(one.session)
        await until(lambda: not queue().standing)
        sys.stdout.write(f"standing {looking} {len(queue().standing)} {len(projection_bands._kept().tables)}\n")


if __name__ == "__main__":
    asyncio.run(main())
