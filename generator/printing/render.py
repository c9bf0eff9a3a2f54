"""Paper in, PDF bytes out; the only module that knows WeasyPrint."""

import hashlib
import io
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pydyf
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.printing import fonts, wording
from generator.printing.errors import GlyphMissing, OutsideFetch, PaperTooLong
from generator.printing.paper import Paper
from generator.printing.qr import qr_code

# WeasyPrint looks at the machine's fonts as soon as it is imported.
with fonts.only_shipped():
    import weasyprint
    from weasyprint.css import ColorProfile
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    FONTS = FontConfiguration()

TEMPLATES = Path(__file__).parent / "templates"
ARCHIVE = {"pdf_variant": "pdf/a-3u", "pdf_tags": True, "output_intent": "archive"}
# Pango, fontconfig and the one FontConfiguration are not made for threads, and cffi gives
# the interpreter away while it is inside them.
PRESS = threading.Lock()

# WeasyPrint would log the characters it cannot draw, and those come from names.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class RenderedPdf:
    """A finished paper: the file, its SHA-256, its pages, and the JSON attached to it."""

    content: bytes
    sha256: str
    pages: int
    data: bytes


class Refused(FatalURLFetchingError):
    """Stops WeasyPrint, which goes on without the resource after most other errors."""


class AssetFetcher(URLFetcher):
    """Opens the product's own template folder and ``data:`` addresses, and nothing else."""

    def __init__(self) -> None:
        URLFetcher.__init__(self, allowed_protocols=("file", "data"), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource, or ``Refused``; remembered too, as an SVG image swallows errors."""
        if not self.is_own(url):
            self.refused.append(url)
            raise Refused(url)
        response: URLFetcherResponse = URLFetcher.fetch(self, url, headers)
        return response

    def is_own(self, url: str) -> bool:
        """Whether the address is a data address or a file under the template folder."""
        if url.startswith("data:"):
            return True
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
            return False
        return Path(unquote(parts.path)).resolve().is_relative_to(TEMPLATES.resolve())


FETCHER = AssetFetcher()


@contextmanager
def own_assets_only() -> Iterator[None]:
    """Raise OutsideFetch at the end when anything else was asked for."""
    FETCHER.refused.clear()
    with suppress(Refused):
        yield
    if FETCHER.refused:
        raise OutsideFetch(FETCHER.refused[0])


def make_environment() -> ImmutableSandboxedEnvironment:
    """Templates that escape everything and stop at a name they do not know."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["chinese_date"] = wording.chinese_date
    environment.filters["grouped"] = wording.grouped
    environment.filters["yuan"] = wording.yuan
    environment.filters["capital"] = wording.capital
    environment.filters["cost"] = wording.cost
    return environment


ENVIRONMENT = make_environment()


class ArchiveProfile(ColorProfile):
    """The sRGB profile that an archive PDF names, read once and given out byte for byte.

    Under its usual name, WeasyPrint 70.0 would open the file for every document and never
    close it; and littleCMS writes a profile differently once its name has been read.
    """

    def __init__(self, file: Path) -> None:
        self.raw = file.read_bytes()
        channels = (["r"], ["g"], ["b"])
        ColorProfile.__init__(
            self, io.BytesIO(self.raw), file.name, "relative-colorimetric", channels
        )

    @property
    def content(self) -> bytes:
        """The ICC file as it came."""
        return self.raw


SRGB = ArchiveProfile(Path(weasyprint.__file__).parent / "pdf" / "sRGB2014.icc")


@cache
def stylesheet(template: str) -> weasyprint.CSS:
    """The template's parsed CSS, once a process: it holds nothing of any paper."""
    return weasyprint.CSS(
        filename=TEMPLATES / f"{template}.css", font_config=FONTS, url_fetcher=FETCHER
    )


def page_html(paper: Paper, size: str) -> str:
    """The paper as HTML; the template sees text, numbers and lists of them, no objects."""
    code = qr_code(paper.qr_address)
    made = paper.made_utc.isoformat()
    return ENVIRONMENT.get_template(f"{paper.template}.html").render(
        {
            **paper.model_dump(mode="json"),
            **paper.context(size),
            "title": paper.title,
            "language": paper.language,
            "made": made,
            "mark": paper.mark,
            "mark_line": paper.mark_line,
            "qr_address": paper.qr_address,
            "qr_size": code.size,
            "qr_path": code.path,
            "size": size,
        }
    )


def lay_out(paper: Paper) -> weasyprint.Document:
    """The laid-out pages, in the largest print that keeps to the paper's number of pages."""
    for size in paper.prints:
        page = weasyprint.HTML(
            string=page_html(paper, size), base_url=TEMPLATES.as_uri() + "/", url_fetcher=FETCHER
        )
        # The image cache is never shared: it would keep every QR code for ever.
        document: weasyprint.Document = page.render(
            font_config=FONTS,
            stylesheets=[stylesheet(paper.template)],
            color_profiles={"archive": SRGB},
            **ARCHIVE,
        )
        if paper.page_limit is None or len(document.pages) <= paper.page_limit:
            return document
    if paper.spills:
        return document
    raise PaperTooLong(
        f"{paper.template}: more than {paper.page_limit} pages in the smallest print"
    )


def attached_data(paper: Paper) -> weasyprint.Attachment:
    """The record as a JSON file inside the PDF; its dates are the paper's, never now."""
    return weasyprint.Attachment(
        string=paper.data,
        name=f"{paper.template}.json",
        description="本文件的机读数据",
        created=paper.made_utc,
        modified=paper.made_utc,
        relationship="Data",
        url_fetcher=FETCHER,
    )


def list_attachments_once(_document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Undo WeasyPrint issue 2917: 70.0 names every attachment twice in /AF."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def missing_glyphs(document: weasyprint.Document) -> list[str]:
    """Characters that were drawn as an empty box, in code point order."""
    return [chr(point) for point in sorted({p for f in document.fonts.values() for p in f.missing})]


def render_pdf(paper: Paper) -> RenderedPdf:
    """Print ``paper`` as PDF/A-3u with tags and its JSON attached.

    The same record gives the same bytes in every process. Safe to call from any thread;
    one paper is printed at a time.
    Raises GlyphMissing, PaperTooLong or OutsideFetch; then there are no bytes.
    """
    with PRESS, own_assets_only():
        document = lay_out(paper)
        content = document.write_pdf(
            attachments=[attached_data(paper)], finisher=list_attachments_once, **ARCHIVE
        )
        missing = missing_glyphs(document)
    if missing:
        raise GlyphMissing(missing)
    return RenderedPdf(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=len(document.pages),
        data=paper.data,
    )
