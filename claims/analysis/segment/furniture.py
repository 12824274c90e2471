"""Lines and line ends of a pasted page that are not the article: site header, byline, dateline, dates, "Read also".

What they say about the article (title, byline, dateline, wire agency, dates) is kept as metadata; their spans are what
`Document.ignored` lists. Patterns look at one line at a time and at its looks only, never for a given site.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from claims.analysis.segment.dates import DATE, as_datetime
from claims.analysis.types import Span

AGENCIES = {
    "reuters": "Reuters", "thomson reuters": "Reuters", "ap": "AP", "associated press": "AP",
    "the associated press": "AP", "afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP",
    "upi": "UPI", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "tass": "TASS", "itar-tass": "TASS", "sana": "SANA",
    "irna": "IRNA", "xinhua": "Xinhua", "anadolu": "Anadolu Agency", "anadolu agency": "Anadolu Agency",
    "aa": "Anadolu Agency", "ria": "RIA Novosti", "ria novosti": "RIA Novosti", "sputnik": "Sputnik",
    "interfax": "Interfax", "kuna": "KUNA", "wam": "WAM", "spa": "SPA", "bloomberg": "Bloomberg", "pti": "PTI",
    "ani": "ANI", "nna": "NNA", "petra": "Petra", "mena": "MENA", "fars": "Fars", "tasnim": "Tasnim", "isna": "ISNA",
    "kyodo": "Kyodo", "yonhap": "Yonhap",
}  # fmt: skip
_AGENCY = "|".join(sorted((re.escape(name) for name in AGENCIES), key=len, reverse=True))

# Capitals that open a line and are places, for copy whose dash or comma was lost ("BEIRUT At least 70 …").
_CITIES = (
    "BEIRUT|DAMASCUS|BAGHDAD|AMMAN|ANKARA|ISTANBUL|GENEVA|MOSCOW|WASHINGTON|LONDON|PARIS|CAIRO|TEHRAN|RIYADH|JERUSALEM|"
    "GAZA|ALEPPO|HOMS|IDLIB|MOSUL|ERBIL|BASRA|NEW YORK|UNITED NATIONS|BRUSSELS|BERLIN|DOHA|DUBAI|SANAA|TRIPOLI|KABUL|"
    "KIRKUK|VIENNA|ROME|TUNIS|MANAMA|KUWAIT CITY|ABU DHABI|DAMASCUS/SANA"
)
_PLACE = r"[A-Z][A-Z'.-]+(?:[ /][A-Z][A-Z'.-]+){0,3}"
_REST = r"(?:,\s*[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?"  # ", Iraq", ", N.H."
_DAY = r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+\d{4})?)?"
_DASH = r"(?:—|--|-)"
DATELINE = re.compile(
    rf"(?P<place>{_PLACE}{_REST}|[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}})?{_DAY},?\s*"
    rf"\((?P<wire>(?i:{_AGENCY})|[A-Z][\w ./-]{{1,30}})\)\s*(?:{_DASH}+|:)?\s*"
    rf"|(?P<place2>{_PLACE}{_REST}){_DAY}(?:,?\s+(?P<wire2>{_AGENCY}|(?i:reuters|sana|afp)))?\s*(?:{_DASH}+\s+|—\s*)"
    rf"|(?P<place3>(?:{_CITIES})){_REST}(?::\s+|\s+(?=[A-Z][a-z]))"
    rf"|(?P<place4>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){{0,2}})(?:,\s*|\s+)(?P<wire4>[A-Z]{{3,8}})\s*(?:{_DASH}+\s+|—\s*)"
)

_LABEL = (
    r"(?P<label>last\s+(?:modified|updated?|edited)(?:\s+(?:at|on))?|(?:date\s+of\s+publication|first\s+published|"
    r"published|posted|"
    r"created|issued|date)(?:\s+(?:at|on))?|(?:updated|modified)(?:\s+(?:at|on))?)\s*[:—-]?\s*"
)
_DATED = re.compile(rf"(?:[\w .,'/-]{{0,40}}?[|•·—-]\s*)?{_LABEL}(?P<rest>.{{4,60}})\Z", re.IGNORECASE)
_LEADING_DATE = re.compile(rf"(?:{_LABEL})?(?P<when>{DATE.pattern})(?=[\s.,;:—-]|\Z)", re.IGNORECASE)
_NAME = r"[A-Z][\w.'-]*(?:\s+(?:[A-Z][\w.'-]*|al|bin|ibn|van|de|von|der))*"
BYLINE = re.compile(
    rf"(?:(?:[Bb]y|BY|[Ww]ritten by|[Rr]eported by|[Pp]osted by|[Aa]uthor:|[Bb]y:)\s+)(?P<names>{_NAME}(?:(?:,\s*|"
    rf"\s+and\s+|\s*&\s*|,\s+and\s+)"
    rf"{_NAME})*|[Oo]ur \w+(?: \w+)?|[Ss]taff(?: \w+)?)(?P<rest>\s*(?:[,|/(—-].{{0,60}})?)\Z"
)
_SIGN_OFF = re.compile(
    r"(?:^|(?<=[.!?\"')\]])\s*|\s+)(?P<all>\((?:Additional |Writing |)(?:[Rr]eporting|[Ww]riting|"
    r"[Ee]diting) (?:and writing |and editing )?by .{3,200}?\)"
    rf"|{_DASH}+\s*(?P<wire>(?i:{_AGENCY}))(?:\s*(?:/|and)\s*(?i:agencies|{_AGENCY}))?"
    rf"|[Ss]ource\s*:?\s+(?P<wire2>(?i:{_AGENCY})|[A-Z][\w ]{{2,30}}?)(?: and agencies)?)[.\s]*\Z"
)
_JUNK = re.compile(
    r"(?:share(?: (?:this|on|via)\b.{0,40})?|tweet|print(?: this.{0,20})?|e-?mail(?: this.{0,20})?|whatsapp|"
    r"facebook|twitter|"
    r"advertisement|sponsored(?: content)?|read (?:more|also|next)\b.{0,120}|(?:see|watch) also\b.{0,120}|"
    r"related(?: \w+)?:?.{0,80}|also read\b.{0,120}|"
    r"follow us\b.{0,60}|subscribe\b.{0,80}|sign up\b.{0,80}|click here\b.{0,80}|(?:\d+ )?comments?(?: \(\d+\))?|"
    r"tags?:.{0,200}|topics?:.{0,200}|"
    r"copyright\b.{0,120}|©.{0,120}|\(c\) ?\d{4}.{0,80}|.{0,80}all rights reserved.{0,40}|(?:photo|image|picture|"
    r"file photo|credit)s?\s*(?:credit|by|courtesy)?\s*:.{0,160}|"
    r"\[?(?:photo|image|video|illustration|afp photo|getty images|reuters photo)\]?|skip to \w+.{0,30}|home|menu|"
    r"search|more|back to top|most (?:read|popular).{0,40}|"
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:#\w+\s*)+|@\w+|.{0,30}cookies?\b.{0,80}policy.{0,60}|"
    r"\d+ (?:min(?:ute)?s?|hours?|days?)(?: read| ago)?|"
    r"(?:breaking|live|exclusive|updated?|video|opinion|analysis|news|world|politics|middle east|"
    r"story highlights?)(?: news)?:?)\s*\Z",
    re.IGNORECASE,
)
# What wires and releases put around the copy, and what live pages put between it.
_SLUG = re.compile(
    r"[A-Z]{2}-[A-Z0-9/-]{3,40}(?:,.{0,30})?|(?:urgent|flash|alert|bulletin|developing|embargoed.{0,60}|"
    r"for immediate release|press release|"
    r"\(?more(?: to (?:follow|come))?\)?|\(?ends?\)?|end of transcript|#+|-\s?30\s?-|"
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?:\s[A-Z]{2,4})?|"
    r"(?:media |press )?contacts?:.{0,160}|notes? to editors:?|what we know(?: so far)?:?|key (?:points|"
    r"developments|facts):?|at a glance:?|in brief:?|"
    r"(?:(?:share|tweet|e-?mail|print|whatsapp|facebook|twitter|copy link|save|comment)\s*){2,})\Z",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s+(?:[|>»\"/•·:]|::|-|—)\s+")
_SITE_WORD = re.compile(
    r"\b(?:news|home|homepage|world|online|times|post|daily|herald|tribune|gazette|politics|middle east|latest|"
    r"headlines|official site|website|"
    r"section|\w+\.(?:com|net|org|co|iq|sy|ir|tv))\b|\w+(?:post|news|times)\b",
    re.IGNORECASE,
)
_SITE_SUFFIX = re.compile(
    r"\s+(?:\||»|::)\s+[^|»]{2,40}\Z|\s+[—-]\s+(?=[^—-]{2,30}\Z)(?:The\s+)?(?:[A-Z]\w+\s+)*\w*(?:Post|News|Times|"
    r"Herald|Tribune|Guardian|Gazette|Online|Mail|\.com|CNN|BBC|RT)\w*\Z"
)


@dataclass(slots=True)
class Furniture:
    """What has been collected so far; spans are not yet in order."""

    ignored: list[Span] = field(default_factory=list)
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None

    def dates(self, label: str | None, when: datetime | None) -> None:
        """Files a date under its label; the first of each kind stands."""
        if when is None:
            return
        if label and label.lower().startswith(("last", "updated", "modified")):
            self.modified_at = self.modified_at or when
        else:
            self.published_at = self.published_at or when


def take_line(furniture: Furniture, normal: str, line: Span) -> bool:
    """Whether the whole ``line`` is furniture; what it says is filed in ``furniture``."""
    words = normal[line.start : line.end].strip()
    if len(words) > 240:  # the longest furniture there is: a copyright notice
        return False
    if not any(char.isalnum() for char in words) or _JUNK.match(words) or _SLUG.match(words):
        return True
    dated = _DATED.match(words)
    if dated and (when := DATE.search(dated["rest"])) and len(dated["rest"]) - len(when[0]) < 25:
        furniture.dates(dated["label"], as_datetime(when))
        return True
    alone = DATE.search(words)
    if alone and len(words) - len(alone[0]) <= 12 and not words.rstrip().endswith(("said", "says")):
        furniture.dates(None, as_datetime(alone))
        return True
    byline = BYLINE.match(words)
    if byline and len(words.split()) <= 16 and not words.endswith((".", "?", "!")):
        furniture.byline = furniture.byline or byline["names"]
        furniture.agency = furniture.agency or agency_in(byline["rest"]) or agency_in(byline["names"])
        return True
    return False


def is_header(words: str) -> bool:
    """Whether a line before the title is the site's own: "Iraq News - Local News - Baghdadpost"."""
    parts = [part for part in _CRUMB.split(words.strip()) if part]
    if words.strip().endswith((".", "?", "!", '"')) or len(words) > 120:
        return False
    if len(parts) == 1:
        return len(words.split()) <= 3 and bool(_SITE_WORD.search(words))
    if any(len(part.split()) > 4 for part in parts):
        return False
    if len(parts) >= 3:
        return True
    # Two parts: a section and a site, not a headline with its site behind it.
    return min(len(part.split()) for part in parts) + max(len(part.split()) for part in parts) <= 5 and any(
        _SITE_WORD.search(part) for part in parts
    )


