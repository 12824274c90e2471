"""Articles, claims, matches and votes in the API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, cast

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from claims.filters import ArticleFilter, ClaimFilter, ClaimMatchFilter
from claims.models import Claim, ClaimMatch
from claims.permissions import claims_with_visible_status, may_see_status, may_submit_articles
from claims.serializers import (
    ClaimMatchSerializer,
    ClaimSerializer,
    LookupResultSerializer,
    LookupSerializer,
    StatusChangeSerializer,
    VoteSerializer,
    VoteWriteSerializer,
)
from claims.services import (
    EvidenceInput,
    PublisherInput,
    Refused,
    article_submit,
    claims_lookup,
    match_confirm,
    match_reject,
    vote_cast,
)
from credtrack.accounts.models import User
from credtrack.api.exceptions import Conflict, PayloadTooLarge
from sources.api import count_of
from sources.models import Article, Revision
from sources.serializers import ArticleSerializer, ArticleWriteSerializer

Rows = list[dict[str, Any]]
PROBLEM = OpenApiResponse(description="application/problem+json (RFC 9457): what is wrong, and where.")


def answer(error: Refused) -> NoReturn:
    """A service's refusal as the HTTP error it means, pointing at the field."""
    if error.code == "forbidden":
        raise exceptions.PermissionDenied(error.message)
    if error.code == "conflict":
        raise Conflict(error.message)
    if error.code == "too_large":
        raise PayloadTooLarge(error.message)
    detail: Any = [error.message]
    for step in reversed(error.field.split("/") if error.field else ["non_field_errors"]):
        detail = {step: detail}
    raise exceptions.ValidationError(detail)


def user_of(request: Request) -> User:
    return cast(User, request.user)


class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Articles and how far the pipeline has come with them."""

    serializer_class = ArticleSerializer
    filterset_class = ArticleFilter
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    queryset = Article.objects.none()

    def get_queryset(self) -> QuerySet[Article]:
        current = Revision.objects.current().defer("text", "html", "links", "ignored")
        return (
            Article.objects.visible_to(user_of(self.request))
            .select_related("publisher")
            .prefetch_related(Prefetch("revisions", queryset=current))
            .annotate(claims_count=count_of(Claim.objects.current(), "article"))
        )

    @extend_schema(
        request=ArticleWriteSerializer,
        responses={200: ArticleSerializer, 201: ArticleSerializer, 400: PROBLEM, 409: PROBLEM, 413: PROBLEM},
        parameters=[
            OpenApiParameter(
                "Idempotency-Key", str, OpenApiParameter.HEADER, description="A repeated key answers as at first."
            )
        ],
    )
    def create(self, request: Request) -> Response:
        """Hand an article in: 201 when its text is new, 200 with the same id when it is held already."""
        if not may_submit_articles(user_of(request)):
            raise exceptions.PermissionDenied("Only reviewers and editors hand in articles.")
        form = ArticleWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        publisher = given.pop("publisher")
        try:
            submission = article_submit(
                **given,
                publisher=PublisherInput(**publisher) if publisher else None,
                submitted_by=user_of(request),
                idempotency_key=request.headers.get("Idempotency-Key", ""),
            )
        except Refused as error:
            answer(error)
        article = self.get_queryset().get(pk=submission.revision.article_id)
        location = reverse("api-article-detail", kwargs={"uuid": article.uuid}, request=request)
        return Response(
            self.get_serializer(article).data,
            status=201 if submission.created else 200,
            headers={"Location": location},
        )


class ClaimViewSet(viewsets.ReadOnlyModelViewSet):
    """Claims with their attribution and status. All claims of an article: `?article_url=…`."""

    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    queryset = Claim.objects.none()

    def get_queryset(self) -> QuerySet[Claim]:
        claims = Claim.objects.visible_to(user_of(self.request)).with_everything()
        return claims.current() if self.action == "list" else claims

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self._shown(cast(Sequence[Claim], page)))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self._shown([self.get_object()])[0])

    def _shown(self, claims: Sequence[Claim]) -> Rows:
        context = {
            **self.get_serializer_context(),
            "visible_statuses": claims_with_visible_status(user_of(self.request), claims),
            "match_counts": match_counts(claims),
        }
        return cast(Rows, ClaimSerializer(claims, many=True, context=context).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("text", str, required=True, description="One claim in words, up to 1,000 characters."),
            OpenApiParameter("published_at", OpenApiTypes.DATETIME, description='Resolves "yesterday" in the text.'),
        ],
        responses={200: LookupResultSerializer, 400: PROBLEM},
        filters=False,
    )
    @action(detail=False, filterset_class=None, pagination_class=None)
    def lookup(self, request: Request) -> Response:
        """Has this been claimed, by whom, and what is its status? Most telling first, at most twenty."""
        if unknown := sorted(set(request.query_params) - {"text", "published_at"}):
            raise exceptions.ValidationError({name: ["Unknown parameter."] for name in unknown})
        form = LookupSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        try:
            found = claims_lookup(**form.validated_data)
        except Refused as error:
            answer(error)
        shown = self._shown([item.claim for item in found])
        rows = [
            {
                "relation": item.comparison.relation,
                "direction": item.comparison.direction,
                "score": round(item.comparison.score, 4),
                "why": list(item.comparison.why),
                "claim": claim,
            }
            for item, claim in zip(found, shown, strict=True)
        ]
        return Response({"results": rows})

    @extend_schema(
        request=VoteWriteSerializer,
        responses={201: VoteSerializer, 400: PROBLEM, 403: PROBLEM, 409: PROBLEM},
        methods=["POST"],
    )
    @extend_schema(responses={200: VoteSerializer(many=True), 403: PROBLEM}, methods=["GET"])
    @action(detail=True, methods=["get", "post"], filterset_class=None)
    def votes(self, request: Request, uuid: str) -> Response:
        """The votes on a claim, for those who may see its status; POST casts or changes one's own."""
        claim = self.get_object()
        if request.method == "GET":
            _require_visible_status(request, claim)
            votes = claim.votes.select_related("reviewer").prefetch_related("evidence__claim_match")
            return Response(VoteSerializer(votes, many=True).data)
        if not user_of(request).is_reviewer:
            raise exceptions.PermissionDenied("Only reviewers and editors vote.")
        form = VoteWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        evidence = [EvidenceInput(**item) for item in given.pop("evidence")]
        try:
            vote = vote_cast(claim=claim, reviewer=user_of(request), evidence=evidence, **given)
        except Refused as error:
            answer(error)
        return Response(VoteSerializer(vote).data, status=201)

    @extend_schema(responses={200: StatusChangeSerializer(many=True), 403: PROBLEM})
    @action(detail=True, filterset_class=None)
    def history(self, request: Request, uuid: str) -> Response:
        """How the claim's status came about, oldest first, for those who may see it."""
        claim = self.get_object()
        _require_visible_status(request, claim)
        return Response(StatusChangeSerializer(claim.status_changes.order_by("number"), many=True).data)


