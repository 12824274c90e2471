"""HTML to what an article is: title, byline, date, text with paragraphs, and links with their place in it.

What is boilerplate is decided by trafilatura (Barbaresi 2021, ACL demo); this module turns its tree into text whose
offsets the links keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from lxml import etree

# Elements of trafilatura's tree (a TEI subset) that stand on a line of their own.
BLOCKS = frozenset({"p", "head", "item", "quote", "list", "row", "table", "cell", "code", "div", "body", "main"})


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link in the text: `[start, end)` of its words in code points."""

    href: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadPage:
    text: str
    title: str
    byline: str
    published_at: datetime | None
    links: tuple[PageLink, ...]


def read_html(html: str, *, url: str | None = None) -> ReadPage:
    """The article in a page. `text` is empty when the page holds none; never raises on broken HTML."""
    # Here and not above: importing it takes longer than everything else that a process starts with.
    import trafilatura
    from trafilatura.settings import Document

    read = trafilatura.bare_extraction(
        html, url=url, with_metadata=True, include_links=True, include_comments=False, include_tables=True
    )
    if not isinstance(read, Document) or read.body is None:
        return ReadPage("", "", "", None, ())
    writer = _Writer(url)
    writer.element(read.body)
    text = writer.text().rstrip()
    return ReadPage(
        text=text,
        title=read.title or "",
        byline=read.author or "",
        published_at=_date(read.date),
        links=writer.trimmed_links(text),
    )


def _date(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if value else None
    except ValueError:
        return None


class _Writer:
    """Walks the tree with an explicit stack (depth is the page's choice) and collects text and links."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.links: list[PageLink] = []
        self._pieces: list[str] = []
        self._length = 0

    def text(self) -> str:
        return "".join(self._pieces)

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _words(self, text: str | None) -> None:
        words = " ".join((text or "").split())
        if not words:
            if text and self._length and not self._at_break():
                self._write(" ")
            return
        if text and text[0].isspace() and self._length and not self._at_break():
            self._write(" ")
        self._write(words)
        if text and text[-1].isspace():
            self._write(" ")

    def _at_break(self) -> bool:
        return self._pieces[-1].endswith((" ", "\n"))

    def _block(self) -> None:
        if self._length:
            last = self._pieces[-1].rstrip(" ")
            self._length -= len(self._pieces[-1]) - len(last)
            self._pieces[-1] = last
            if last and not last.endswith("\n"):
                self._write("\n\n")

    def element(self, root: etree._Element) -> None:
        stack: list[tuple[str, etree._Element, int]] = [("open", root, 0)]
        while stack:
            action, node, start = stack.pop()
            if action == "open":
                if node.tag in BLOCKS:
                    self._block()
                begin = self._length
                self._words(node.text)
                stack.append(("close", node, begin))
                stack.extend(("open", child, 0) for child in reversed(node))
                continue
            if node.tag == "ref" and node.get("target"):
                self._link(node.get("target"), start)
            if node.tag in BLOCKS or node.tag == "lb":
                self._block()
            if node is not root:
                self._words(node.tail)

    def _link(self, target: str, start: int) -> None:
        try:
            self.links.append(PageLink(urljoin(self.base or "", target), start, self._length))
        except ValueError:
            return

    def trimmed_links(self, text: str) -> tuple[PageLink, ...]:
        """The links that have words in `text`, without white space at their edges."""
        trimmed = []
        for link in self.links:
            words = text[link.start : link.end]
            start = link.start + len(words) - len(words.lstrip())
            if words.strip():
                trimmed.append(PageLink(link.href, start, start + len(words.strip())))
        return tuple(trimmed)
