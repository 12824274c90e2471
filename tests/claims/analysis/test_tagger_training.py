"""What the tagger learns from: reading brat annotations, varying articles, and cutting them into labelled windows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from claims.analysis.tags import decode_labels
from claims.analysis.training.augment import apply_edits, vary
from claims.analysis.training.corpus import read_annotations, read_corpus
from claims.analysis.training.examples import Example, article_examples, batches, padded_length

TEXT = "Novak said the ferry sank.\n“Nobody,” Novak’s aide told us, “was hurt.”\r\n"


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


def annotations() -> str:
    return "\n".join(
        [
            f"T1\tSource {at('Novak')}\tNovak",
            f"T2\tCue {at('said')}\tsaid",
            f"T3\tContent {at('the ferry sank')}\tthe ferry sank",
            "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3",
            f"T4\tContent {at('“Nobody,”')};{at('“was hurt.”')}\t“Nobody,”",
            "“was hurt.”",
            f"T5\tSource {at('Novak’s')}\tNovak’s",
            f"T6\tSource {at('aide')}\taide",
            f"T7\tCue {at('told us')}\ttold us",
            "E2\tAttribution-no-source:T7 Source:T5 Source2:T6 Cue:T7 Content:T4",
            f"T8\tDiscuss {at('Novak')}\tNovak",
            "E3\tDiscuss:T8 Content:T8",
        ]
    )


def words(pieces: list[tuple[int, int]], text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in pieces]


def test_numbered_roles_cut_selections_and_wrapped_lines_are_read() -> None:
    first, second = read_annotations(annotations(), TEXT)
    assert words(first["source"]) == ["Novak"]
    assert words(second["source"]) == ["Novak’s aide"]
    assert words(second["content"]) == ["“Nobody,”", "“was hurt.”"]


def test_an_offset_outside_the_text_is_an_error_that_says_where() -> None:
    with pytest.raises(ValueError, match="outside the text: T1"):
        read_annotations("T1\tSource 0 999\tNovak", TEXT)


def test_a_folder_of_another_layout_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no text/\*\.txt"):
        read_corpus(tmp_path)


def test_several_annotators_of_one_article_are_kept_apart_in_order_of_file_name(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "ferry_one.txt").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "attributions" / "ferry_one_b.ann").write_text("", encoding="utf-8")
    (tmp_path / "attributions" / "ferry_one_a.ann").write_text(annotations(), encoding="utf-8")
    (article,) = read_corpus(tmp_path)
    assert article.text == TEXT
    assert [len(a) for a in article.annotations] == [2, 0]


def test_edits_carry_the_spans_along() -> None:
    source, content = (0, 5), (11, 25)
    edits = [(0, 5, "Al-Haddad"), (15, 20, "")]
    varied = apply_edits(TEXT, [{"source": [source], "content": [content]}], edits)
    (attribution,) = varied.attributions
    assert words(attribution["source"], varied.text) == ["Al-Haddad"]
    assert words(attribution["content"], varied.text) == ["the  sank"]


@pytest.mark.parametrize("seed", range(40))
def test_however_an_article_is_varied_its_spans_stay_on_the_same_words(seed: int) -> None:
    attributions = read_annotations(annotations(), TEXT)
    varied = vary(TEXT, attributions, random.Random(seed))
    spans = [" ".join(words(a["content"], varied.text)).lower() for a in varied.attributions]
    assert spans[0] == "the ferry sank"
    assert "nobody" in spans[1]
    assert "was hurt" in spans[1]
    assert "novak" not in spans[1]


def test_windows_carry_the_labels_of_the_annotation() -> None:
    attributions = read_annotations(annotations(), TEXT)
    (example,) = article_examples(TEXT, attributions, 128)
    read = {
        (role, TEXT[example.window.words[a, 0] : example.window.words[b - 1, 1]])
        for role, a, b in decode_labels(example.labels)
    }
    wanted = {(role, TEXT[s:e]) for a in attributions for role, pieces in a.items() for s, e in pieces}
    assert read == wanted


def test_sentence_by_sentence_no_window_holds_two_paragraphs() -> None:
    examples = article_examples(TEXT, read_annotations(annotations(), TEXT), 128, sentences=True)
    assert len(examples) == 2


def test_a_batch_is_of_one_padded_length_and_within_its_budget() -> None:
    examples: list[Example] = []
    for n in range(1, 40):
        examples += article_examples("It rained again. " * n, [], 128)
    made = batches(examples, 512, random.Random(1))
    assert sum(len(batch) for batch in made) == len(examples)
    for batch in made:
        lengths = {padded_length(len(example.window)) for example in batch}
        assert len(lengths) == 1
        assert len(batch) == 1 or len(batch) * lengths.pop() <= 512
