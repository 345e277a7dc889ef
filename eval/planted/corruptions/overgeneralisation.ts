import type { Corrupt } from "./corruption.js";
import { substituting } from "./substitution.js";

/** What was held to be possible, frequent or so in one case, said of every case. */
const widened = substituting([
  [/\b(?:may|might|could) be\b/, "is always"],
  [/\bcan be\b/, "must always be"],
  [/\b(?:may|might|could|can) (?=(?!not|no|be|only)\p{Ll}{3,})/u, "will always "],
  [
    /(?<!\b(?:how|as|more|most) )\b(?:usually|often|sometimes|frequently|typically|generally|normally|mostly|mainly|partly|largely|primarily)\b/i,
    "always",
  ],
  [/\btends? to\b/, "will always"],
  [/\b(?:some|many|most|several)(?= (?:of the )?\p{Ll}{3,}s )/iu, "all"],
  [/\bin (?:some|many|most|several|certain) (?:cases|countries|areas|states|systems|languages)\b/i, "everywhere"],
  [/\b(?:almost|nearly|virtually) (?=all|every|always|no)/i, ""],
  [/\blikely\b/, "certain"],
  [/\b(?:probably|possibly|perhaps|presumably)\b/i, "certainly"],
  [/\bone of the (?=\p{Ll}+(?:est)\b|most\b)/u, "the "],
  [/\bsuggests?\b/, "proves"],
]);

const OPENING =
  /^(?:In (?:one|a|the|some|most|many) [^,]{3,45}(?:study|survey|cases?|systems?|countries|states|experiments?|tests?|practice)|If [^,]{5,70}|When [^,]{5,70}|Unless [^,]{5,70})\s?, (\p{Ll}.{30,})$/u;
const ENDING = /^(.{40,}?) (?:only if|if|unless|provided that|as long as|except|only when|when) [^,;]{8,70}\.$/;

/** Says of all what the passage says of some: a hedge made certain, a condition or a scope left out. */
export const overgeneralisation: Corrupt = (sentence, context) => {
  const rest = OPENING.exec(sentence)?.[1];
  const main = ENDING.exec(sentence)?.[1];
  const unscoped = rest
    ? rest.charAt(0).toUpperCase() + rest.slice(1)
    : main
      ? /^(?!(?:The|A|An|In|It|Each|All) )/.test(main)
        ? `${main}, in every case.`
        : `In every case, ${main.charAt(0).toLowerCase()}${main.slice(1)}.`
      : null;
  const always = rest && unscoped ? `In all cases, ${rest}` : unscoped;
  if (always && context.draw.below(2) === 0) return { text: always, change: "scope left out" };
  return widened(sentence, context) ?? (always ? { text: always, change: "scope left out" } : null);
};
