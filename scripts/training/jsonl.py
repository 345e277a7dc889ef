"""JSON Lines, plain or gzipped (by the name's end)."""
import gzip
import json


def read_jsonl(path):
    """All rows of a file as a list of dicts."""
    opener = gzip.open if str(path).endswith('.gz') else open
    with opener(path, 'rt', encoding='utf8') as file:
        return [json.loads(line) for line in file if line.strip()]


def write_jsonl(path, rows):
    """One compact object a line, UTF-8."""
    with open(path, 'w', encoding='utf8') as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + '\n')
