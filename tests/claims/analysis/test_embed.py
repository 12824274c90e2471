"""The claim embedding."""

from __future__ import annotations

import numpy as np

from claims.analysis.embed import embed


def test_one_row_a_text_in_order_and_of_length_one() -> None:
    texts = ["A long claim about a ferry that sank off the coast on Monday night.", "Rain fell.", "Rain fell."]
    vectors = embed(texts)
    assert vectors.shape == (3, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[1] @ vectors[2] > 0.999
    assert np.allclose(vectors[0], embed(texts[:1])[0], atol=0.05)


def test_no_texts_give_no_rows() -> None:
    assert embed([]).shape == (0, 384)


def test_an_empty_text_has_a_finite_vector() -> None:
    assert np.isfinite(embed(["", "   "])).all()


def test_paraphrase_is_nearer_than_another_event_and_that_nearer_than_another_topic() -> None:
    claim, paraphrase, other_event, other_topic = embed(
        [
            "Gunmen killed 14 people at a market in Garowe on Friday.",
            "On Friday 14 people were shot dead by gunmen at the Garowe market.",
            "Gunmen abducted two aid workers near Bosaso on Sunday.",
            "The central bank kept its key rate unchanged.",
        ]
    )
    assert claim @ paraphrase > 0.85
    assert claim @ paraphrase > claim @ other_event > claim @ other_topic


def test_half_precision_keeps_the_cosine() -> None:
    vectors = embed(["Two rockets hit the port.", "The port was hit by two rockets, police said."])
    halves = vectors.astype(np.float16).astype(np.float32)
    assert abs(float(vectors[0] @ vectors[1] - halves[0] @ halves[1])) < 1e-3


def test_texts_beyond_the_models_reach_are_embedded_by_their_beginning() -> None:
    start = "A tanker ran aground in the strait. " * 60
    one, other = embed([start + "Nothing else.", start + "A tax on sugar passed."])
    assert one @ other > 0.999
