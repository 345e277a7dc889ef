"""AUROC of exported graphs on the sets that prepare.py held back, with 95 % intervals.

    python evaluate.py --data work --tokenizer work/answerability/tokenizer.json \
        --models reader=work/answerability/model-int8.onnx cross-encoder=ms-marco/model-int8.onnx --sets squad-validation

Rows are resampled for the interval, and whole titles or papers (`by group`), which is wider and more honest about new
subjects. squad-test and covid-test are for reporting: let nothing be chosen by them.
"""
import argparse
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import numpy as np  # noqa: E402

from examples import LIMITS  # noqa: E402
from training.jsonl import read_jsonl  # noqa: E402
from training.metrics import auroc, bootstrap_interval  # noqa: E402
from training.onnx_scores import OnnxScorer  # noqa: E402
from training.pairs import encode_pairs, load_tokenizer  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', type=pathlib.Path, required=True)
    parser.add_argument('--tokenizer', required=True)
    parser.add_argument('--models', nargs='+', required=True, metavar='NAME=GRAPH')
    parser.add_argument('--sets', nargs='+', default=['squad-validation'])
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--limit', type=int, default=0, help='only the first rows of each set')
    parser.add_argument('--scores', type=pathlib.Path, help='where to keep every logit')
    options = parser.parse_args()
    tokenizer = load_tokenizer(options.tokenizer)
    scorers = {name: OnnxScorer(path, options.threads) for name, path in (given.split('=', 1) for given in options.models)}
    kept = {}
    for dataset in options.sets:
        rows = read_jsonl(options.data / f'{dataset}.jsonl')
        rows = rows[: options.limit] if options.limit else rows
        labels, groups = np.array([row['label'] for row in rows]), [row['group'] for row in rows]
        pairs = encode_pairs(tokenizer, [(row['question'], row['passage']) for row in rows], LIMITS)
        for name, scorer in scorers.items():
            start = time.time()
            scores = np.array([scorer.score(pair) for pair in pairs])
            milliseconds = (time.time() - start) * 1000 / len(rows)
            kept[f'{dataset}/{name}'] = [round(float(score), 4) for score in scores]

            def value(chosen):
                return auroc(scores[chosen], labels[chosen])

            low, high = bootstrap_interval(value, len(rows))
            group_low, group_high = bootstrap_interval(value, len(rows), groups)
            print(f'{dataset} {name}: {len(rows)} rows, {labels.sum()} answerable, AUROC {auroc(scores, labels):.3f} '
                  f'[{low:.3f}, {high:.3f}], by group [{group_low:.3f}, {group_high:.3f}], {milliseconds:.1f} ms a pair', flush=True)
    if options.scores:
        options.scores.write_text(json.dumps(kept))


if __name__ == '__main__':
    main()
