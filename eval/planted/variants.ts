import type { Draw } from "./draw.js";
import type { PlantedPassage } from "./passage.js";
import { isStatement } from "./statement.js";
import { plainWords, withCaseOf } from "./words.js";

/** Another way to say a sentence of a passage, as true as it; null where it does not apply. */
type Rewrite = (sentence: string, passage: PlantedPassage) => string | null;

const changed = (before: string, after: string): string | null => (before === after ? null : after);

/** 1,500 as 1500, 1500 as 1,500 (years stay), and round thousands as 1.5k. */
const numberForm: Rewrite = (sentence) =>
  changed(
    sentence,
    sentence.replace(/(?<![\d.,$£€])(\d{1,3}(?:,\d{3})+)(?![\d,]|\.\d)/, (digits) => digits.replaceAll(",", "")),
  );

const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";

/** `May 18, 2018` as `18 May 2018`, and back. */
const dateOrder: Rewrite = (sentence) => {
  const forward = sentence.replace(new RegExp(`\\b(${MONTH}) (\\d{1,2}) ?, (\\d{4})\\b(?: ?,)?`, "g"), "$2 $1 $3");
  if (forward !== sentence) return forward;
  return changed(sentence, sentence.replace(new RegExp(`\\b(\\d{1,2}) (${MONTH}) (\\d{4})\\b`, "g"), "$2 $1, $3"));
};

const CONTRACTIONS: [RegExp, string][] = [
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should) not\b/g, "$1n't"],
  [/\bcannot\b/g, "can't"],
  [/\bwill not\b/g, "won't"],
];
const contraction: Rewrite = (sentence) =>
  changed(
    sentence,
    CONTRACTIONS.reduce((text, [long, short]) => text.replace(long, short), sentence),
  );

/** Drops a parenthesis. */
const parenthesis: Rewrite = (sentence) => changed(sentence, sentence.replace(/\s*\([^()]*\)(?=[\s,.;])/, ""));

/** Drops a last clause that only adds: `, which ...`, `, where ...`. */
const lastClause: Rewrite = (sentence) => {
  const match = /^(.{50,}?)\s?, (?:which|where|who|whose) [^,;]*\.$/.exec(sentence);
  return match ? `${match[1]!}.` : null;
};

/** An opening that only leads in. */
const LEADS = ["In addition, ", "According to the source, ", "As the passage puts it, ", "In fact, "];
const lead: Rewrite = (sentence, { id }) => {
  const opening = /^(The|A|An|In|On|During|Its|By|For|From|Each|Every|When|If|After|Most|Some|All)\b/.exec(
    sentence,
  )?.[1];
  if (!opening) return null;
  const rest = opening.toLowerCase() + sentence.slice(opening.length);
  return LEADS[(id.length + sentence.length) % LEADS.length]! + rest;
};

/** Pairs that mean the same in nearly every sentence; each is used both ways only where that holds. */
const SYNONYMS: [RegExp, string][] = [
  [/\bbegan\b/g, "started"],
  [/\bhowever\b/g, "though"],
  [/\bapproximately\b/g, "about"],
  [/\blocated in\b/g, "situated in"],
  [/\bin order to\b/g, "to"],
  [/\balso known as\b/g, "also called"],
  [/\bbecause\b/g, "since"],
  [/\bpurchased\b/g, "bought"],
  [/\bfrequently\b/g, "often"],
  [/\butilize(s|d)?\b/g, "use$1"],
  [/\brequires\b/g, "needs"],
  [/\bFor example\b/g, "For instance"],
  [/\bfor example\b/g, "for instance"],
  [/\bsuch as\b/g, "like"],
  [/\bprimarily\b/g, "mainly"],
  [/\bnumerous\b/g, "many"],
  [/\bdied\b/g, "passed away"],
  [/\bUnited States\b/g, "US"],
  [/\busually\b/g, "normally"],
  [/\boften\b/g, "frequently"],
  [/\babout (?=\d)/g, "around "],
  [/\bmainly\b/g, "chiefly"],
  [/\balmost\b/g, "nearly"],
  [/\bportrayed\b/g, "played"],
  [/\bconsists of\b/g, "is made up of"],
];
const synonym: Rewrite = (sentence) =>
  changed(
    sentence,
    SYNONYMS.filter(([word]) => sentence.search(word) >= 0)
      .slice(0, 2)
      .reduce((text, [word, other]) => text.replace(word, other), sentence),
  );

/** Two sentences of the passage that follow each other, as one. */
const joined: Rewrite = (sentence, { sentences }) => {
  const next = sentences[sentences.indexOf(sentence) + 1];
  if (!next || !/^(?:The|It|He|She|They|A|An|In)\s/.test(next) || !/[.]$/.test(next)) return null;
  if ((sentence + next).split(/\s+/).length > 45) return null;
  return `${sentence.replace(/\s?\.$/, "")}, and ${next.charAt(0).toLowerCase()}${next.slice(1)}`;
};

/** The title for a pronoun that opens the sentence. */
const fullTitle: Rewrite = (sentence, { title }) => {
  const match = /^It\s(?=(?:is|was|has|had)\s)/.exec(sentence);
  return match && title ? `${title} ${sentence.slice(match[0].length)}` : null;
};

/** White space as people write it: the passages of some sets are cut into words. */
export const asWritten = (text: string): string =>
  text
    .replace(/ ([,.;:!?%)]|n't\b|'(?:s|re|ve|d|ll|m)?(?![\p{L}]))/gu, "$1")
    .replace(/([($£€]) /g, "$1")
    .replace(/(\p{L}) - (\p{L})/gu, "$1-$2")
    .replace(/`` | ''/g, '"')
    .replace(/ {2,}/g, " ");

export const REWRITES = {
  ...{ numberForm, dateOrder, contraction, parenthesis, lastClause, synonym, joined, fullTitle, lead },
} satisfies Record<string, Rewrite>;
export type RewriteName = keyof typeof REWRITES;

/**
 * A true variant of a sentence: one or two edits that keep its meaning, drawn from those that apply; null when none
 * does, or when the result stands in the passage word for word.
 */
export function varySentence(
  sentence: string,
  passage: PlantedPassage,
  draw: Draw,
): { text: string; edits: RewriteName[] } | null {
  const names = draw.shuffled(Object.keys(REWRITES) as RewriteName[]);
  let text = sentence;
  const edits: RewriteName[] = [];
  for (const name of names) {
    if (edits.length === 2) break;
    if (edits.length > 0 && (name === "joined" || name === "fullTitle")) continue;
    const next = REWRITES[name](text, passage);
    if (next === null || !isStatement(asWritten(next))) continue;
    text = next;
    edits.push(name);
  }
  if (edits.length === 0) return null;
  text = asWritten(text);
  return plainWords(passage.text).includes(plainWords(text)) && !edits.some((name) => KEEPS_WORDS.has(name))
    ? null
    : { text: withCaseOf(sentence, text), edits };
}

/** Edits after which the words may still stand in the passage, though the sentence does not. */
const KEEPS_WORDS: ReadonlySet<RewriteName> = new Set(["parenthesis", "lastClause"]);
