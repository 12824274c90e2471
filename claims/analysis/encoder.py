"""What every model of the analysis shares: the tokenizer, one word-embedding table and the ONNX sessions.

The tagger, the claim embedding and the comparer are all six-layer MiniLM encoders (Wang et al. 2020, all-MiniLM-L6-v2).
Half of such a model is its word embeddings; fine-tuning with these frozen lets one int8 table serve all, so the ONNX
files hold the transformer layers only and take ``inputs_embeds``. Sum: ``inputs_embeds = lookup(ids)``; position and
token-type embeddings and the first layer normalisation are inside the ONNX files.

Everything loads on first use and once a process: sessions and the tokenizer keep threads that do not survive ``fork``,
so they are kept by process id.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from sources.cleaning import replace_unstorable

# Rust-side thread pools deadlock in forked workers; one thread tokenizes faster than the encoders can read anyway.
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

WEIGHTS = Path(__file__).parent / "weights"
PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102
WIDTH = 384  # of the hidden states and of the claim embedding
# The longest sequence of a batch against its shortest. On articles 1.25 reads 1.4 times as many words a second as no
# limit does (a fifth of the positions were padding), and more than 1.1 or 1.5.
MOST_PADDING = 1.25
MAX_TOKENS = 512  # as many positions as the encoder has, special tokens included

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# A row of the table: 384 int8 numbers and the factor that turns them back into floats (symmetric, one scale a row).
ROW = np.dtype([("scale", "<f4"), ("values", "i1", (WIDTH,))])


class WeightsMissing(Exception):
    """A file of ``weights/`` is not there or is not what it should be; the message says which."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One text's word pieces, without special tokens: ``ids`` [n], ``offsets`` [n, 2] in code points of the text."""

    ids: Ints
    offsets: Ints

    def __len__(self) -> int:
        return len(self.ids)


def tokenize(texts: Sequence[str]) -> list[Tokens]:
    """Word pieces of each text, in order; never truncated, no special tokens.

    A text that spells out ``[SEP]`` gets the pieces of those characters, not the separator.
    """
    whole = [replace_unstorable(text) for text in texts]  # the tokenizer refuses a lone surrogate
    encodings = _tokenizer(os.getpid()).encode_batch(whole, add_special_tokens=False)
    return [
        Tokens(np.array(e.ids, dtype=np.int64), np.array(e.offsets, dtype=np.int64).reshape(-1, 2)) for e in encodings
    ]


def lookup(ids: npt.ArrayLike) -> Floats:
    """Word embeddings of token ids of any shape: float32 ``[*ids.shape, 384]``.

    A row of the int8 table has a cosine of at least .9994 (.99997 on average) with the published float row.
    """
    rows = _table()[np.asarray(ids, dtype=np.int64)]
    return np.asarray(rows["values"] * rows["scale"][..., None], dtype=np.float32)


def session(name: str, threads: int = 1) -> onnxruntime.InferenceSession:
    """The session of ``weights/{name}.onnx``, cached by process and thread count.

    Raises ``WeightsMissing`` when the file is not there.
    """
    return _session(os.getpid(), name, threads)


def run(name: str, ids: Sequence[Ints], threads: int = 1, types: Sequence[Ints] | None = None) -> list[Floats]:
    """Run ``weights/{name}.onnx`` on one batch of sequences that hold their special tokens already.

    ``types`` are token types (0 first text, 1 second) for models that have that input. Gives the model's outputs;
    the first axis is the batch, in order.
    """
    width = max(len(sequence) for sequence in ids)
    batch = np.full((len(ids), width), PAD, dtype=np.int64)
    mask = np.zeros((len(ids), width), dtype=np.int64)
    for row, sequence in enumerate(ids):
        batch[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    feed: dict[str, Floats | Ints] = {"inputs_embeds": lookup(batch), "attention_mask": mask}
    if types is not None:
        kinds = np.zeros((len(ids), width), dtype=np.int64)
        for row, sequence in enumerate(types):
            kinds[row, : len(sequence)] = sequence
        feed["token_type_ids"] = kinds
    outputs: list[Floats] = session(name, threads).run(None, feed)
    return outputs


def batches_by_length(lengths: Sequence[int], max_tokens: int = 4096) -> Iterator[list[int]]:
    """Indexes grouped so that a batch holds sequences of like length and at most ``max_tokens`` with padding.

    4,096 keeps a batch's activations near 100 MB and within the second-level cache for the most part; larger batches
    measured no faster on CPU. A single sequence longer than that makes a batch of its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        too_many = (len(batch) + 1) * lengths[index] > max_tokens
        if batch and (too_many or lengths[index] > MOST_PADDING * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def weights_file(name: str) -> Path:
    """Path of a weights file; raises ``WeightsMissing`` with what to do about it."""
    path = WEIGHTS / name
    if not path.is_file():
        raise WeightsMissing(f"{path} is missing: restore it from the repository, or make it anew (see MODEL_CARD.md)")
    return path


@cache
def _tokenizer(_pid: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(weights_file("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@cache
def _table() -> npt.NDArray[np.void]:
    """The table, mapped read-only: pages are shared by all processes and safe after fork."""
    path = weights_file("embeddings.npy")
    table = np.load(path, mmap_mode="r", allow_pickle=False)
    if table.dtype != ROW:
        raise WeightsMissing(f"{path} is not a table of {WIDTH} int8 values and a scale a row")
    return np.asarray(table)


@cache
def _session(_pid: int, name: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads must not spin: several worker processes share few cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Batches differ in shape, so remembered memory patterns only cost memory.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(
        str(weights_file(f"{name}.onnx")), sess_options=options, providers=["CPUExecutionProvider"]
    )
