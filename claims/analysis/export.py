"""An analysis as the JSON object of ``manage.py extract``, and as text for people.

Field names and nesting are a stable interface: offsets are ``[start, end)`` in Unicode code points of the text as
given (W3C Web Annotation TextPositionSelector), each with the exact words beside it where a reader would want them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from claims.analysis.types import Analysis, Attribution, Claim, Document, Quantity, SourceMention, Span

Json = dict[str, Any]


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _quoted(span: Span, text: str) -> Json:
    return {**_span(span), "text": span.of(text)}


def _moment(moment: datetime | None) -> str | None:
    """To the minute where the page says no more."""
    return None if moment is None else moment.isoformat(timespec="seconds" if moment.second else "minutes")


def metadata_json(document: Document) -> Json:
    meta = document.metadata
    return {
        "title": meta.title,
        "byline": meta.byline,
        "dateline": meta.dateline,
        "agency": meta.agency,
        "published_at": _moment(meta.published_at),
        "modified_at": _moment(meta.modified_at),
        "language": meta.language,
        "language_supported": meta.language_supported,
    }


def _source_json(source: SourceMention | None, text: str) -> Json | None:
    if source is None:
        return None
    return {
        **_quoted(source.span, text),
        "kind": source.kind,
        "canonical": source.canonical,
        "name": source.name,
        "anonymous": None if source.anonymous is None else asdict(source.anonymous),
    }


def attribution_json(attribution: Attribution, text: str) -> Json:
    cue = attribution.cue
    return {
        "id": attribution.id,
        "parent": attribution.parent,
        "source": _source_json(attribution.source, text),
        "cue": None if cue is None else {**_quoted(cue.span, text), "lemma": cue.lemma, "stance": cue.stance},
        "content": [_span(piece) for piece in attribution.content],
        "quote_type": attribution.quote_type,
        "confidence": round(attribution.confidence, 4),
    }


def _quantity_json(quantity: Quantity, text: str) -> Json:
    found: Json = {
        "value": quantity.value,
        "comparator": quantity.comparator,
        "unit": quantity.unit,
        "counted": quantity.counted,
        **_quoted(quantity.span, text),
    }
    if quantity.upper is not None:
        found["upper"] = quantity.upper
    return found


def claim_json(claim: Claim, text: str) -> Json:
    time = claim.event_time
    return {
        "id": claim.id,
        "spans": [_span(piece) for piece in claim.spans],
        "text": claim.text,
        "resolved": claim.resolved,
        "attribution": claim.attribution,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "check_worthiness": {"score": claim.check_worthiness.score, "parts": dict(claim.check_worthiness.parts)},
        "quantities": [_quantity_json(quantity, text) for quantity in claim.quantities],
        "event_time": None
        if time is None
        else {"start": time.start.isoformat(), "end": time.end.isoformat(), "precision": time.precision},
    }


def analysis_json(analysis: Analysis, file: str) -> Json:
    """The whole analysis of one text; ``file`` is its name as given on the command line ("-" for standard input)."""
    document = analysis.document
    return {
        "file": file,
        "metadata": metadata_json(document),
        "ignored": [_span(span) for span in document.ignored],
        "sentences": [_span(span) for span in document.sentences],
        "attributions": [attribution_json(attribution, document.text) for attribution in analysis.attributions],
        "claims": [claim_json(claim, document.text) for claim in analysis.claims],
    }


def analysis_text(analysis: Analysis, file: str) -> str:
    """The analysis for people: who says what, claim by claim."""
    return "\n".join(_text_lines(analysis, file)) + "\n"


def _text_lines(analysis: Analysis, file: str) -> Iterable[str]:
    meta = analysis.document.metadata
    attributions = {attribution.id: attribution for attribution in analysis.attributions}
    yield f"== {file}"
    if meta.title:
        yield f"   {meta.title}"
    facts = (("by", meta.byline), ("published", _moment(meta.published_at)), ("modified", _moment(meta.modified_at)))
    known = [f"{name} {value}" for name, value in facts if value]
    if known:
        yield "   " + ", ".join(known)
    if not analysis.claims:
        yield "   no checkable claims"
    for claim in analysis.claims:
        yield f"\n{claim.id}. {claim.text}"
        yield f"    {_voice(claim, attributions, analysis.document.text)}"
        details = [claim.certainty, claim.polarity, f"check-worthiness {claim.check_worthiness.score:g}"]
        details += [_amount(quantity) for quantity in claim.quantities]
        if claim.event_time is not None:
            start, end = claim.event_time.start, claim.event_time.end
            details.append(f"{start}" if start == end else f"{start} to {end}")
        yield f"    {'; '.join(details)}"


def _voice(claim: Claim, attributions: dict[str, Attribution], text: str) -> str:
    """ "the outlet itself", or the sources from the innermost outwards."""
    if claim.attribution is None:
        return "the outlet itself"
    said: list[str] = []
    seen: set[str] = set()
    name: str | None = claim.attribution
    while name is not None and name in attributions and name not in seen:
        seen.add(name)
        attribution = attributions[name]
        source = attribution.source
        who = "nobody named" if source is None else " ".join(source.span.of(text).split())
        kind = "" if source is None else f" ({source.kind})"
        cue = "" if attribution.cue is None else f" – “{attribution.cue.span.of(text)}”, {attribution.cue.stance}"
        said.append(f"{who}{kind}{cue}")
        name = attribution.parent
    return " · within: ".join(said)


def _amount(quantity: Quantity) -> str:
    upper = "" if quantity.upper is None else f" to {quantity.upper:g}"
    comparator = "" if quantity.comparator in ("exact", "range") else quantity.comparator.replace("_", " ") + " "
    return f"{comparator}{quantity.value:,.10g}{upper} {quantity.counted or quantity.unit or ''}".rstrip()
