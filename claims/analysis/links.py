"""What the link scores of the tagger are made of, beside the words' own vectors: how far apart two spans stand.

Training and inference share these, so that a bucket means the same in both.
"""

from __future__ import annotations

import numpy as np

from claims.analysis.tags import Ints

LINK_WIDTH = 64  # of each of the four vectors a word has for linking: two kinds of link, two ends
# Upper bounds of the buckets of a gap in words; speech tags stand within a few words of what they tag, and past a
# hundred words all distances mean "another place".
_GAPS = np.array([0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89])
GAP_BUCKETS = 2 * (len(_GAPS) + 1)
BREAK_BUCKETS = 3  # paragraph ends between the two: none, one, more
BETWEEN_BUCKETS = 3  # other spans of the far end's role between the two: none, one, more
DISTANCE_BUCKETS = GAP_BUCKETS * BREAK_BUCKETS * BETWEEN_BUCKETS


def distance_buckets(near: Ints, far: Ints, breaks: Ints) -> Ints:
    """[N, M] bucket of every pair of spans ``near`` [N, 2] and ``far`` [M, 2], first and last word + 1, in word order.

    ``breaks`` [W + 1] counts the paragraph ends before each word.
    """
    before = far[None, :, 1] <= near[:, None, 0]
    gap = np.where(before, near[:, None, 0] - far[None, :, 1], far[None, :, 0] - near[:, None, 1])
    bucket = np.searchsorted(_GAPS, np.maximum(gap, 0)) + before * (len(_GAPS) + 1)
    inner_start = np.where(before, far[None, :, 1], near[:, None, 1])
    inner_end = np.maximum(np.where(before, near[:, None, 0], far[None, :, 0]), inner_start)
    passed = np.minimum(breaks[inner_end] - breaks[inner_start], BREAK_BUCKETS - 1)
    begun = np.searchsorted(far[:, 0], inner_end) - np.searchsorted(far[:, 0], inner_start)
    between = np.minimum(np.maximum(begun, 0), BETWEEN_BUCKETS - 1)
    return (bucket * BREAK_BUCKETS + passed) * BETWEEN_BUCKETS + between
