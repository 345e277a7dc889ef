"""From the gathered rows {claim, ev, y, src} to stage-1.jsonl and stage-2.jsonl.

    python prepare.py --rows train.jsonl.gz --blind ../../../shared/evals/claims/wice-dev.jsonl ... --out work

Rows whose claim, or whose evidence's first 100 characters, also occur in a blind file are dropped, and counted. Stage 2
is the sample nearest to cited answers; a ready one can be given with --stage-2-rows instead.
"""
import argparse
import collections
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from training.jsonl import read_jsonl, write_jsonl  # noqa: E402
from training.text import normalised  # noqa: E402

# how many rows of each source make stage 2; a float is a number of whole passes
STAGE_2 = {
    'attributionbench-dev': 2.0, 'expertqa': 1.0, 'wice-nst-train': 1.0, 'begin-dev': 1.0, 'synthetic': 1500, 'fib': 700,
    'summedits': 700, 'foolmetwice': 600, 'mnli-dev': 400, 'her': 250, 'scifact': 250, 'fever-symmetric': 200,
    'faithdial-audit': 200, 'q2': 150,
}


def checked(rows):
    """The rows that have what training needs; refuses a file with any that do not."""
    for number, row in enumerate(rows, 1):
        if not row.get('claim') or not row.get('ev') or row.get('y') not in (0, 1) or not row.get('src'):
            raise SystemExit(f'row {number} lacks claim, ev, y (0 or 1) or src: {str(row)[:120]}')
    return rows


def blind_keys(paths):
    claims, evidence = set(), set()
    for path in paths:
        for item in read_jsonl(path):
            claims.add(normalised(item['claim']))
            evidence |= {normalised(text)[:100] for text in item['evidence'] if len(text) >= 100}
    return claims, evidence


def without_leaks(rows, paths):
    claims, evidence = blind_keys(paths)
    dropped = collections.Counter()
    kept = []
    for row in rows:
        why = 'claim' if normalised(row['claim']) in claims else 'evidence' if normalised(row['ev'])[:100] in evidence else None
        if why:
            dropped[f"{row['src']}/{why}"] += 1
        else:
            kept.append(row)
    print(f'dropped {sum(dropped.values())}: {dict(dropped)}')
    return kept


def stage_2(rows, rng):
    by_source = collections.defaultdict(list)
    for row in rows:
        by_source[row['src']].append(row)
    chosen = []
    for source, amount in STAGE_2.items():
        pool = by_source[source]
        chosen += pool * int(amount) if isinstance(amount, float) else rng.sample(pool, min(amount, len(pool)))
    rng.shuffle(chosen)
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rows', required=True)
    parser.add_argument('--stage-2-rows')
    parser.add_argument('--blind', nargs='*', default=[])
    parser.add_argument('--out', type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    first = without_leaks(checked(read_jsonl(options.rows)), options.blind)
    second = without_leaks(checked(read_jsonl(options.stage_2_rows)), options.blind) if options.stage_2_rows else stage_2(first, random.Random(21))
    for name, rows in (('stage-1', first), ('stage-2', second)):
        write_jsonl(options.out / f'{name}.jsonl', rows)
        print(name, len(rows), 'rows,', sum(row['y'] for row in rows), 'supported:', dict(collections.Counter(row['src'] for row in rows).most_common()))


if __name__ == '__main__':
    main()
