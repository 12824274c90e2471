"""What kind of source a phrase names: person, organization, outlet, agency, document, group, anonymous.

Visible features and small lexicons, in the order of how sure they are; the labelling convention of the project's guide:
an unnamed informant is anonymous, a public with views of its own is a group, a report of an institution is a document.
"""

from __future__ import annotations

from claims.analysis.attribute import gazetteer as g
from claims.analysis.attribute.phrases import NUMBER_WORDS, Phrase, parse
from claims.analysis.attribute.titles import singular
from claims.analysis.types import SourceKind

_WORKS_OF_OUTLETS = frozenset("report investigation article story analysis editorial column interview coverage".split())
_PERSONAL = g.PERSON_HEADS | {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "col"}
# Words of outlets' names that are too common in other names to tell by themselves.
_LOOSE_OUTLET_WORDS = frozenset(
    "press media today sun star paper republic reporter register mail review dispatch".split()
)
_POINTS = frozenset("north south east west new great saudi united northern southern".split())
_ARMED_PREFIX = frozenset(
    "jaish jabhat ahrar faylaq liwa harakat hayat kataib asaib hashd saraya ansar suqour fatah".split()
)
_DOCUMENT_NAMES = frozenset(
    "report survey poll study statement letter act review index constitution bible quran koran".split()
)


def plain_name(phrase: Phrase) -> str:
    """The phrase's proper name, lower-cased, without article."""
    return " ".join(phrase.name).lower().removeprefix("the ")


def kind_of(phrase: Phrase) -> SourceKind:
    """The kind of a source by its phrase alone. Pronouns are `person` here; resolution overrides that."""
    if phrase.pronoun is not None:
        return "group" if phrase.pronoun in ("they", "them", "their", "we", "us", "our") else "person"
    if phrase.name:
        return _of_name(phrase)
    return _of_noun(phrase)


def _of_name(phrase: Phrase) -> SourceKind:
    name, words = plain_name(phrase), [w.lower() for w in phrase.name]
    if (called := _of_called(phrase)) is not None:
        return called
    titled = bool(set(phrase.titles) & _PERSONAL) or (phrase.head and not phrase.name_in_core)
    if titled and name not in g.AGENCIES and name not in g.OUTLETS and words[-1] not in g.ORG_WORDS:
        return "person"
    if name in g.AGENCIES or (words[-1] in ("agency",) and "news" in words):
        return "agency"
    if name in g.OUTLETS or name.endswith((".com", ".org", ".net")):
        return "person" if phrase.titles and len(words) == 1 else "outlet"
    if (body := _of_body(phrase, name, words)) is not None:
        return body
    if all(w in g.COLLECTIVES for w in words[-1:]) and len(words) <= 2:
        return "group"
    if words[-1] in g.INFORMANTS or words[-1] in g.PERSON_HEADS:
        return _office_or_anonymous(phrase, words)
    return "person"


def _of_body(phrase: Phrase, name: str, words: list[str]) -> SourceKind | None:
    """Organization, outlet or document by the words of the name."""
    if name in g.NAMED_ORGANIZATIONS or (words[0] in _ARMED_PREFIX and len(words) > 1):
        return "organization"
    if (words[0] in g.OUTLET_OPENERS and len(words) > 1) or (phrase.article_before_name and words[-1] in g.PAPER_NAMES):
        return "outlet"
    if words[-1] in _DOCUMENT_NAMES and phrase.name_in_core:
        return "document"
    if words[-1] in g.OUTLET_WORDS - _LOOSE_OUTLET_WORDS and len(words) > 1:
        return "outlet"
    return "organization" if _is_organization(phrase, words) else None


def _of_called(phrase: Phrase) -> SourceKind | None:
    """By the noun right before the name: "the TV channel Nova", "activist group Sons of Halm"."""
    if not phrase.titles or not phrase.name_in_core:
        return None
    noun = phrase.titles[-1]
    if noun == "agency" or noun == "wire":
        return "agency"
    if noun in g.OUTLET_NOUNS:
        return "outlet"
    return "organization" if noun in g.ORG_NOUNS and noun not in g.TITLES else None


def _office_or_anonymous(phrase: Phrase, words: list[str]) -> SourceKind:
    """Capitalised roles without a name: "the Foreign Minister" is one person, "a Ministry Spokesman" is nobody."""
    if " ".join(words[-2:]) in g.OFFICES or words[-1] in g.OFFICES:
        return "person" if phrase.determiner in ("the", None) else "anonymous"
    return "anonymous"


