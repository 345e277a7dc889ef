"""One window of evidence for a claim: the sentences that add most of its words, in document order, title in front."""
import re

from training.text import content_stems, sentences

WINDOW_TOKENS = 220
MAX_SENTENCES = 8
CHARACTERS_PER_TOKEN = 4.2
TITLE = re.compile(r'\s*(?:\(meta data\)\s*TITLE:|Title:|title:|#+)\s*(.+)')
MARKUP = re.compile(r'\(meta data\)\s*[A-Z ]+:|^\s*Title:\s*|^#+\s*', re.M)


def title_of(evidence):
    """Title or first heading that a list of evidence texts declares, or ''."""
    for text in evidence[:6]:
        found = TITLE.match(text)
        if found:
            return found.group(1).strip()[:150]
    return ''


def selected_window(claim, evidence):
    """Greedy cover: a sentence is worth the claim's words it adds, and a third of those it repeats, less its length."""
    title = title_of(evidence)
    found = [sentence for text in evidence for sentence in sentences(MARKUP.sub('', text))]
    wanted = set(content_stems(claim))
    shared = [set(content_stems(sentence)) & wanted for sentence in found]
    tokens = [len(sentence) / CHARACTERS_PER_TOKEN + 2 for sentence in found]
    room, left, picked = WINDOW_TOKENS - len(title) / CHARACTERS_PER_TOKEN, set(wanted), []
    while len(picked) < min(MAX_SENTENCES, len(found)):
        worth = {
            i: (len(shared[i] & left) + 0.3 * len(shared[i])) / (1 + 0.004 * tokens[i])
            for i in range(len(found)) if i not in picked
        }
        best = max(worth, key=lambda i: (worth[i], -i))
        if worth[best] <= 0.3 or tokens[best] > room:
            break
        picked.append(best)
        left -= shared[best]
        room -= tokens[best]
    body = ' '.join(found[i] for i in sorted(picked)) or ' '.join(found)[: int(room * CHARACTERS_PER_TOKEN)]
    return f'{title}. {body}' if title and not body.startswith(title) else body
