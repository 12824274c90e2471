"""Read PolNeAR-style news: texts with brat standoff attributions, or anything laid out like it.

A folder has ``text/NAME.txt`` and ``attributions/NAME_<annotator>.ann``. Known traps of the format are met here:
numbered roles (``Source2:``), discontinuous offsets (``a b;c d``), selections that brat cut at line ends, several
annotators of one article, T lines that wrap, ``Discuss`` and ``Discard`` marks that are not annotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from claims.analysis.tags import ROLES

_T_LINE = re.compile(r"^(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_E_LINE = re.compile(r"^E\d+\t(\S.*)$")
_ROLE = re.compile(r"^(Source|Cue|Content)\d*$")
_EVENTS = ("Attribution", "Attribution-no-source")
_IGNORED = ("Discuss", "Discard")

Piece = tuple[int, int]
AttributionPieces = dict[str, list[Piece]]  # role -> pieces, [start, end) code points


@dataclass(frozen=True)
class AnnotatedArticle:
    """One text and, for each annotator, the attributions that they marked. The first annotator is the reference."""

    name: str
    text: str
    annotations: tuple[tuple[AttributionPieces, ...], ...]


def merge_pieces(text: str, pieces: list[Piece]) -> list[Piece]:
    """Sorted pieces without white space at their edges; those that meet or have only white space between are one."""
    merged: list[Piece] = []
    for start, end in sorted(pieces):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def read_annotations(annotations: str, text: str) -> tuple[AttributionPieces, ...]:
    """The attributions of one brat file, in its order."""
    spans: dict[str, tuple[str, list[Piece]]] = {}
    events: list[list[str]] = []
    for line in annotations.split("\n"):
        if found := _T_LINE.match(line.rstrip("\r")):
            pieces = [(int(a), int(b)) for a, b in (p.split() for p in found[3].split(";"))]
            if any(not 0 <= a <= b <= len(text) for a, b in pieces):
                raise ValueError(f"offset outside the text: {line[:80]}")
            spans[found[1]] = (found[2], pieces)
        elif found := _E_LINE.match(line.rstrip("\r")):
            events.append(found[1].split())
    read = []
    for kind, *parts in events:
        if kind.split(":")[0] not in _EVENTS:
            continue
        pooled: AttributionPieces = {role: [] for role in ROLES}
        for part in parts:
            role, _, reference = part.partition(":")
            found = _ROLE.match(role)
            if found and reference in spans and spans[reference][0] not in _IGNORED:
                pooled[found[1].lower()] += spans[reference][1]
        attribution = {role: merge_pieces(text, pieces) for role, pieces in pooled.items()}
        if any(attribution.values()):
            read.append(attribution)
    return tuple(read)


def read_corpus(folder: Path) -> list[AnnotatedArticle]:
    """All articles of a folder, by name. Raises ``ValueError`` when the folder has no such layout."""
    texts, files = sorted((folder / "text").glob("*.txt")), sorted((folder / "attributions").glob("*.ann"))
    if not texts or not files:
        raise ValueError(f"{folder} has no text/*.txt with attributions/*.ann")
    by_name: dict[str, list[Path]] = {path.stem: [] for path in texts}
    for path in files:
        name = path.stem if path.stem in by_name else path.stem.rpartition("_")[0]
        if name not in by_name:
            raise ValueError(f"annotation file without its text: {path.name}")
        by_name[name].append(path)
    articles = []
    for path in texts:
        with path.open(encoding="utf-8", newline="") as opened:
            text = opened.read()
        marked = []
        for annotation in by_name[path.stem]:
            with annotation.open(encoding="utf-8", newline="") as opened:
                marked.append(read_annotations(opened.read(), text))
        if marked:
            articles.append(AnnotatedArticle(path.stem, text, tuple(marked)))
    return articles
