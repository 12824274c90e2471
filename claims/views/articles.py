"""Articles: the list, a text with its claims highlighted and their matches beside, and handing one in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.analysis.types import Span
from claims.forms import ArticleForm, SearchForm, add_refusal
from claims.highlighting import Passage, highlight, paragraphs
from claims.models import Attribution, Claim
from claims.permissions import may_submit_articles
from claims.services import ArticleRefused, article_submit
from claims.views.cards import ClaimCard, add_matches, claim_cards
from claims.views.paging import page_of
from claims.views.texts import attribution_marks, claim_marks, ignored_marks, spans_of
from credtrack.accounts.models import User
from sources.models import Article, Revision

PAGE_SIZE = 25
# How much of a text one page shows, in code points: the longest news features fit in one, a book does not.
PART_LENGTH = 60_000
# Beside the text; the claim's own page has them all.
MATCHES_BESIDE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph with the cards of the claims that begin in it."""

    passage: Passage
    cards: list[ClaimCard]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One part of a revision, ready to be written. Parts count from 1."""

    rows: list[Row]
    cards: list[ClaimCard]
    part: int
    parts: int


@login_required
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    form = SearchForm(request.GET if request.GET.get("q") else None)
    form.fields["q"].label = "Headline, outlet or address"
    form.fields["q"].widget.attrs["placeholder"] = ""
    current = Revision.objects.filter(article=OuterRef("pk"), is_current=True)
    counted = Claim.objects.filter(article=OuterRef("pk")).current().order_by().values("article")
    rows = (
        Article.objects.visible_to(user)
        .select_related("publisher")
        .annotate(
            current_state=Subquery(current.values("state")),
            claims_count=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-created_at", "-id")
    )
    if form.is_bound:
        words = form.cleaned_data["q"] if form.is_valid() else ""
        named = Q(title__icontains=words) | Q(canonical_url__icontains=words) | Q(publisher__name__icontains=words)
        rows = rows.filter(named) if words else rows.none()
    page = page_of(rows, request.GET.dict(), size=PAGE_SIZE)
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "articles/articles.html", {"page": page, "form": form}, status=status)


@login_required
@require_safe
def article(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The current text, or with `?revision=2` an earlier one; long texts in parts (`?part=2`)."""
    user = request.user
    assert isinstance(user, User)
    found = get_object_or_404(
        Article.objects.visible_to(user).select_related("publisher", "publisher__parent", "submitted_by"), uuid=uuid
    )
    revisions = list(found.revisions.defer("text", "html", "links", "ignored").order_by("-number"))
    revision = _chosen(found, revisions, request.GET.get("revision"))
    attributions = list(revision.attributions.filter(state="active").select_related("source", "parent"))
    text = article_text(user, revision, attributions, part=_number(request.GET.get("part"), default=1))
    context = {
        "article": found,
        "revision": revision,
        "revisions": revisions,
        "text": text,
        "attributions": attributions,
        "statuses": Counter(card.shown.label for card in text.cards if card.shown).most_common(),
        "hidden": sum(card.shown is None for card in text.cards),
    }
    return render(request, "articles/article.html", context)


def _number(value: str | None, *, default: int) -> int:
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) < 7):
        raise Http404("Not a number.")
    return int(value)


def _chosen(found: Article, revisions: list[Revision], asked: str | None) -> Revision:
    """The revision asked for, with its text; the current one when none was."""
    number = _number(asked, default=0)
    for revision in revisions:
        if revision.number == number or (number == 0 and revision.is_current):
            whole = Revision.objects.defer("html").get(pk=revision.pk)
            whole.article = found
            return whole
    raise Http404("The article has no such revision.")


def article_text(user: User, revision: Revision, attributions: Iterable[Attribution], *, part: int) -> ArticleText:
    """The part's paragraphs with everything in them marked, each beside the claims that begin in it."""
    windows = paragraphs(revision.text)
    parts = list(_parts(windows))
    if not 1 <= part <= len(parts):
        raise Http404("The text has no such part.")
    windows = parts[part - 1]
    cards = _cards(user, revision)
    add_matches(user, beside := _beginning_in(cards, windows), per_claim=MATCHES_BESIDE)
    marks = [*ignored_marks(revision.ignored), *attribution_marks(attributions), *claim_marks(cards)]
    passages = highlight(revision.text, marks, windows)
    by_window = _by_window(beside, windows)
    rows = [Row(passage, by_window[passage.start]) for passage in passages]
    return ArticleText(rows, cards, part, len(parts))


def _cards(user: User, revision: Revision) -> list[ClaimCard]:
    claims = revision.claims.filter(state="active").select_related("attribution__source").defer("embedding")
    return claim_cards(user, list(claims.order_by("position", "id")))


def _parts(windows: list[Span]) -> Iterable[list[Span]]:
    part: list[Span] = []
    for window in windows:
        if part and window.end - part[0].start > PART_LENGTH:
            yield part
            part = []
        part.append(window)
    yield part


def _first(card: ClaimCard) -> int:
    return min((span.start for span in spans_of(card)), default=-1)


def _beginning_in(cards: list[ClaimCard], windows: list[Span]) -> list[ClaimCard]:
    if not windows:
        return []
    return [card for card in cards if windows[0].start <= _first(card) < windows[-1].end]


def _by_window(cards: list[ClaimCard], windows: list[Span]) -> dict[int, list[ClaimCard]]:
    """The cards by the start of the paragraph they begin in: one walk over both."""
    found: dict[int, list[ClaimCard]] = defaultdict(list)
    i = 0
    for card in sorted(cards, key=_first):
        while i + 1 < len(windows) and windows[i + 1].start <= _first(card):
            i += 1
        found[windows[i].start].append(card)
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Hand an article in. The one who does will not vote on its claims (DESIGN §6)."""
    user = request.user
    assert isinstance(user, User)
    if not may_submit_articles(user):
        raise PermissionDenied
    form = ArticleForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            submission = article_submit(**form.submission(), submitted_by=user)
        except ArticleRefused as refused:
            add_refusal(form, refused)
            status = {"too_large": 413, "conflict": 409}.get(refused.code, 422)
        else:
            messages.success(
                request, "The article was taken in." if submission.created else "This text was here already."
            )
            return redirect("article", uuid=submission.revision.article.uuid)
    return render(request, "articles/submit.html", {"form": form}, status=status)
