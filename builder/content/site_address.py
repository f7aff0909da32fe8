"""Where a site will be: its address as it is said in site.yml or to ``build``. Comes in: what somebody typed. Goes out: the address, or nothing."""

from __future__ import annotations

import re

EXPECTED = "完整网址，如 https://example.github.io/xiqu/"
# A host by name (of any script) or number, no name of a user before it, nothing behind the path.
_ADDRESS = re.compile(r"(?P<site>https?://(?:(?!-)[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]{2,45}\])(?::(?P<port>\d{1,5}))?)(?P<path>/[^\s?#\"'<>\\]*)?", re.IGNORECASE)


def site_address(said: str) -> str:
    """The address with a slash at its end, scheme and host in small letters; empty where it is none (http://, https://x:99999/, https://a b/)."""
    found = _ADDRESS.fullmatch(said.strip())
    if not found or not 0 < int(found["port"] or 1) < 65_536:
        return ""
    return found["site"].lower() + (found["path"] or "").rstrip("/") + "/"
