const LEAD = /^(?:so|but|and|then),?\s+/i;
/** Openings after which the rest stands as in a statement. */
const PLAIN = /^how come\s+(?:that\s+)?|^what(?:'s| is) the reason (?:that |why )?/i;
/** Openings after which an auxiliary stands before its subject. */
const INVERTED =
  /^(?:why|for what reason)\s+(do|does|did|is|are|was|were|can|could|should|must|may|might|will|would|has|have|had)(n?['’]t|\s+not)?\s+/i;
/** "Which court ruling made ...": who asks for the subject takes for granted that there is one. */
const SUBJECT =
  /^which\s+(?=\S+(?:\s\S+)?\s(?!(?:do|does|did|is|are|was|were|can|should|will|would|must|has|have|had)\b)(?:\w+ed|made|led|gave|took|brought|drove|forced)\b)/i;
/** Words with which a predicate begins: articles, prepositions, adverbs, participles. */
const PREDICATE =
  /^(?:an?|the|in|on|at|to|for|with|from|by|as|into|over|under|not|never|always|only|still|often|also|already|no|more|less|better|worse|so|too|be|been|made|done|sent|kept|built|set|put|read|written|given|known|seen|taken|left|lost|\w{2,}(?:ed|ing|ly|able|ible))$/i;

/**
 * The statement that a question takes for granted: "the host close it" for "Why does the host close it?". It is made for
 * the support model, which forgives the grammar that only a parser could mend. Null for questions that only ask.
 */
export function presupposedStatement(question: string): string | null {
  const text = question
    .trim()
    .replace(LEAD, "")
    .replace(/[?.!\s]+$/, "");
  if (PLAIN.test(text)) return text.replace(PLAIN, "") || null;
  if (SUBJECT.test(text)) return text.replace(SUBJECT, "a ");
  const [opening, auxiliary, negation] = INVERTED.exec(text) ?? [];
  if (!opening || !auxiliary) return null;
  const rest = text.slice(opening.length);
  if (!negation) return /^d/i.test(auxiliary) ? rest : insertAuxiliary(rest, auxiliary.toLowerCase());
  return insertAuxiliary(rest, `${auxiliary.toLowerCase()} not`);
}

/** Puts the auxiliary where the subject seems to end; left out where nothing tells. */
function insertAuxiliary(rest: string, auxiliary: string): string {
  const words = rest.split(/\s+/);
  const end = words.findIndex(
    (word, i) => i > 0 && PREDICATE.test(word) && !/^(?:of|and|or|an?|the)$/i.test(words[i - 1]!),
  );
  return end === -1 ? rest : [...words.slice(0, end), auxiliary, ...words.slice(end)].join(" ");
}