def _is_organization(phrase: Phrase, words: list[str]) -> bool:
    if len(words) > 1 and (words[-1] in g.COMPANY_WORDS or (words[-1] in g.PLACES_AS_SPEAKERS and words[0] in _POINTS)):
        return True
    if any(w in g.ORG_WORDS for w in words) and (
        words[-1] in g.ORG_WORDS or "for" in words or "of" in words or phrase.article_before_name
    ):
        return True
    if len(words) == 1:
        word = phrase.name[0]
        if words[0] in g.PLACES_AS_SPEAKERS or words[0] in g.ORG_WORDS:
            return True
        if word.isupper() and 2 <= len(word) <= 6 and not phrase.titles:
            return True
    if phrase.article_before_name and len(words) >= 2 and phrase.determiner == "the":
        return True
    return any(w in ("for", "of", "&") for w in words[1:-1])


def _of_noun(phrase: Phrase) -> SourceKind:
    head, one = phrase.head, singular(phrase.head)
    core = phrase.low[: phrase.core]
    if not head:
        return _of_determiner(phrase)
    if head in ("percent", "percentage", "majority", "half", "third", "quarter"):
        return "group"
    if head in _WORKS_OF_OUTLETS and (outlet := outlet_of(phrase)) is not None:
        return kind_of(outlet)
    if head == "agency" and "news" in core:
        return "agency"
    state = bool({"state", "official", "regime", "government"} & set(core))
    if head in g.OUTLET_NOUNS or (one in g.OUTLET_NOUNS and head not in ("papers",)):
        return "group" if (phrase.plural or head == "media") and not state else "outlet"
    if head in g.DOCUMENT_NOUNS or one in g.DOCUMENT_NOUNS:
        return "document"
    if _is_office(phrase, core):
        return "person"
    if is_human(head):
        return _of_people(phrase, head)
    if head in g.ORG_NOUNS or one in g.ORG_NOUNS:
        return "organization" if not phrase.plural or head in ("forces", "police") else "group"
    if head in g.COLLECTIVES or one in g.COLLECTIVES or phrase.plural:
        return "group"
    return "organization"


def outlet_of(phrase: Phrase) -> Phrase | None:
    """The outlet in "the Herald's investigation", "a Guardian analysis"; None when there is none."""
    if phrase.head not in _WORKS_OF_OUTLETS:
        return None
    words = phrase.words[: phrase.core - 1]
    while words and words[-1] in ("'s", "'"):
        words = words[:-1]
    if not words or (len(words) == 1 and words[0].lower() in ("the", "a", "an", "its")):
        return None
    if words[0].lower() in ("a", "an"):
        words = ["the", *words[1:]]
    owner = parse(" ".join(words))
    return owner if kind_of(owner) in ("outlet", "agency") else None


def _of_determiner(phrase: Phrase) -> SourceKind:
    """Numbers and determiners alone: "Many", "one", "the other" (resolution says of whom)."""
    return (
        "group"
        if phrase.plural or phrase.determiner in ("many", "some", "most", "few", "both", "all", "others")
        else "anonymous"
    )


def is_human(head: str) -> bool:
    """Whether a noun is for people, by the lists and the endings of trades."""
    one = singular(head)
    if one in g.NOT_HUMAN or head in g.NOT_HUMAN:
        return False
    if head in g.INFORMANTS or one in g.INFORMANTS or one in g.HUMANS or head in g.HUMANS or one in g.PERSON_HEADS:
        return True
    return one.endswith(g.HUMAN_ENDINGS) and len(one) > 4 and head not in g.ORG_NOUNS


def _of_people(phrase: Phrase, head: str) -> SourceKind:
    """Unnamed people: informants are anonymous; the public at large ("voters", "people") is a group."""
    if head in g.COLLECTIVES and head not in g.INFORMANTS and not _counted(phrase):
        return "group"
    loose = head in ("people", "women", "men", "students", "others")
    if loose and phrase.core == len(phrase.low) and not _counted(phrase):
        return "group"
    return "anonymous"


def _counted(phrase: Phrase) -> bool:
    first = phrase.low[0]
    return (
        first in NUMBER_WORDS
        or first[:1].isdigit()
        or first in ("several", "a", "an", "unnamed", "anonymous", "unidentified")
    )


def _is_office(phrase: Phrase, core: list[str]) -> bool:
    """A role that only one person holds, with article or possessor: "the prime minister", "Iran's president"."""
    if phrase.plural or (phrase.determiner not in ("the", "his", "her", "its", "their", "our") and "'s" not in core):
        return False
    return " ".join(core[-2:]) in g.OFFICES or core[-1] in g.OFFICES
