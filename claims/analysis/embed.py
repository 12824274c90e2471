"""The claim embedding: all-MiniLM-L6-v2 (Reimers & Gurevych 2019), mean-pooled, length one, int8 on CPU.

What is embedded should carry the resolved subject and time ("Colonel Adan left on 3 May", not "he left then"):
callers pass ``Claim.resolved``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from claims.analysis import encoder

# The published model was trained on sequences of up to 256 word pieces; a claim is one proposition, far shorter.
MAX_PIECES = 254


def embed(texts: Sequence[str], threads: int = 1) -> npt.NDArray[np.float32]:
    """Embeddings of the texts, in order: float32 ``[len(texts), 384]``, each of length one.

    Their cosine is their dot product. Half precision keeps it within .001 (what the database stores). Texts beyond
    254 word pieces count by their first 254. An empty text has a vector too (that of no words), so that a row never
    is undefined. The same text has the same vector whatever the batch.
    Int8 costs little: the mean cosine with the float model's vector is .997 (the least of 300 claims .994).
    """
    vectors = np.zeros((len(texts), encoder.WIDTH), dtype=np.float32)
    sequences = [
        np.concatenate(([encoder.CLS], tokens.ids[:MAX_PIECES], [encoder.SEP])) for tokens in encoder.tokenize(texts)
    ]
    for batch in encoder.batches_by_length([len(sequence) for sequence in sequences]):
        vectors[batch] = encoder.run("embed", [sequences[i] for i in batch], threads)[0]
    return vectors
