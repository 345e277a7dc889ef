"""Builds the rows {question, passage, label, answers, kind} to train on, and the sets to choose and report on.

    python prepare.py --evals ../../../shared/evals --out work

Rows come from SQuAD 2.0 (train half), COVID-QA (train documents), NQ, HotpotQA and PubMedQA; made negatives are the
gold sentence cut out, a near passage without the answer, and a question with a detail swapped. `source` is not kept.
"""
import argparse
import collections
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from split import covid_part, squad_part  # noqa: E402
from training.jsonl import read_jsonl, write_jsonl  # noqa: E402
from training.text import STOP_WORDS, content_stems, coverage, normalised, sentences  # noqa: E402

NAME = re.compile(r'(?<!^)(?<![.!?] )\b[A-Z][\w’\'-]+(?: (?:of the |of |the )?[A-Z][\w’\'-]+)*')
NUMBER = re.compile(r'\b\d[\d,.]*\d\b|\b\d\b')
OPPOSITES = {
    'first': 'last', 'largest': 'smallest', 'smallest': 'largest', 'most': 'least', 'least': 'most', 'more': 'less',
    'less': 'more', 'before': 'after', 'after': 'before', 'highest': 'lowest', 'lowest': 'highest', 'north': 'south',
    'south': 'north', 'east': 'west', 'west': 'east', 'increase': 'decrease', 'decrease': 'increase', 'best': 'worst',
    'won': 'lost', 'lost': 'won', 'began': 'ended', 'start': 'end', 'started': 'stopped', 'high': 'low', 'low': 'high',
    'old': 'new', 'new': 'old', 'last': 'first', 'earliest': 'latest', 'major': 'minor', 'positive': 'negative',
    'allowed': 'forbidden', 'support': 'oppose', 'supported': 'opposed', 'accepted': 'rejected', 'never': 'always',
}
AUXILIARY = re.compile(r'\b(is|are|was|were|did|does|do|can|could|has|have|had|will|would|should)\b')
NEGATION_SHARE = 0.3


def has_answer(text, answers):
    padded = f' {normalised(text)} '
    return any(f' {normalised(answer)} ' in padded for answer in answers if normalised(answer))


def row(question, passage, label, kind, answers=()):
    return {'question': question.strip(), 'passage': passage.strip(), 'label': int(label), 'answers': list(answers), 'kind': kind}


def without_answer(passage, answers, gold=()):
    """The passage less every sentence that is gold or holds an answer; None when under 20 words are left."""
    cut = {normalised(sentence) for sentence in gold}
    kept = [s for s in sentences(passage) if normalised(s) not in cut and not has_answer(s, answers)]
    rest = ' '.join(kept)
    return rest if len(rest.split()) >= 20 else None


def swapped(question, names, passage, rng):
    """The question with one number, name or word of degree changed, or negated; None when nothing can be changed."""
    ways = []
    for match in NUMBER.finditer(question):
        number = match.group()
        if number.isdigit():
            step = rng.choice([-12, -7, -3, -1, 1, 2, 5, 9, 20])
            other = str(int(number) + step) if int(number) + step > 0 else str(int(number) + 3)
            if other not in passage:
                ways.append(question[: match.start()] + other + question[match.end():])
    for match in NAME.finditer(question):
        others = [name for name in names if name != match.group() and name not in question]
        if others and match.group().lower() not in STOP_WORDS:
            ways.append(question[: match.start()] + rng.choice(others) + question[match.end():])
    for match in re.finditer(r'\b[a-z]+\b', question):
        if match.group() in OPPOSITES:
            ways.append(question[: match.start()] + OPPOSITES[match.group()] + question[match.end():])
    auxiliary = AUXILIARY.search(question)
    if auxiliary and ' not ' not in question and rng.random() < NEGATION_SHARE:
        ways.append(f'{question[:auxiliary.end()]} not{question[auxiliary.end():]}')
    return rng.choice(ways) if ways else None


