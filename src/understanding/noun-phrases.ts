import { isStopWord, stem, tokenize, words } from "../text/tokens.js";

/** A run of words between function words and verbs, which in a question is nearly always a noun phrase. */
export interface NounPhrase {
  text: string;
  start: number;
  end: number;
  /** A word with a capital or digit that does not open the sentence: a name or number of something. */
  isName: boolean;
  /** Directly after "the", "this" or "that" and the like. */
  isDefinite: boolean;
  /** After "how many" and the like: a measure of what is talked about. */
  isCounted: boolean;
  /** After "called", "named" or "known as". */
  isCalled: boolean;
}

/** Verbs that questions are made with, and words that are neither thing nor name; compared by stem. */
const NO_NOUNS = new Set(
  `accept add adopt affect agree allow appear apply ask award avoid awarded balance become began begin behave believe
  bring build built buy buying call calculate cause change choose choosing clarify come compare compute conquer contain
  control convert create decide define defined deploy describe design detect determine develop did differ discover
  display dispose do does eat elaborate enable end enter establish evaluate expect explain fall fail feel fight file
  filter find fix fly follow form found founded gave generate get give given go going gone got grow hallucinate
  handle happen help hire identify implement import improve include increase inherit install integrate invent invest
  involve keep kill know known last learn leave let like live look lose made maintain make making matter mean measure
  measured meant mention miss move need needed obtain occur offer organize own pay perform play prevent process produce
  protect prove provide pursue put raise reach read receive recommend reduce referring refer relate release released
  remain remove reorganize replace represent request require respond result return run said save saying say scale
  see sell send set share should show sleep solve speak speaking start stay stop store struggle submit succeed suggest
  support take talk tax tell thank think transfer treat treated trigger try turn update understand use used using want win
  wonder work worry write
  before after actually always ago already anymore anyway available back better best bigger biggest cheap cheaper clear common
  different difficult easier easy else enough especially eventually exactly fast faster first good great higher
  important instead large later less long longer lower main maybe much necessary never new next now often okay old
  other please possible probably quickly real really safer same second several similar slow small sometimes soon still
  such sure then third today together too true usually well whole worse worst worth yes yet far high big
  without within during toward towards against among via per upon behind below above along despite onto throughout
  track learn flies flying look notify notified notifying remodel schedule
  many more most less few lot lots bit one ones two three both another others anything something everything nothing
  someone anyone everyone somebody there here`
    .split(/\s+/)
    .map(stem),
);

/** Nouns that say nothing of what is talked about. */
const GENERIC = new Set(
  `clarification explanation summary overview way thing example kind type sort part reason time lot information idea question experience number amount case detail
  point fact matter list topic subject issue problem term word answer difference advantage disadvantage pro con
  benefit risk effect purpose goal meaning definition role impact importance cost price option method approach step
  tip rest side year month week day people person person's default value speed size option limit requirement result
  cause feature process`
    .split(/\s+/)
    .map(stem),
);

const DEFINITE = /\bthe\s+(?:[\w-]+\s+)?$|\b(?:this|that|these|those|its|their|his|her)\s+$/i;
/** Characters before a phrase in which its article stands. */
const NEAR = 40;
const SUPERLATIVE = /^(?!forest|interest|request|harvest|protest|contest|invest|everest)\w{3,}est$/;

/** Noun phrases of a question in order, as far as word lists find them: no tagger, so an unknown verb may pass for a noun. */
export function nounPhrases(text: string): NounPhrase[] {
  const tokens = tokenize(text);
  const opening = tokens[0]?.start ?? 0;
  const phrases: NounPhrase[] = [];
  let run: typeof tokens = [];
  const close = (): void => {
    // "scores fused", of "how are scores fused": what is done to a thing is no part of it.
    while (run.length > 1 && (/^\w+ed$/.test(run.at(-1)!.word) || /^(?:of|the)$/.test(run.at(-1)!.word))) run.pop();
    const [first, last] = [run[0], run.at(-1)];
    run = [];
    if (!first || !last) return;
    const start = /[$€£]/.test(text[first.start - 1] ?? "") ? first.start - 1 : first.start;
    const phrase = text.slice(start, last.end);
    const after = first.start === opening ? phrase.replace(/^\S+/, "") : phrase;
    const before = text.slice(Math.max(0, start - NEAR), start);
    const isDefinite = DEFINITE.test(before);
    phrases.push({
      text: phrase,
      start,
      end: last.end,
      isName: (/\p{Lu}|\d/u.test(after) && !(isDefinite && first === last)) || /^\p{Lu}[\p{Lu}\d]/u.test(phrase),
      isDefinite,
      isCounted: /\bhow (?:many|much)\s+$/i.test(before),
      isCalled: /\b(?:called|named|known as)\s+(?:the\s+|an?\s+)?$/i.test(before),
    });
  };
  for (const [index, token] of tokens.entries()) {
    const previous = run.at(-1);
    if (previous === token) continue;
    if (previous && !/^(?:\s+|[-/.'’&]|['’]s\s+)$/u.test(text.slice(previous.end, token.start))) close();
    const raw = text.slice(token.start, token.end);
    // "Python 3" and "Apollo 11" are one thing, and "US" is a country.
    if (token.word === "of" && run.length > 0 && !isGeneric(text.slice(run[0]!.start, previous!.end))) {
      const next = tokens[index + 1]?.word === "the" ? tokens[index + 2] : tokens[index + 1];
      if (next && isNominal(next.word, text.slice(next.start, next.end))) {
        run.push(token);
        if (next !== tokens[index + 1]) run.push(tokens[index + 1]!);
        continue;
      }
    }
    const joins = run.length > 0 && /^\d/.test(token.word);
    const possessive = token.word === "s" && run.length > 0;
    const capital = token.start > opening && /^\p{Lu}\p{Ll}/u.test(raw) && !isStopWord(token.word);
    if (joins || possessive || capital || isNominal(token.word, raw)) run.push(token);
    else close();
  }
  close();
  return phrases.filter(({ text }) => words(text).some((word) => word.length > 1 || /\d/.test(word)));
}

function isNominal(word: string, raw: string): boolean {
  if (/^\p{Lu}{2,}$/u.test(raw) && raw.length <= 5) return true;
  return !isStopWord(word) && !isNoNoun(word) && !SUPERLATIVE.test(word) && !/^\w{3,}[ai]ble$/.test(word);
}

/** Whether a phrase says something only together with what it is of: "the biggest risk", "advantages". */
export function isGeneric(phrase: string): boolean {
  return words(phrase).every((word) => GENERIC.has(stem(word)) || isStopWord(word) || isNoNoun(word));
}

/** "hallucinations" has the stem of "hallucinate", and is a thing all the same. */
function isNoNoun(word: string): boolean {
  return NO_NOUNS.has(stem(word)) && !/\w{4}[st]ions?$/.test(word);
}