def bare_title(words: str) -> str:
    """The title without the site's name behind it: "Toll rises | Jordan Times"."""
    return _SITE_SUFFIX.sub("", words).strip()


def take_opening(furniture: Furniture, normal: str, body: Span) -> Span:
    """The first paragraph without the date and dateline it opens with, which are filed and ignored."""
    start = body.start
    leading = _LEADING_DATE.match(normal[start : min(body.end, start + 120)])
    if leading and leading.end() < len(body) and (when := DATE.search(leading["when"])):
        furniture.dates(leading["label"], as_datetime(when))
        start = _skip(furniture, normal, start, leading.end(), body.end)
    dateline = DATELINE.match(normal[start : min(body.end, start + 140)])
    if dateline and 0 < dateline.end() < body.end - start:
        found = dateline.groupdict()
        place = found["place"] or found["place2"] or found["place3"] or found["place4"]
        wire = found["wire"] or found["wire2"] or found["wire4"]
        agency = agency_in(wire or "")
        if agency or (place and place.split(",")[0].isupper()):
            if when := DATE.search(dateline[0]):
                furniture.dates(None, as_datetime(when))
            furniture.dateline = furniture.dateline or (place.strip(" ,") if place else None)
            furniture.agency = furniture.agency or agency or (wire if wire else None)
            start = _skip(furniture, normal, start, dateline.end(), body.end)
    return Span(start, body.end)


def take_closing(furniture: Furniture, normal: str, body: Span) -> Span:
    """The last paragraph without the credit it closes with: "(Reporting by …)", "- REUTERS"."""
    tail = max(body.start, body.end - 260)
    credit = _SIGN_OFF.search(normal[tail : body.end])
    if credit is None:
        return body
    furniture.agency = furniture.agency or agency_in(credit["wire"] or "") or agency_in(credit["wire2"] or "")
    furniture.ignored.append(Span(tail + credit.start("all"), body.end))
    end = tail + credit.start("all")
    while end > body.start and normal[end - 1].isspace():
        end -= 1
    return Span(body.start, end)


def agency_in(words: str) -> str | None:
    """The wire agency a credit names, by its usual name."""
    for part in re.split(r"[/|,()&]|\band\b", words):
        if name := AGENCIES.get(part.strip(" .-—").lower()):
            return name
    return None


def _skip(furniture: Furniture, normal: str, start: int, length: int, end: int) -> int:
    furniture.ignored.append(Span(start, start + len(normal[start : start + length].rstrip())))
    start += length
    while start < end and (normal[start].isspace() or normal[start] in ".,;:—-"):
        start += 1
    return start
