"""Forms of the pages and of the editors' admin. They check shapes; what is accepted is decided by the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from claims.lookup_words import claims_with_words
from claims.models import Attribution, Claim, ClaimMatch, Vote
from claims.querysets import ClaimQuerySet
from claims.services import EvidenceInput, PublisherInput, Refused
from claims.services.lookup import MAX_LENGTH as LOOKUP_LENGTH
from credtrack.accounts.models import User

# As long as a long sentence; a whole article is submitted, not searched for.
MAX_SEARCH_LENGTH = 300
# pg_trgm compares three letters at a time.
MIN_SEARCH_LENGTH = 3
# Rows for links in the vote form. More evidence is a further vote's or the API's.
LINK_ROWS = 3


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Has this been claimed?",
        min_length=MIN_SEARCH_LENGTH,
        max_length=MAX_SEARCH_LENGTH,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Words of the claim"}),
    )


class LookupForm(SearchForm):
    """A claim in words, as long as the look-up by meaning takes them."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["q"] = forms.CharField(
            label="Has this been claimed?",
            min_length=MIN_SEARCH_LENGTH,
            max_length=LOOKUP_LENGTH,
            widget=forms.TextInput(attrs={"type": "search", "placeholder": "What was said, as one sentence"}),
        )


class ClaimFilters(forms.Form):
    """Filters of the claim lists. `with_status` only where statuses are listed."""

    q = forms.CharField(
        label="Words",
        required=False,
        min_length=MIN_SEARCH_LENGTH,
        max_length=MAX_SEARCH_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    source = forms.ChoiceField(
        label="Source",
        required=False,
        choices=[("", "any"), ("anonymous", "unnamed"), ("named", "named"), ("none", "outlet’s own voice")],
    )
    stance = forms.ChoiceField(label="Stance", required=False, choices=[("", "any"), *Attribution.Stance.choices])
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "any"), *(Claim._meta.get_field("status").choices or [])]
    )
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, with_status: bool) -> None:
        super().__init__(data)
        if not with_status:
            del self.fields["status"]

    @property
    def in_use(self) -> bool:
        return self.is_valid() and any(value for name, value in self.cleaned_data.items() if name != "show")

    def apply(self, claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
        """The claims that pass; none when the filters are not valid. A filter on status first leaves only claims whose
        status the user may see, so that no list gives a hidden one away."""
        if not self.is_valid():
            return claims.none()
        chosen = self.cleaned_data
        if chosen["q"]:
            claims = claims_with_words(claims, chosen["q"])
        if chosen["source"] == "none":
            claims = claims.filter(attribution__source=None)
        elif chosen["source"] == "anonymous":
            claims = claims.filter(attribution__source__kind="anonymous")
        elif chosen["source"] == "named":
            claims = claims.filter(attribution__source__isnull=False).exclude(attribution__source__kind="anonymous")
        if chosen["stance"]:
            claims = claims.filter(attribution__stance=chosen["stance"])
        if chosen.get("status"):
            claims = claims.status_visible_to(user).filter(status=chosen["status"])
        return claims


class VoteForm(forms.Form):
    """A verdict with what it rests on: the claim's matches to tick, and a few links."""

    verdict = forms.ChoiceField(choices=Vote.Verdict, widget=forms.RadioSelect)
    reason = forms.ChoiceField(label="Why not", required=False, choices=[("", "choose a reason"), *Vote.Reason.choices])
    # Not "matches": a field of that name would hide the method of that name of the form's element from scripts.
    cited = forms.ModelMultipleChoiceField(queryset=ClaimMatch.objects.none(), required=False, to_field_name="uuid")
    note = forms.CharField(
        label="Note", required=False, max_length=settings.CREDTRACK_MAX_NOTE_LENGTH, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, data: Any = None, *, matches: QuerySet[ClaimMatch], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["cited"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = matches
        for row in range(LINK_ROWS):
            self.fields[f"url_{row}"] = forms.URLField(
                label="Link",
                required=False,
                max_length=settings.CREDTRACK_MAX_URL_LENGTH,
                assume_scheme="https",
                widget=forms.URLInput({"placeholder": "https://"}),
            )
            self.fields[f"shows_{row}"] = forms.CharField(
                label="What it shows", required=False, max_length=settings.CREDTRACK_MAX_NOTE_LENGTH
            )

    def link_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"url_{row}"], self[f"shows_{row}"]) for row in range(LINK_ROWS)]

    def ticked(self) -> set[str]:
        """Public ids of the matches that are ticked, as the template compares them."""
        return {str(value) for value in self["cited"].value() or []}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in range(LINK_ROWS):
            if cleaned.get(f"shows_{row}") and not cleaned.get(f"url_{row}") and f"url_{row}" not in self.errors:
                self.add_error(f"url_{row}", "Give the link that shows this.")
        return cleaned

    def evidence(self) -> list[EvidenceInput]:
        """What the vote cites. Only *corroborated* rests on evidence: the other verdicts' form parts are not shown."""
        return [item for item, _ in self._evidence()]

    def _evidence(self) -> list[tuple[EvidenceInput, str]]:
        """Each with the end of its fields' names: "cited", or "_0" of `url_0` and `shows_0`."""
        if self.cleaned_data["verdict"] != Vote.Verdict.CORROBORATED:
            return []
        matches = [(EvidenceInput(claim_match=match.uuid), "cited") for match in self.cleaned_data["cited"]]
        links = [
            (EvidenceInput(url=url, shows=self.cleaned_data[f"shows_{row}"]), f"_{row}")
            for row in range(LINK_ROWS)
            if (url := self.cleaned_data[f"url_{row}"])
        ]
        return matches + links

    def field_of(self, refused: str) -> str:
        """The form's name for a field that `vote_cast` names: "evidence/3/url" → "url_1" with two matches ticked."""
        parts = refused.split("/")
        if parts[0] != "evidence" or len(parts) == 1:
            return "cited" if refused == "evidence" else refused
        where = self._evidence()[int(parts[1])][1]
        return where if where == "cited" else (parts[2] if len(parts) > 2 else "url") + where

    def reason_given(self) -> str:
        """Of *not corroborated* only: what was chosen before another verdict was, is not sent."""
        not_corroborated = self.cleaned_data["verdict"] == Vote.Verdict.NOT_CORROBORATED
        return self.cleaned_data["reason"] if not_corroborated else ""


