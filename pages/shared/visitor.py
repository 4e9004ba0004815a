"""A visitor without a browser, who opens pages so that what they need is at hand before the first real one comes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from pages.cached import register, warming

#: What every visitor meets first; read before the port answers.
FIRST: tuple[tuple[str, dict[str, str]], ...] = (("ringkasan", {}),)
#: What some do, in the order of how many; read in the background.
LATER: tuple[tuple[str, dict[str, str]], ...] = (
    ("simulasi", {}),
    ("ketepatan", {}),
    ("pergerakan", {}),
    ("sebaran", {}),
    ("pemutakhiran", {}),
    ("ketepatan", {"lihat": "wilayah"}),
    ("ketepatan", {"lihat": "cek"}),
    ("ketepatan", {"lihat": "sebab"}),
    ("pergerakan", {"lihat": "desil"}),
    ("pergerakan", {"lihat": "peta"}),
    ("simulasi", {"bagian": "titik"}),
    ("metode", {}),
)
#: What needs all that is hidden below the province; one kabupaten's, for what all kabupaten share.
DECIDED: tuple[tuple[str, dict[str, str]], ...] = (
    ("pantauan", {}),
    ("pantauan", {"wilayah": "35.15"}),
    ("proyeksi", {}),
    ("proyeksi", {"wilayah": "35.15"}),
    ("sebaran", {"rinci": "kabupaten"}),
    ("pergerakan", {"lihat": "peta", "rinci": "kabupaten"}),
    ("pemutakhiran", {"rinci": "kabupaten"}),
    ("pemutakhiran", {"lihat": "register", "rinci": "kabupaten"}),
)
#: What looks back at another quarter than the newest: what all areas of it share.
EARLIER: tuple[tuple[str, dict[str, str]], ...] = (
    ("ringkasan", {}),
    ("simulasi", {}),
    ("ketepatan", {}),
    ("pantauan", {}),
    ("pantauan", {"wilayah": "35.15"}),
    ("proyeksi", {}),
    ("proyeksi", {"wilayah": "35.15"}),
)
#: So many earlier quarters are opened, the newest first.
MOST_EARLIER = 4
LONGEST_SECONDS = 180
#: Between two pages of the background, so that whoever has come meanwhile goes first.
PAUSE_SECONDS = 0.5
log = logging.getLogger("tepat")


def earlier() -> Sequence[tuple[str, dict[str, str]]]:
    """The pages of EARLIER in each of the last quarters before the newest one; none where no build can be read."""
    if register.fault():
        return ()
    before = list(reversed(register.quarters(warming.ACCESS.scope)))[1 : MOST_EARLIER + 1]
    return [(page, {**choices, "triwulan": str(quarter)}) for quarter in before for page, choices in EARLIER]


class SilentVisitor:
    """A session whose messages nobody reads."""

    client_context = None

    def __init__(self) -> None:
        self.ended = asyncio.Event()

    def write_forward_msg(self, message: ForwardMsg) -> None:
        """Note the end of a run."""
        if message.WhichOneof("type") == "script_finished":
            self.ended.set()


async def visit(pages: Sequence[tuple[str, dict[str, str]]], pause: float = 0.0) -> None:
    """Open pages one after the other, each with its choices as in an address, in a session of their own."""
    runtime, visitor = Runtime.instance(), SilentVisitor()
    session = runtime.connect_session(client=visitor, user_info=warming.identity())
    try:
        for page, choices in pages:
            visitor.ended.clear()
            message = BackMsg()
            message.rerun_script.page_name = page
            message.rerun_script.query_string = urlencode(choices)
            runtime.handle_backmsg(session, message)
            await asyncio.wait_for(visitor.ended.wait(), LONGEST_SECONDS)
            await asyncio.sleep(pause)
    except TimeoutError:
        log.warning("warming up was left after %s s at page %s", LONGEST_SECONDS, page)
    finally:
        runtime.close_session(session)
