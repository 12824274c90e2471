"""The shared tokenizer, word-embedding table and ONNX sessions."""

from __future__ import annotations

import multiprocessing

import numpy as np
import pytest

from claims.analysis import encoder


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "Ça va? 🚀 Żukowski’s “convoy” left."
    [tokens] = encoder.tokenize([text])
    words = [text[start:end] for start, end in tokens.offsets]
    assert "Ça" in words and "🚀" in words and "convoy" in words
    assert "".join(words).replace(" ", "") == text.replace(" ", "")


def test_long_texts_are_not_truncated() -> None:
    [tokens] = encoder.tokenize(["village " * 3000])
    assert len(tokens) == 3000


def test_empty_text_has_no_tokens() -> None:
    [tokens] = encoder.tokenize([""])
    assert tokens.ids.shape == (0,) and tokens.offsets.shape == (0, 2)


def test_a_spelled_out_separator_is_text() -> None:
    [tokens] = encoder.tokenize(["rebels [SEP] denied [CLS] it"])
    assert not {encoder.SEP, encoder.CLS} & set(tokens.ids.tolist())


def test_lookup_keeps_the_shape_of_the_ids() -> None:
    vectors = encoder.lookup([[encoder.CLS, encoder.SEP, 2000], [5, 6, 7]])
    assert vectors.shape == (2, 3, encoder.WIDTH) and vectors.dtype == np.float32
    assert np.array_equal(vectors[0, 0], encoder.lookup([encoder.CLS])[0])
    assert not np.array_equal(vectors[0, 0], vectors[0, 1])


def test_what_else_is_in_the_batch_does_not_change_what_a_model_says() -> None:
    [short, long] = encoder.tokenize(["The bridge fell.", "The bridge over the river fell after days of heavy rain."])
    alone = encoder.run("embed", [short.ids])[0][0]
    padded = encoder.run("embed", [short.ids, long.ids])[0][0]
    assert float(alone @ padded) > 0.9999


def test_batches_hold_every_index_once_and_stay_within_the_budget() -> None:
    lengths = [3, 700, 12, 12, 5, 40, 1]
    batches = list(encoder.batches_by_length(lengths, max_tokens=50))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= 50 for batch in batches)


def test_a_missing_model_is_named() -> None:
    with pytest.raises(encoder.WeightsMissing, match=r"nosuch\.onnx"):
        encoder.session("nosuch")


def _embed_in_child(results: multiprocessing.queues.SimpleQueue) -> None:
    results.put(encoder.run("embed", [encoder.tokenize(["A dam burst."])[0].ids])[0][0])


def test_works_in_a_process_forked_after_first_use() -> None:
    here = encoder.run("embed", [encoder.tokenize(["A dam burst."])[0].ids])[0][0]
    context = multiprocessing.get_context("fork")
    results = context.SimpleQueue()
    child = context.Process(target=_embed_in_child, args=(results,), daemon=True)
    child.start()
    child.join(timeout=30)
    assert child.exitcode == 0
    assert np.allclose(results.get(), here, atol=1e-5)
