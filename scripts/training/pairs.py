"""Two texts as one BERT input: [CLS] first [SEP] second [SEP], types 0 and 1, each cut to its own limit."""
import torch
from tokenizers import Tokenizer

CLS, SEP = 101, 102


def load_tokenizer(path):
    """The tokenizer without the padding and truncation its file may ask for: pairs are cut here, and say where."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Pair:
    """Token ids, where the second text begins, and the second text's character offsets (one pair a token)."""

    def __init__(self, first, second, limits):
        first_limit, second_limit, total = limits
        head = first.ids[:first_limit]
        tail = second.ids[:second_limit]
        if len(head) + len(tail) + 3 > total:
            if first_limit > second_limit:
                head = head[: total - 3 - len(tail)]
            else:
                tail = tail[: total - 3 - len(head)]
        self.ids = [CLS, *head, SEP, *tail, SEP]
        self.second_start = len(head) + 2
        self.offsets = second.offsets[: len(tail)]


def encode_pairs(tokenizer, pairs, limits):
    """Pairs of texts to Pair objects. limits: (first, second, total) in tokens; the longer-limited side gives way."""
    firsts = tokenizer.encode_batch([first for first, _ in pairs], add_special_tokens=False)
    seconds = tokenizer.encode_batch([second for _, second in pairs], add_special_tokens=False)
    return [Pair(first, second, limits) for first, second in zip(firsts, seconds)]


def padded(pairs):
    """input_ids, attention_mask, token_type_ids as int64 tensors [batch, longest]."""
    longest = max(len(pair.ids) for pair in pairs)
    input_ids = torch.zeros(len(pairs), longest, dtype=torch.long)
    attention_mask, token_type_ids = torch.zeros_like(input_ids), torch.zeros_like(input_ids)
    for row, pair in enumerate(pairs):
        length = len(pair.ids)
        input_ids[row, :length] = torch.tensor(pair.ids)
        attention_mask[row, :length] = 1
        token_type_ids[row, pair.second_start : length] = 1
    return input_ids, attention_mask, token_type_ids
