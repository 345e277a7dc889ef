import { type Identifier, identifiersInSteps } from "../../text/identifiers.js";
import { namesInSteps } from "../../text/name-mentions.js";
import { numbersInSteps } from "../../text/number-mentions.js";
import { sentencesInSteps } from "../../text/sentences.js";
import type { Span } from "../../text/span.js";
import { finish, type Steps } from "../../text/steps.js";
import { isStopWord, stem, terms, tokenize } from "../../text/tokens.js";
import { type DateMention, datesInSteps } from "../checks/date-mentions.js";
import { createNumberIndex, type NumberIndex } from "../checks/number-index.js";
import { finishInTurns, type Lazy, lazy } from "../turns.js";

/** A text that a claim cites. */
export interface EvidenceText {
  /** Read before the text: names the subject that its sentences leave out. */
  title?: string;
  text: string;
}

export interface EvidenceSentence extends Span {
  text: string;
  /** Index terms, in order. */
  terms: string[];
}

export interface TextWords {
  /** How many words there are. */
  count: number;
  /** Stems of all words. */
  stems: ReadonlySet<string>;
  /** Stems without those of stop words. */
  terms: ReadonlySet<string>;
  /** Stems of neighbouring words, with a space between them. */
  pairs: ReadonlySet<string>;
  /** The words in order, a space before and after each. */
  line: string;
}

/** What the checks ask of a text: of a claim, or of all that it cites, titles included. */
export interface TextReading {
  text: string;
  words: Lazy<TextWords>;
  numbers: Lazy<NumberIndex>;
  /** Folded to lower case, in order. */
  names: Lazy<ReadonlySet<string>>;
  dates: Lazy<DateMention[]>;
  identifiers: Lazy<Identifier[]>;
  /** The identifiers' spellings. */
  spellings: Lazy<ReadonlySet<string>>;
}

/** Reads a text; nothing is computed before it is asked for. */
export function readText(text: string): TextReading {
  return {
    text,
    words: lazy(() => wordsInSteps(text)),
    numbers: lazy(function* () {
      return createNumberIndex(yield* numbersInSteps(text));
    }),
    names: lazy(function* () {
      return new Set(yield* namesInSteps(text));
    }),
    dates: lazy(() => datesInSteps(text)),
    identifiers: lazy(() => identifiersInSteps(text)),
    spellings: lazy(function* () {
      return new Set((yield* identifiersInSteps(text)).map(({ whole }) => whole));
    }),
  };
}

const STEP = 500;

function* wordsInSteps(text: string): Steps<TextWords> {
  const stems = new Set<string>();
  const held = new Set<string>();
  const pairs = new Set<string>();
  const all = tokenize(text);
  const line: string[] = [""];
  let before: string | null = null;
  for (const [i, { word }] of all.entries()) {
    const own = stem(word);
    stems.add(own);
    if (!isStopWord(word)) held.add(own);
    if (before !== null) pairs.add(`${before} ${own}`);
    before = own;
    line.push(word);
    if (i % STEP === 0) yield;
  }
  return { count: all.length, stems, terms: held, pairs, line: [...line, ""].join(" ") };
}

interface Kept {
  texts: readonly EvidenceText[];
  reading: TextReading;
}

/** Claims of one answer cite the same few sets of passages in turn. */
const KEPT_SETS = 32;
const KEPT_CHARACTERS = 1_000_000;
let kept: Kept[] = [];

/** The texts read together; kept for the next claims that cite them. */
export function readEvidence(texts: readonly EvidenceText[]): TextReading {
  const known = kept.find((one) => isSame(one.texts, texts));
  if (known) return known.reading;
  const reading = readText(texts.map(({ title = "", text }) => `${title}\n${text}`).join("\n"));
  kept = [{ texts: [...texts], reading }, ...kept.slice(0, KEPT_SETS - 1)];
  let characters = 0;
  kept = kept.filter((one, i) => (characters += one.reading.text.length) <= KEPT_CHARACTERS || i === 0);
  return reading;
}

/** Reads beforehand what the check of a claim will ask of the texts, with turns for others in between. */
export async function prepareEvidence(claim: TextReading, texts: readonly EvidenceText[]): Promise<TextReading> {
  for (const { text } of texts) await finishInTurns(readSentencesInSteps(text));
  const reading = readEvidence(texts);
  await reading.words.prepare();
  if ((await claim.numbers.prepare()).all.length > 0) await reading.numbers.prepare();
  if ((await claim.dates.prepare()).length > 0) await reading.dates.prepare();
  if ((await claim.identifiers.prepare()).length > 0) await reading.spellings.prepare();
  // The first word of a claim may be a name that only the evidence shows to be one.
  if (/^\p{Lu}/u.test(claim.text)) await reading.names.prepare();
  await claim.names.prepare();
  return reading;
}

function isSame(one: readonly EvidenceText[], other: readonly EvidenceText[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ title, text }, i) => text === other[i]!.text && title === other[i]!.title)
  );
}

const CACHED_CHARACTERS = 2_000_000;
const cache = new Map<string, EvidenceSentence[]>();
let cachedCharacters = 0;

/** Sentences of a text with their terms; kept, since one passage is set beside many claims. */
export function readSentences(text: string): readonly EvidenceSentence[] {
  return cache.get(text) ?? finish(readSentencesInSteps(text));
}

/** The same in steps; what `readSentences` gives afterwards is known. */
export function* readSentencesInSteps(text: string): Steps<readonly EvidenceSentence[]> {
  const known = cache.get(text);
  if (known) return known;
  const sentences: EvidenceSentence[] = [];
  for (const { start, end } of yield* sentencesInSteps(text)) {
    const sentence = text.slice(start, end);
    sentences.push({ start, end, text: sentence, terms: terms(sentence) });
    yield;
  }
  if (cachedCharacters > CACHED_CHARACTERS) {
    cache.clear();
    cachedCharacters = 0;
  }
  cachedCharacters += text.length;
  cache.set(text, sentences);
  return sentences;
}
