"""PROF-01: an official site lives under .gov.cn or .政务, whether site.yml or the command line names the address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.content.site_files import SiteInfo, is_government_host
from builder.problems import Location, Problem

_SITE = "content/site.yml"


def check_domain(info: SiteInfo, *, given: bool) -> Iterator[Problem]:
    """The address in use. One from site.yml was checked where it stands; a preview on this machine may be anything."""
    if info.profile != "official":
        return
    if not info.base_url:
        yield Problem(
            Location(_SITE),
            "error",
            "profile.domain",
            "base_url",
            "没有写网址",
            "以 .gov.cn 或 .政务 结尾的域名（国办发〔2017〕47号）",
            "写上 base_url 或用 --base-url",
        )
    elif given:
        host = re.sub(r"\Ahttps?://|[/:].*", "", info.base_url)
        if host not in {"localhost", "127.0.0.1"} and not is_government_host(host):
            yield Problem(
                Location(_SITE),
                "error",
                "profile.domain",
                "base_url",
                f"--base-url 是“{host}”",
                "以 .gov.cn 或 .政务 结尾的域名（国办发〔2017〕47号）",
                "改用 mirror，或换域名",
            )
