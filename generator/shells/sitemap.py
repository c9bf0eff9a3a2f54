"""sitemap.xml and robots.txt: every page but samples, which are `noindex` and listed nowhere."""

from collections.abc import Iterable
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape

PRIVATE = ("/apply/", "/staff/", "/status")


def files(root: str, addresses: Iterable[str]) -> dict[str, bytes]:
    """`root` is the absolute address of the home page; `addresses` start with a slash."""
    lines = "\n".join(
        f"<url><loc>{escape(urljoin(root, quote(address.lstrip('/'))))}</loc></url>"
        for address in sorted(set(addresses))
    )
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{lines}\n</urlset>\n"
    )
    closed = "".join(f"Disallow: {path}\n" for path in PRIVATE)
    robots = f"User-agent: *\n{closed}Sitemap: {urljoin(root, 'sitemap.xml')}\n"
    return {"sitemap.xml": sitemap.encode(), "robots.txt": robots.encode()}
