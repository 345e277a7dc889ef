import { holdsWords } from "../words.js";
import type { Corrupt } from "./corruption.js";

const TEMPLATES = [
  ", which was confirmed by a later review",
  ", a decision that remains disputed today",
  ", which made it the most widely used of its kind",
  ", mainly for reasons of cost",
  ", although this was reversed two years later",
  ", as an independent survey found",
  ", following pressure from the public",
  ", which doubled its share within a year",
  ", with most of the work done by volunteers",
  ", and it received several awards for this",
  ", a practice first described in Germany",
  ", despite strong objections from experts",
];
const LAST_CLAUSE =
  /\s?, ((?:which|where|whose|with|making|including|although|because|leading|allowing) [^,;:()]{20,90})\.$/;

/** True as far as it goes, with a clause at the end that no one said: made up, or taken from another document. */
export const inventedClause: Corrupt = (sentence, { passage, far, draw }) => {
  if (!/[^.]\.$/.test(sentence)) return null;
  const borrowed = draw
    .shuffled(far)
    .slice(0, 60)
    .flatMap(({ sentences }) => sentences.flatMap((other) => LAST_CLAUSE.exec(other)?.[1] ?? []))
    .map((clause) => `, ${clause}`);
  const clause = draw.from(draw.below(2) === 0 && borrowed.length > 0 ? borrowed : TEMPLATES)!;
  if (holdsWords(passage.text, clause)) return null;
  return { text: `${sentence.replace(/\s?\.$/, "")}${clause}.`, change: `+ "${clause.slice(2)}"` };
};
