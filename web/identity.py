"""The identity in Streamlit's own cookie, read the way Streamlit reads it: signed by us, told by the provider."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

#: Cookies whose names begin so carry the identity or its tokens, in pieces when they are long.
OURS = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)


def identity(cookies: Mapping[str, str], secret: str) -> dict[str, Any] | None:
    """The claims in these cookies; None when there are none or their signature is not ours."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(secret, name, value.encode("latin-1", "replace"))

    whole = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if whole is None:
        return None
    try:
        claims = json.loads(whole)
    except ValueError:
        return None
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else None
