"""AUROC of exported graphs on claim sets, beside the lexical baseline, with 95 % bootstrap intervals.

    python evaluate.py --tokenizer work/groundedness/tokenizer.json --models new=work/groundedness/model-int8.onnx \
        --sets ../../../shared/evals/claims/wice-dev.jsonl

One window a claim, one pair a run, as the engine does it. The baseline is the share of the claim's content words found
in the evidence; `difference` is model less baseline over the same resampled rows.
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import numpy as np  # noqa: E402

from evidence import selected_window  # noqa: E402
from model import LIMITS  # noqa: E402
from training.jsonl import read_jsonl  # noqa: E402
from training.metrics import auroc, bootstrap_interval  # noqa: E402
from training.onnx_scores import OnnxScorer  # noqa: E402
from training.pairs import encode_pairs, load_tokenizer  # noqa: E402
from training.text import coverage  # noqa: E402


def interval(statistic, size):
    low, high = bootstrap_interval(statistic, size)
    return f'[{low:+.3f}, {high:+.3f}]'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--tokenizer', required=True)
    parser.add_argument('--models', nargs='+', required=True, metavar='NAME=GRAPH')
    parser.add_argument('--sets', nargs='+', required=True)
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--limit', type=int, default=0, help='only the first rows of each set')
    options = parser.parse_args()
    tokenizer = load_tokenizer(options.tokenizer)
    for path in map(pathlib.Path, options.sets):
        items = read_jsonl(path)
        items = items[: options.limit] if options.limit else items
        labels = np.array([item['label'] == 'supported' for item in items])
        lexical = np.array([coverage(item['claim'], ' '.join(item['evidence'])) for item in items])
        pairs = encode_pairs(tokenizer, [(selected_window(item['claim'], item['evidence']), item['claim']) for item in items], LIMITS)
        print(f'{path.stem}: {len(items)} claims, {labels.sum()} supported, word overlap AUROC {auroc(lexical, labels):.3f}')
        for name, graph in (given.split('=', 1) for given in options.models):
            scorer = OnnxScorer(graph, options.threads)
            scores = np.array([scorer.score(pair) for pair in pairs])
            difference = interval(lambda rows: auroc(scores[rows], labels[rows]) - auroc(lexical[rows], labels[rows]), len(items))
            print(f'  {name}: AUROC {auroc(scores, labels):.3f} {interval(lambda rows: auroc(scores[rows], labels[rows]), len(items))}, difference {difference}')


if __name__ == '__main__':
    main()
