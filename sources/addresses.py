"""Canonical URLs: one article, one address. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

# What campaigns and share buttons add; none of them selects an article.
TRACKING = """
    utm_source utm_medium utm_campaign utm_term utm_content utm_id utm_name utm_cid utm_reader fbclid gclid
    dclid gbraid wbraid msclkid yclid igshid mc_cid mc_eid _ga _gl ncid cmpid cid smid smtyp ocid at_medium
    at_campaign at_custom1 at_custom2 at_custom3 at_custom4 ref_src ref_url s_cid spm
""".split()
DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?|\[[0-9a-f:.]+\]")


class AddressRefused(ValueError):
    """Not an address of a web page. The message says why."""


def canonical_url(url: str, *, max_length: int) -> str:
    """The one form of a page's address: lower-case scheme and host, no default port, user, fragment or tracking
    parameters, query sorted, percent-encoding normalised (RFC 3986 §6.2).

    Raises AddressRefused.
    """
    url = url.strip()
    if len(url) > max_length:
        raise AddressRefused(f"The URL has {len(url):,} characters; at most {max_length:,} are taken.")
    if any(ord(c) <= 32 or 0x7F <= ord(c) <= 0x9F or 0xD800 <= ord(c) <= 0xDFFF for c in url):
        raise AddressRefused("The URL holds a space or a control character.")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise AddressRefused(f"Not a URL: {error}.") from None
    if parts.scheme.lower() not in DEFAULT_PORTS:
        raise AddressRefused("The URL must begin with http:// or https://.")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        raise AddressRefused(f"Not a host name: {host}") from None
    bracketed = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(bracketed):
        raise AddressRefused(f"Not a host name: {host or '(none)'}")
    scheme = parts.scheme.lower()
    netloc = bracketed if port in (None, DEFAULT_PORTS[scheme]) else f"{bracketed}:{port}"
    plain = urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))
    cleaned = (
        url_query_cleaner(plain, TRACKING, remove=True, unique=False, keep_fragments=False) if parts.query else plain
    )
    result = canonicalize_url(cleaned)
    if len(result) > max_length:
        raise AddressRefused(f"The URL has {len(result):,} characters; at most {max_length:,} are taken.")
    return result


def domain_of(url: str) -> str:
    """The host of a canonical URL, without a leading "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