class ArticleForm(forms.Form):
    """An article by hand: its words, and what is known of where it appeared."""

    url = forms.URLField(
        label="Address",
        required=False,
        max_length=settings.CREDTRACK_MAX_URL_LENGTH,
        assume_scheme="https",
        help_text="Where it appeared. Without one, the text itself is its identity.",
    )
    title = forms.CharField(label="Headline", required=False, max_length=settings.CREDTRACK_MAX_TITLE_LENGTH)
    byline = forms.CharField(required=False, max_length=settings.CREDTRACK_MAX_TITLE_LENGTH)
    published_at = forms.DateTimeField(
        label="Published",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        help_text="UTC. “Last Tuesday” in the text is read against it.",
    )
    publisher_name = forms.CharField(label="Outlet", required=False, max_length=300)
    publisher_owner = forms.CharField(
        label="Owner", required=False, max_length=300, help_text="Outlets of one owner are not independent."
    )
    text = forms.CharField(
        strip=False, widget=forms.Textarea({"rows": 18}), help_text="As it appeared, headline and byline included."
    )

    def submission(self) -> dict[str, Any]:
        """The keyword arguments of `article_submit`."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "url": data["url"] or None,
            "title": data["title"],
            "byline": data["byline"],
            "published_at": data["published_at"],
            "publisher": PublisherInput(name=data["publisher_name"], owner=data["publisher_owner"]),
        }

    def field_of(self, refused: str) -> str:
        """The form's name for a field that `article_submit` names."""
        return refused.replace("/", "_")


def add_refusal(form: VoteForm | ArticleForm, refused: Refused) -> None:
    """Put a service's refusal where it belongs on the form: at its field, else above the form."""
    field = form.field_of(refused.field)
    form.add_error(field if field in form.fields else None, refused.message)
