"""Logits of a torch model for rows {question, passage}."""
import torch

from examples import LIMITS
from training.pairs import encode_pairs, padded


@torch.no_grad()
def scores(model, tokenizer, rows, batch_size=16):
    """One logit a row, in order."""
    pairs = encode_pairs(tokenizer, [(row['question'], row['passage']) for row in rows], LIMITS)
    order = sorted(range(len(rows)), key=lambda i: len(pairs[i].ids))
    found = [0.0] * len(rows)
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        for i, value in zip(chosen, model(*padded([pairs[i] for i in chosen])).squeeze(-1).tolist()):
            found[i] = value
    return found
