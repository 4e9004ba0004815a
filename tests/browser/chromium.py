"""Where Chromium is on this machine; run as a script it installs Debian's package if there is none and it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "The browser tests need Chromium and none was found. Install it (Debian, Ubuntu: apt-get install chromium; Fedora: "
    "dnf install chromium; macOS: brew install --cask chromium), or set TEPAT_CHROMIUM to the path of a Chromium or "
    "Chrome, and run `make test` again."
)


def find() -> str | None:
    """The path of Chromium or Chrome: TEPAT_CHROMIUM if set, else the first one on PATH; None when there is none."""
    candidates = filter(None, (os.environ.get("TEPAT_CHROMIUM"), *NAMES))
    return next(filter(None, map(shutil.which, candidates)), None)


def install() -> None:
    """Install Debian's package, which only the superuser can do."""
    print("==> no Chromium yet: installing Debian's package", flush=True)  # noqa: T201
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, env=quiet)


def main() -> int:
    """0 when there is a browser in the end; otherwise 1, with what to do."""
    if find() is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install()
    found = find()
    print(f"==> browser: {found}" if found else ADVICE)  # noqa: T201
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
