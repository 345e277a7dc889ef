"""Sentences, words and stems: enough English for preparing rows and for the lexical baseline."""
import re

STOP_WORDS = frozenset(
    '''a an the of in on at to for from by with and or but as is are was were be been being it its this that these those
    he she they his her their them him i you we our your my me us who which what when where how there here has have had
    do does did not no so than then also into about over after before between during can could will would may might must
    shall should such'''.split()
)
SUFFIXES = ('ations', 'ation', 'ingly', 'edly', 'ings', 'ing', 'ies', 'ied', 'ers', 'ed', 'es', 'er', 'ly', 's')
ABBREVIATION = re.compile(r'\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|No|Inc|Ltd|Co|e\.g|i\.e|U\.S|U\.K|Fig|al|[A-Z])\.$')
SENTENCE_END = re.compile(r'''(?<=[.!?])["'”’)\]]*\s+(?=["'“‘(\[]?[A-Z0-9])''')


def normalised(text):
    """Lower case, letters and digits only: for comparing strings that may differ in punctuation."""
    return re.sub(r'[^a-z0-9]+', ' ', text.lower()).strip()


def words(text):
    """Lower-case words; a thousands comma does not split a number."""
    return re.findall(r'[a-z0-9]+', re.sub(r'(?<=\d),(?=\d)', '', text.lower()))


def stem(word):
    """A light suffix stripper: equal for most inflections of a word, never shorter than three letters."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 4 and word[-1] in 'ey' else word


def content_stems(text):
    """Stems of the words that carry content, in order, with repetitions."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def coverage(of, by):
    """Share of the distinct content stems of one text that the other has too (0 to 1)."""
    wanted = set(content_stems(of))
    return len(wanted & set(content_stems(by))) / len(wanted) if wanted else 0.0


def sentences(text):
    """Sentences of a text in order; a line break always ends one, an abbreviation's full stop does not."""
    found = []
    for line in re.split(r'\n+', text):
        pending = ''
        for part in SENTENCE_END.split(line.strip()):
            pending = f'{pending} {part}'.strip()
            if pending and not ABBREVIATION.search(pending):
                found.append(pending)
                pending = ''
        if pending:
            found.append(pending)
    return found
