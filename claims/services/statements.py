"""Keeping statements true: the claims that are the same, regrouped where a match or a decision touched them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from claims.analysis.types import Relation
from claims.grouping import ClaimPair, State, group
from claims.models import Claim, ClaimMatch, Statement

# Any constant of our own: everybody who regroups waits for the same lock.
_LOCK = 0x63725354


def statements_lock() -> None:
    """Until the transaction ends nobody else regroups. Taken after articles, before users and claims."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def statements_hold_off() -> None:
    """Until the transaction ends nobody regroups. Others that only hold regrouping off go on beside this one, so it
    suits who stores matches: each locks claims by ascending id, while regrouping finds out as it goes which to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


def statements_recompute(*, claims: Iterable[int]) -> None:
    """Regroup these claims and whatever is connected with them; inside the caller's transaction.

    The result does not depend on the order in which matches arrived. Claims that no longer count leave their
    statement; a statement keeps its identity with most of its claims. One claim alone has no statement.
    """
    statements_lock()
    touched = set(claims)
    fellows = Claim.objects.filter(statement__claims__in=touched).values_list("pk", flat=True)
    component = _component(touched | set(fellows))
    counting = set(Claim.objects.current().filter(pk__in=component).values_list("pk", flat=True))
    pairs = [
        ClaimPair(left, right, cast(Relation, relation), score, cast(State, state))
        for left, right, relation, score, state in ClaimMatch.objects.filter(
            left__in=counting, right__in=counting
        ).values_list("left_id", "right_id", "relation", "score", "state")
    ]
    groups = [members for members in group(counting, pairs, sure=settings.CREDTRACK_SAME_SURE) if len(members) > 1]
    _assign(component, groups)


def _joining(pairs: QuerySet[ClaimMatch]) -> QuerySet[ClaimMatch]:
    """Mirrors `ClaimPair.joins`."""
    confirmed = Q(state=ClaimMatch.State.CONFIRMED)
    sure = Q(state=ClaimMatch.State.SUGGESTED, score__gte=settings.CREDTRACK_SAME_SURE)
    return pairs.filter(confirmed | sure, relation=ClaimMatch.Relation.SAME)


def _component(claims: set[int]) -> set[int]:
    """Everything reachable from these claims over pairs that may join."""
    reached, frontier = set(claims), set(claims)
    while frontier:
        pairs = _joining(ClaimMatch.objects.filter(Q(left__in=frontier) | Q(right__in=frontier)))
        ends = {pk for pair in pairs.values_list("left_id", "right_id") for pk in pair}
        frontier = ends - reached
        reached |= frontier
    return reached


def _assign(component: Collection[int], groups: list[tuple[int, ...]]) -> None:
    locked = Claim.objects.select_for_update(no_key=True).filter(pk__in=component).order_by("pk")
    held: dict[int, int | None] = dict(locked.values_list("pk", "statement_id"))
    used: set[int] = set()
    wanted: dict[int, int | None] = dict.fromkeys(held)
    # Larger groups choose first, so that a statement that splits stays with most of its claims.
    for members in sorted(groups, key=lambda members: (-len(members), members)):
        statement = _statement_of(members, held, used)
        used.add(statement)
        wanted.update(dict.fromkeys(members, statement))
    for statement_id in {*wanted.values()}:
        moving = [pk for pk, to in wanted.items() if to == statement_id and held[pk] != statement_id]
        if moving:
            Claim.objects.filter(pk__in=moving).update(statement=statement_id)
    left_behind = {pk for pk in held.values() if pk is not None} - used
    Statement.objects.filter(pk__in=left_behind, claims=None).delete()


def _statement_of(members: tuple[int, ...], held: dict[int, int | None], used: set[int]) -> int:
    votes = Counter(held[pk] for pk in members if held[pk] is not None and held[pk] not in used)
    text = Claim.objects.values_list("text", flat=True).get(pk=members[0])
    if votes:
        best = min(votes, key=lambda pk: (-votes[pk], pk or 0))
        assert best is not None
        Statement.objects.filter(pk=best).exclude(text=text).update(text=text)
        return best
    return Statement.objects.create(text=text).pk
