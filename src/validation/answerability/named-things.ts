import { identifiers } from "../../text/identifiers.js";
import { terms } from "../../text/tokens.js";
import { findNames } from "../../text/name-mentions.js";

/** What the name before it is one of: "the retries argument", "its evictionPolicy setting". */
const DETAIL =
  /(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)(?:=\w+)?['"”’)`]*\s+(?:(?:server|client|keyword|config|configuration|command|class|instance)\s+)?(?:options?|arguments?|args?|params?|parameters?|settings?|flags?|switch|keywords?|attributes?|propert(?:y|ies)|methods?|functions?|hooks?|environment variables?)(?![\p{L}\p{N}])/gu;

/** Words that stand before "option" without being the name of one. */
const NO_NAME = new Set(
  (
    "default optional required new old first second third last next only own main different same other another each " +
    "every command line server client query keyword positional boolean string custom error one two three many more most"
  ).split(" "),
);

/** Something a question calls by its name. */
export interface NamedThing {
  /** As the question spells it. */
  name: string;
  /** Spelled as `identifiers` spells it, where only the same letters will do; null for words and names of prose. */
  identifier: string | null;
}

/**
 * What a question takes to exist by calling it by name: options and other details of an interface, identifiers, names.
 * "retries" and "sqlite3.connect" for "the retries argument of sqlite3.connect".
 */
export function namedThings(question: string): NamedThing[] {
  const things = new Map<string, NamedThing>();
  const add = (name: string, identifier: string | null): void => {
    const key = name.toLowerCase();
    if (!things.has(key)) things.set(key, { name: asWritten(name, question), identifier });
  };
  for (const { whole } of identifiers(question)) add(whole, whole);
  const details = Array.from(question.matchAll(DETAIL), ([, name]) => name!);
  for (const name of [...details, ...findNames(question)]) {
    if (terms(name).length > 0 && !NO_NAME.has(name.toLowerCase())) add(name, null);
  }
  return [...things.values()];
}

/** Which of the things none of the texts holds. */
export function missingFrom(texts: readonly string[], things: readonly NamedThing[]): NamedThing[] {
  if (things.length === 0) return [];
  const all = texts.join("\n");
  const plain = all.toLowerCase();
  const held = new Set(terms(all));
  const spelled = new Set(things.some(({ identifier }) => identifier) ? wholes(all) : []);
  return things.filter(({ name, identifier }) => {
    if (plain.includes(name.toLowerCase())) return false;
    return identifier === null ? !terms(name).every((term) => held.has(term)) : !spelled.has(identifier);
  });
}

function wholes(text: string): string[] {
  return identifiers(text).map(({ whole }) => whole);
}

/** A folded name in the spelling of the question. */
function asWritten(name: string, question: string): string {
  const at = question.toLowerCase().indexOf(name.toLowerCase());
  return at < 0 ? name : question.slice(at, at + name.length);
}
