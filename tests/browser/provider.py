"""A real provider of OpenID Connect on this computer, and a configuration of access that trusts it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import free_port

CLIENT, COOKIE_SECRET = "tepat", "0123456789abcdef" * 4
STARTS_WITHIN_SECONDS = 60
CONFIGURATION = """
[sign_in]
issuer = "{issuer}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
client_id = "{client}"
client_secret_file = "client-secret"
cookie_secret_file = "cookie-secret"
address = "{address}"
idle_minutes = {idle}

[[person]]
subject = "sub-analis"
role = "analyst"
areas = ["ID"]

[[person]]
email = "pemeriksa@contoh.go.id"
role = "auditor"
areas = ["ID"]

[[person]]
group = "dinsos-sidoarjo"
role = "region"
areas = ["35.15"]
"""


def people(now: float) -> dict[str, dict[str, object]]:
    """Whom the provider knows, with what it tells of each."""
    verified = {"email_verified": True}
    return {
        "sub-analis": {"email": "analis@contoh.go.id", **verified},
        "sub-daerah": {"email": "daerah@contoh.go.id", **verified, "groups": ["tamu", "dinsos-sidoarjo"]},
        "sub-pemeriksa": {"email": "pemeriksa@contoh.go.id", **verified},
        "sub-orang-lain": {"email": "pemeriksa@contoh.go.id", "email_verified": False, "groups": ["tamu"]},
        # Meant for another application, and said to be asked for by this one: Authlib lets it through.
        "sub-audiens-lain": {"aud": ["aplikasi-lain"], "azp": CLIENT, "groups": ["dinsos-sidoarjo"]},
        "sub-lama": {"iat": now - 9 * 3600, "exp": now + 3600, "groups": ["dinsos-sidoarjo"]},
    }


@contextmanager
def provider(known: Mapping[str, Mapping[str, object]], log: Path) -> Iterator[str]:
    """A process that is the provider; yields its issuer and ends it afterwards."""
    port = free_port()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    for sub, claims in known.items():
        command += ["--user-claims", json.dumps({"sub": sub, **claims})]
    with log.open("w") as target:
        process = subprocess.Popen(command, stdout=target, stderr=subprocess.STDOUT)
        try:
            issuer = f"http://127.0.0.1:{port}"
            _wait(process, f"{issuer}/.well-known/openid-configuration", log)
            yield issuer
        finally:
            process.terminate()
            process.wait(timeout=20)


def configured(folder: Path, issuer: str, address: str, idle: float = 30, more: str = "") -> Path:
    """Writes a configuration of access with its secrets; gives the file."""
    (folder / "client-secret").write_text("rahasia-klien")
    (folder / "cookie-secret").write_text(COOKIE_SECRET)
    file = folder / "access.toml"
    file.write_text(CONFIGURATION.format(issuer=issuer, client=CLIENT, address=address, idle=idle) + more)
    return file


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the provider stopped:\n{log.read_text()}"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the provider did not answer in time:\n{log.read_text()}")