def names_of(passages):
    """Capitalised names inside sentences, the commonest 400."""
    counts = collections.Counter(name for passage in passages for name in NAME.findall(passage))
    return [name for name, _ in counts.most_common(400)]


class NearPassages:
    """For a question, a passage of the pool with many of its words (rare ones count more) and without its answer."""

    def __init__(self, passages):
        self.passages = sorted(set(passages))
        self.stems = [set(content_stems(passage)) for passage in self.passages]
        self.spread = collections.Counter(stem for stems in self.stems for stem in stems)

    def nearest(self, question, answers, besides, rng, among=3):
        wanted = set(content_stems(question))

        def shared(i):
            return sum(self.spread[stem] ** -0.5 for stem in wanted & self.stems[i])

        ranked = sorted(range(len(self.passages)), key=lambda i: -shared(i))[:20]
        good = [self.passages[i] for i in ranked if self.passages[i] != besides and not has_answer(self.passages[i], answers)]
        return rng.choice(good[:among]) if good else None


def cloze(passage, rng):
    """A sentence that asks for one of its own names or numbers: (question, answer), or None when it has none."""
    candidates = []
    for sentence in sentences(passage):
        if 8 <= len(sentence.split()) <= 30:
            candidates += [(sentence, match, 'which name') for match in NAME.finditer(sentence)]
            candidates += [(sentence, match, 'what number') for match in NUMBER.finditer(sentence)]
    if not candidates:
        return None
    sentence, match, asked = rng.choice(candidates)
    if asked == 'what number' and re.fullmatch(r'1[0-9]{3}|20[0-9]{2}', match.group()):
        asked = 'when'
    body = (sentence[: match.start()] + asked + sentence[match.end():]).rstrip('.!?')
    return f'{body}?', match.group()


def squad_rows(items, rng):
    by_title = collections.defaultdict(list)
    for item in items:
        by_title[item['title']].append(item['passage'])
    near = {title: NearPassages(passages) for title, passages in by_title.items()}
    rows = []
    for item in items:
        question, passage, answers = item['question'], item['passage'], item.get('answers') or []
        rows.append(row(question, passage, item['answerable'], 'squad', answers))
        if not item['answerable']:
            continue
        cut = without_answer(passage, answers, item.get('goldSentences') or [])
        if cut:
            rows.append(row(question, cut, 0, 'squad-cut'))
        other = swapped(question, names_of([passage]) or names_of(by_title[item['title']]), passage, rng)
        if other:
            rows.append(row(other, passage, 0, 'squad-swap'))
        neighbour = near[item['title']].nearest(question, answers, passage, rng)
        if neighbour:
            rows.append(row(question, neighbour, 0, 'squad-near'))
    for passages in by_title.values():
        rows += cloze_rows(passages, rng)
    return rows


def cloze_rows(passages, rng):
    rows, names = [], names_of(passages)
    for passage in sorted(set(passages)):
        made = cloze(passage, rng)
        if not made:
            continue
        question, answer = made
        rows.append(row(question, passage, 1, 'cloze', [answer]))
        other = swapped(question, [name for name in names if name != answer], passage, rng)
        if other:
            rows.append(row(other, passage, 0, 'cloze-swap'))
    return rows


def covid_rows(items, banned):
    rows = []
    for item in items:
        if normalised(item['question']) in banned:
            continue
        answers = item.get('answers') or []
        rows.append(row(item['question'], item['passage'], item['answerable'], 'covid', answers))
        cut = item['answerable'] and without_answer(item['passage'], answers, item.get('goldSentences') or [])
        if cut:
            rows.append(row(item['question'], cut, 0, 'covid-cut'))
    return rows


