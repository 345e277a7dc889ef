"""From rows to training examples: how often each kind is seen, a random window of the passage, the answer's tokens."""
import random

from training.pairs import encode_pairs
from training.text import coverage, sentences

# question, passage, both with the three special tokens; the passage gives way
LIMITS = (64, 400, 288)

# passes over each kind in one epoch: what people wrote counts most, made negatives only add to it
PASSES = {
    'squad': 1.6, 'squad-cut': 0.2, 'squad-swap': 0.5, 'squad-near': 0.15, 'cloze': 0.3, 'cloze-swap': 0.4,
    'covid': 0.4, 'covid-cut': 0.2, 'nq': 0.5, 'nq-cut': 0.2, 'nq-near': 0.25, 'nq-swap': 0.3,
    'hotpot': 0.5, 'hotpot-near': 0.3, 'pubmed': 0.15, 'pubmed-near': 0.15,
}
WINDOW_SHARE = 0.65
WINDOW_SENTENCES = 3


def draw(rows, rng):
    """The rows of one epoch: a pass count of 1.6 means once, and a second time for six in ten."""
    chosen = []
    for row in rows:
        passes = PASSES[row['kind']]
        chosen += [row] * (int(passes) + (rng.random() < passes % 1))
    return chosen


def windowed(row, rng):
    """A few sentences around the likeliest place instead of the whole passage: cheaper, and true to either label.

    The window is around an answer's sentence where there is one, else around the sentence with most question words;
    a part of a passage that does not answer does not answer either.
    """
    found = sentences(row['passage'])
    if len(found) <= WINDOW_SENTENCES or rng.random() > WINDOW_SHARE:
        return row['passage']
    places = [i for i, sentence in enumerate(found) if any(answer in sentence for answer in row['answers'])]
    if row['label'] and not places:
        return row['passage']
    best = max(places or range(len(found)), key=lambda i: coverage(row['question'], found[i]))
    start = max(0, min(len(found) - WINDOW_SENTENCES, best - rng.randrange(WINDOW_SENTENCES)))
    return ' '.join(found[start : start + WINDOW_SENTENCES])


def answer_tokens(pair, passage, answers):
    """(starts, ends): token positions where an answer begins and ends; empty lists when none is found."""
    starts, ends = set(), set()
    for answer in answers:
        begin = passage.find(answer)
        while begin >= 0 and len(answer) > 0:
            end = begin + len(answer)
            first = next((i for i, (a, b) in enumerate(pair.offsets) if a <= begin < b), None)
            last = next((i for i, (a, b) in enumerate(pair.offsets) if a < end <= b), None)
            if first is not None and last is not None:
                starts.add(first + pair.second_start)
                ends.add(last + pair.second_start)
            begin = passage.find(answer, end)
            if len(starts) >= 4:
                break
    return sorted(starts), sorted(ends)


def examples(rows, tokenizer, seed):
    """One epoch: a list of (pair, label, starts, ends)."""
    rng = random.Random(seed)
    chosen = draw(rows, rng)
    passages = [windowed(row, rng) for row in chosen]
    pairs = encode_pairs(tokenizer, [(row['question'], passage) for row, passage in zip(chosen, passages)], LIMITS)
    return [
        (pair, row['label'], *(answer_tokens(pair, passage, row['answers']) if row['label'] else ([0], [0])))
        for pair, row, passage in zip(pairs, chosen, passages)
    ]