def _require_visible_status(request: Request, claim: Claim) -> None:
    if not may_see_status(user_of(request), claim):
        raise exceptions.PermissionDenied("Shown after you have voted or abstained.")


def match_counts(claims: Iterable[Claim]) -> dict[int, dict[str, int]]:
    """{claim id: {relation: how many current matches}}, rejected ones left out: two queries."""
    ids = [claim.pk for claim in claims]
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for side in ("left", "right"):
        rows = (
            ClaimMatch.objects.current()
            .exclude(state=ClaimMatch.State.REJECTED)
            .filter(**{f"{side}__in": ids})
            .order_by()
            .values_list(f"{side}_id", "relation")
            .annotate(n=Count("pk"))
        )
        for claim_id, relation, n in rows:
            counts[claim_id][relation] = counts[claim_id].get(relation, 0) + n
    return counts


class ClaimMatchViewSet(viewsets.ReadOnlyModelViewSet):
    """Pairs of claims of different articles, suggested, confirmed or rejected."""

    serializer_class = ClaimMatchSerializer
    filterset_class = ClaimMatchFilter
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    queryset = ClaimMatch.objects.none()

    def get_queryset(self) -> QuerySet[ClaimMatch]:
        matches = ClaimMatch.objects.visible_to(user_of(self.request))
        if self.action == "list" and self.request.query_params.get("state") != ClaimMatch.State.REJECTED:
            matches = matches.filter(~Q(state=ClaimMatch.State.REJECTED))
        shown = matches.select_related("left__article__publisher", "right__article__publisher")
        return shown.defer("left__embedding", "right__embedding")

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        rows = args[0] if kwargs.get("many") else [args[0]] if args else []
        claims = [claim for match in rows for claim in (match.left, match.right)]
        visible = claims_with_visible_status(user_of(self.request), claims) if claims else set()
        kwargs["context"] = {**self.get_serializer_context(), "visible_statuses": visible}
        return ClaimMatchSerializer(*args, **kwargs)

    @extend_schema(request=None, responses={200: ClaimMatchSerializer, 403: PROBLEM})
    @action(detail=True, methods=["post"], filterset_class=None)
    def confirm(self, request: Request, uuid: str) -> Response:
        """The two claims do relate as the match says."""
        return self._decide(request, match_confirm)

    @extend_schema(request=None, responses={200: ClaimMatchSerializer, 403: PROBLEM, 409: PROBLEM})
    @action(detail=True, methods=["post"], filterset_class=None)
    def reject(self, request: Request, uuid: str) -> Response:
        """They do not; the pair never comes back."""
        return self._decide(request, match_reject)

    def _decide(self, request: Request, service: Any) -> Response:
        match = self.get_object()
        try:
            decided = service(match=match, by=user_of(request))
        except Refused as error:
            answer(error)
        match.state, match.decided_at = decided.state, decided.decided_at
        return Response(self.get_serializer(match).data)


class UnknownAddress(APIView):
    """Whatever else is asked for under the API's address: a problem document, not a page."""

    schema = None

    def initial(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().initial(cast(Request, request), *args, **kwargs)
        raise exceptions.NotFound("There is nothing at this address.")

    def get(self, request: Request, **kwargs: Any) -> Response:
        raise exceptions.NotFound
