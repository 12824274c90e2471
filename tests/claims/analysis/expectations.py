"""Compares what the analysis finds in a text with what a person wrote down that it must find.

An expectation is a dictionary in the form of ``twin/expected.json``: attributions, claims, what is no claim, what is no
attribution, metadata, ignored lines. `located` builds one from a table row, where spans are given by their words.

Where the labelling guide leaves open how far a source or cue reaches ("told", "told reporters"), ``source_also`` and
``cue_also`` list what is right as well.

Tolerances: a content may add or leave out punctuation, quotation marks, a leading "that" or "as" (or the preposition
of a cue, as in "warned of"), and the "and" between its pieces; a claim must cover the given words; sources and cues are
exact.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from claims.analysis import analyse
from claims.analysis.types import Analysis, Attribution, Claim, Span

WORD = re.compile(r"\w+(?:[’'.,]\w+)*")
LEADING = {"that", "as", "of", "about"}
JOINING = {"and", "or", "but"}
QUOTES = '"“”„«»'
COMPARED_BY_PART = {"proximity", "reason"}  # long phrases, of which only the core is written down
Words = frozenset[int]


# ------------------------------------------------------------------ from words to spans


def occurrences(text: str, words: str) -> list[Span]:
    """Every place where `words` stand in `text` as whole words; none is an error of who wrote the expectation."""
    before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
    found = [Span(m.start(), m.end()) for m in re.finditer(before + re.escape(words) + after, text)]
    if not found:
        raise ValueError(f"not in the text: {words!r}")
    return found


def place(text: str, words: str | list) -> dict[str, Any]:
    """The one span of `words`, or of the n-th occurrence when ``[words, n]`` is given."""
    name, nth = (words, None) if isinstance(words, str) else words
    found = occurrences(text, name)
    if nth is None and len(found) > 1:
        raise ValueError(f"ambiguous, say which: {name!r} in {text!r}")
    span = found[nth or 0]
    return {"start": span.start, "end": span.end, "text": name}


def located(row: dict[str, Any]) -> dict[str, Any]:
    """The expectation of a table row: spans instead of words, and attributions numbered unless they carry an id."""
    text, attributions = row["text"], []
    for number, given in enumerate(row.get("attributions", [])):
        attribution = {"id": str(number), **given}
        for role in ("source", "cue"):
            if attribution.get(role) is not None:
                attribution[role] = place(text, attribution[role])
            also = f"{role}_also"
            if also in attribution:
                attribution[also] = [words and place(text, words) for words in attribution[also]]
        attribution["content"] = [place(text, piece) for piece in attribution["content"]]
        attributions.append(attribution)
    return {"complete": True, **row, "attributions": attributions}


# ------------------------------------------------------------------ comparing


def words_in(text: str, spans: list[Span]) -> Words:
    """The starts of the words that lie in `spans`; where a word begins is its name."""
    return frozenset(span.start + m.start() for span in spans for m in WORD.finditer(text[span.start : span.end]))


def same_content(text: str, wanted: list[Span], got: list[Span]) -> bool:
    """Whether the two are one content but for the tolerances named above."""
    inside, found = words_in(text, wanted), words_in(text, got)
    order = [m.start() for m in WORD.finditer(text)]
    rank = {start: index for index, start in enumerate(order)}
    for start in inside ^ found:
        match = WORD.match(text, start)
        word = match.group().lower() if match else ""
        index = rank.get(start)
        if index is None:
            return False
        follows = index + 1 < len(order) and order[index + 1] in inside & found
        precedes = index > 0 and order[index - 1] in inside & found
        if not (word in LEADING and follows and not precedes) and not (word in JOINING and len(wanted) > 1 and follows):
            return False
    return bool(inside & found)


def span_of(mention: Any) -> tuple[int, int] | None:
    return (mention.span.start, mention.span.end) if mention else None


def wanted_span(piece: dict[str, Any] | None) -> tuple[int, int] | None:
    return (piece["start"], piece["end"]) if piece else None


class Comparison:
    """One text, one expectation, one analysis; `problems` says in words what does not agree."""

    def __init__(self, text: str, expected: dict[str, Any], analysis: Analysis) -> None:
        self.text, self.expected, self.analysis = text, expected, analysis
        self.problems: list[str] = []
        self.found: dict[str, Attribution] = {}

    def run(self) -> list[str]:
        self.check_soundness()
        for wanted in self.expected.get("attributions", []):
            self.check_attribution(wanted)
        self.check_links()
        if self.expected.get("complete"):
            self.check_nothing_else()
        for wanted in self.expected.get("claims", []):
            self.check_claim(wanted)
        self.check_no_claims()
        self.check_no_attributions()
        self.check_possible()
        self.check_page()
        return self.problems

    def report(self, problem: str) -> None:
        self.problems.append(problem)

    # -- attributions

    def described(self, attribution: Attribution) -> str:
        source = attribution.source.span.of(self.text) if attribution.source else None
        cue = attribution.cue.span.of(self.text) if attribution.cue else None
        return f"{source!r} {cue!r} {[piece.of(self.text) for piece in attribution.content]!r}"

    def check_attribution(self, wanted: dict[str, Any]) -> None:
        sources, cues = (
            {wanted_span(piece) for piece in [wanted.get(role), *wanted.get(f"{role}_also", [])]}
            for role in ("source", "cue")
        )
        fitting = [a for a in self.analysis.attributions if span_of(a.source) in sources and span_of(a.cue) in cues]
        name = f"{(wanted['source'] or {}).get('text')!r} {(wanted.get('cue') or {}).get('text')!r}"
        if not fitting:
            there = "; ".join(self.described(a) for a in self.analysis.attributions)
            self.report(f"no attribution {name}; there is: {there or 'none'}")
            return
        pieces = [Span(piece["start"], piece["end"]) for piece in wanted["content"]]
        right = [a for a in fitting if same_content(self.text, pieces, list(a.content))]
        if not right:
            got_words = [piece.of(self.text) for piece in fitting[0].content]
            self.report(f"content of {name}: {got_words}, not {[piece['text'] for piece in wanted['content']]}")
        got = (right or fitting)[0]
        self.found[wanted["id"]] = got
        self.check_details(name, wanted, got)

    def check_details(self, name: str, wanted: dict[str, Any], got: Attribution) -> None:
        facts = {
            "stance": got.cue.stance if got.cue else None,
            "quote_type": got.quote_type,
            "kind": got.source.kind if got.source else None,
        }
        for key, value in facts.items():
            if key in wanted and wanted[key] != value:
                self.report(f"{key} of {name}: {value!r}, not {wanted[key]!r}")
        if "name" in wanted and not (got.source and wanted["name"] in got.source.name):
            self.report(f"{name} is {got.source and got.source.name!r}, not {wanted['name']!r}")
        anonymous = got.source.anonymous if got.source else None
        if wanted.get("kind") not in (None, "anonymous") and anonymous:
            self.report(f"{name} is taken for anonymous: {anonymous}")
        if not wanted.get("anonymous"):
            return
        if not anonymous:
            self.report(f"{name} is not taken for anonymous")
            return
        for key, value in wanted["anonymous"].items():
            if not same_field(key, value, getattr(anonymous, key)):
                self.report(f"{key} of {name}: {getattr(anonymous, key)!r}, not {value!r}")

    def check_links(self) -> None:
        """Sources that are one, sources that are two, and which attribution stands inside which."""
        named = [(w, self.found[w["id"]]) for w in self.expected.get("attributions", []) if w["id"] in self.found]
        known = [(w, got) for w, got in named if w.get("canonical") and got.source]
        for index, (left, got_left) in enumerate(known):
            for right, got_right in known[index + 1 :]:
                one = got_left.source.canonical == got_right.source.canonical
                if one != (left["canonical"] == right["canonical"]):
                    verb = "are one source" if one else "are not one source"
                    self.report(f"{left['source']['text']!r} and {right['source']['text']!r} {verb}")
        for wanted, got in named:
            if "parent" not in wanted:
                continue
            parent = self.found[wanted["parent"]].id if wanted["parent"] in self.found else None
            if (wanted["parent"] is None or parent) and got.parent != parent:
                self.report(f"parent of {self.described(got)} is {got.parent!r}, not {parent!r}")

    def check_nothing_else(self) -> None:
        expected = {a.id for a in self.found.values()}
        for extra in self.analysis.attributions:
            if extra.id not in expected:
                self.report(f"one attribution too many: {self.described(extra)}")

    def check_no_attributions(self) -> None:
        for words in self.expected.get("no_attribution_on", []):
            for span in occurrences(self.text, words):
                for attribution in self.analysis.attributions:
                    if any(piece.overlap(span) for piece in attribution.content):
                        self.report(f"attribution on {words!r}: {self.described(attribution)}")

    # -- claims

    def covers(self, claim: Claim, words: str) -> bool:
        inside = words_in(self.text, list(claim.spans))
        return any(words_in(self.text, [span]) <= inside for span in occurrences(self.text, words))

    def check_claim(self, wanted: dict[str, Any]) -> None:
        covering = [c for c in self.analysis.claims if all(self.covers(c, words) for words in wanted["must_cover"])]
        if not covering:
            self.report(f"no claim covers {wanted['must_cover']}; there is: {[c.text for c in self.analysis.claims]}")
            return
        if "attribution" in wanted:
            owner = wanted["attribution"]
            if owner is not None and owner not in self.found:
                return  # the attribution itself is missing, and reported
            identity = self.found[owner].id if owner is not None else None
            if not any(c.attribution == identity for c in covering):
                self.report(f"claim on {wanted['must_cover']} belongs to {covering[0].attribution!r}, not {identity!r}")
                return
            covering = [c for c in covering if c.attribution == identity]
        reasons = [self.differences(wanted, claim) for claim in covering]
        if all(reasons):
            self.report(f"claim on {wanted['must_cover']}: " + "; ".join(reasons[0]))

    def differences(self, wanted: dict[str, Any], claim: Claim) -> list[str]:
        out = []
        for key in ("certainty", "polarity"):
            if key in wanted and getattr(claim, key) != wanted[key]:
                out.append(f"{key} {getattr(claim, key)!r}, not {wanted[key]!r}")
        for quantity in wanted.get("quantities", []):
            if not any(all(same_value(getattr(q, k), v) for k, v in quantity.items()) for q in claim.quantities):
                out.append(f"no quantity {quantity} in {claim.quantities}")
        if "number_of_quantities" in wanted and len(claim.quantities) != wanted["number_of_quantities"]:
            out.append(f"{len(claim.quantities)} quantities, not {wanted['number_of_quantities']}: {claim.quantities}")
        if "event_time" in wanted and not same_time(wanted["event_time"], claim.event_time):
            out.append(f"event time {claim.event_time}, not {wanted['event_time']}")
        return out

    def check_no_claims(self) -> None:
        for words in self.expected.get("not_claims", []):
            for span in occurrences(self.text, words):
                for claim in self.analysis.claims:
                    if any(piece.overlap(span) for piece in claim.spans):
                        self.report(f"claim on {words!r}: {claim.text!r}")

    def check_possible(self) -> None:
        for words in self.expected.get("possible_not_certain", []):
            covering = [claim.certainty for claim in self.analysis.claims if self.covers(claim, words)]
            if "certain" in covering or "possible" not in covering:
                self.report(f"{words!r} is {covering or 'in no claim'}, not possible")

    # -- the page, and what must always hold

    def check_page(self) -> None:
        metadata = self.analysis.document.metadata
        for key, value in self.expected.get("metadata", {}).items():
            if key == "note":
                continue
            got = getattr(metadata, key)
            got = got.isoformat() if hasattr(got, "isoformat") else got
            if got != value and not (key.endswith("_at") and value and (got or "").startswith(value)):
                self.report(f"{key} {got!r}, not {value!r}")
        for piece in self.expected.get("ignored_must_include", []):
            ignored = words_in(self.text, list(self.analysis.document.ignored))
            if not words_in(self.text, [Span(piece["start"], piece["end"])]) <= ignored:
                self.report(f"not ignored: {piece['text']!r}")

    def check_soundness(self) -> None:
        """Offsets inside the text, references that lead somewhere, claims without quotation marks around them."""
        identities = {a.id for a in self.analysis.attributions}
        if len(identities) != len(self.analysis.attributions):
            self.report("two attributions share an id")
        for attribution in self.analysis.attributions:
            if attribution.parent is not None and attribution.parent not in identities:
                self.report(f"parent {attribution.parent!r} is nowhere")
        for claim in self.analysis.claims:
            if claim.attribution is not None and claim.attribution not in identities:
                self.report(f"attribution {claim.attribution!r} of a claim is nowhere")
            if any(span.end > len(self.text) or not span for span in claim.spans):
                self.report(f"claim {claim.id} has a span outside the text, or an empty one")
            if len(claim.text.strip(QUOTES)) <= len(claim.text) - 2 and claim.text[:1] in QUOTES:
                self.report(f"quotation marks around the claim {claim.text!r}")


def same_value(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and isinstance(got, str):
        return got.casefold().removesuffix("s") == wanted.casefold().removesuffix("s")
    if isinstance(wanted, float) and isinstance(got, float | int):
        return abs(got - wanted) <= 1e-9 * max(1.0, abs(wanted))
    return got == wanted


def same_field(key: str, wanted: Any, got: Any) -> bool:
    """Whether a field of an anonymous source agrees; ``True`` stands for "something"."""
    if wanted is True and key != "exact":
        return bool(got)
    if isinstance(wanted, str) and isinstance(got, str):
        wanted, got = wanted.casefold(), got.casefold().removeprefix("the ")
        return wanted in got if key in COMPARED_BY_PART else wanted == got
    return got == wanted


def same_time(wanted: dict[str, Any] | None, got: Any) -> bool:
    if wanted is None or got is None:
        return wanted is got
    if "within" in wanted:
        first, last = wanted["within"]
        if not first <= got.start.isoformat() <= got.end.isoformat() <= last:
            return False
    if "day" in wanted and not got.start.isoformat() == got.end.isoformat() == wanted["day"]:
        return False
    return "precision" not in wanted or got.precision == wanted["precision"]


def problems(text: str, expected: dict[str, Any], analysis: Analysis) -> list[str]:
    """What does not agree, one line each; empty when all does."""
    return Comparison(text, expected, analysis).run()


# ------------------------------------------------------------------ tables


def table(name: str) -> list[dict[str, Any]]:
    """The rows of ``hard/<name>.jsonl``; the ``id`` of a row says what is hard about it."""
    lines = (Path(__file__).parent / "hard" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def problems_of_row(row: dict[str, Any]) -> list[str]:
    """What does not agree in one row of a table."""
    published_at = datetime.fromisoformat(row["published_at"]) if "published_at" in row else None
    return problems(row["text"], located(row), analyse(row["text"], published_at=published_at))