def nq_rows(items, banned, rng):
    kept = []
    for item in items:
        passage = item['passages'][0]
        if normalised(passage['title']) not in banned and normalised(item['question']) not in banned:
            literal = [answer for answer in item['answers'] if answer in passage['text']]
            kept.append((item['question'], passage['text'], literal or item['answers']))
    near, names = NearPassages([passage for _, passage, _ in kept]), names_of([passage for _, passage, _ in kept])
    rows = []
    for question, passage, answers in kept:
        rows.append(row(question, passage, 1, 'nq', answers))
        neighbour = near.nearest(question, answers, passage, rng)
        if neighbour:
            rows.append(row(question, neighbour, 0, 'nq-near'))
        cut = without_answer(passage, answers)
        if cut:
            rows.append(row(question, cut, 0, 'nq-cut'))
        other = swapped(question, names, passage, rng)
        if other:
            rows.append(row(other, passage, 0, 'nq-swap'))
    return rows


def hotpot_rows(items, banned):
    """Both gold passages together answer; distractors with most question words do not. Yes/no questions are left out."""
    rows = []
    for item in items:
        answers = item['answers']
        passages = [p for p in item['passages'] if normalised(p['title']) not in banned]
        gold = [p['text'] for p in passages if p.get('gold')]
        if normalised(answers[0]) in ('yes', 'no') or len(gold) < 2:
            continue
        if has_answer(' '.join(gold), answers):
            rows.append(row(item['question'], ' '.join(gold), 1, 'hotpot', answers))
        others = [p['text'] for p in passages if not p.get('gold') and not has_answer(p['text'], answers)]
        others.sort(key=lambda text: -coverage(item['question'], text))
        rows += [row(item['question'], text, 0, 'hotpot-near') for text in others[:2]]
    return rows


def pubmed_rows(items, rng):
    """The last two parts of an abstract (results, conclusions) answer; another abstract's do not."""
    texts = [(item['question'], ' '.join(p['text'] for p in item['passages'][-2:])) for item in items]
    near = NearPassages([text for _, text in texts])
    rows = []
    for question, text in texts:
        rows.append(row(question, text, 1, 'pubmed'))
        neighbour = near.nearest(question, [], text, rng)
        if neighbour:
            rows.append(row(question, neighbour, 0, 'pubmed-near'))
    return rows


def evaluation_rows(items, group_of):
    return [
        {'question': item['question'], 'passage': item['passage'], 'label': int(item['answerable']), 'group': group_of(item)}
        for item in items
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--evals', type=pathlib.Path, required=True)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(17)

    def read(name):
        return read_jsonl(options.evals / name)

    squad, covid = collections.defaultdict(list), collections.defaultdict(list)
    for item in read('answerability/squad2.jsonl'):
        squad[squad_part(item['title'])].append(item)
    for item in read('answerability/covidqa.jsonl'):
        covid[covid_part(item['title'])].append(item)
    clapnq = [{**item, 'passage': item['passages'][0]['text']} for item in read('qa/clapnq-dev.jsonl')]

    # nothing of the sets reported on may be trained on by way of another collection
    banned = {normalised(item['title']) for item in squad['test'] + squad['validation']}
    banned |= {normalised(item['passages'][0]['title']) for item in clapnq}
    banned |= {normalised(item['question']) for item in clapnq + squad['test'] + covid['test']}

    rows = squad_rows(squad['train'], rng) + covid_rows(covid['train'], banned) + nq_rows(read('qa/nq-open-dev.jsonl'), banned, rng)
    rows += hotpot_rows(read('qa/hotpotqa-dev.jsonl'), banned) + pubmed_rows(read('qa/pubmedqa-dev.jsonl'), rng)
    write_jsonl(options.out / 'train.jsonl', rows)
    write_jsonl(options.out / 'squad-validation.jsonl', evaluation_rows(squad['validation'], lambda item: item['title']))
    write_jsonl(options.out / 'squad-test.jsonl', evaluation_rows(squad['test'], lambda item: item['title']))
    write_jsonl(options.out / 'covid-test.jsonl', evaluation_rows(covid['test'], lambda item: item['title']))
    write_jsonl(options.out / 'clapnq-dev.jsonl', evaluation_rows(clapnq, lambda item: item['id']))
    for (kind, label), count in sorted(collections.Counter((r['kind'], r['label']) for r in rows).items()):
        print(f'{kind}: {count} rows, label {label}')


if __name__ == '__main__':
    main()
