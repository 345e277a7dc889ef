import { argv } from "node:process";
import { seededRandom } from "../../../eval/statistics/random.js";

/** One row in this many repeats an earlier one exactly; one in as many nearly. */
const ROWS_PER_REPEAT = 30;
const WORDS = 20_000;
const SYLLABLES = "ba de ki lo mu na pe ri so tu va we xi yo zu cha the sto bri gla".split(" ");

/**
 * Rows of a short question (6 to 14 made-up words of Zipf's frequencies) and an answer (5 to 40), with planted exact and
 * near repeats; the same ones for the same seed.
 */
export function* syntheticRows(count: number, seed = 1): Generator<{ id: string; question: string; answer: string }> {
  const random = seededRandom(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  const word = (): string => spell(Math.floor(WORDS ** random()));
  const words = (least: number, more: number): string => Array.from({ length: least + whole(more) }, word).join(" ");
  const earlier: { question: string; answer: string }[] = [];
  for (let i = 0; i < count; i++) {
    const kind = whole(ROWS_PER_REPEAT);
    const from = earlier[whole(earlier.length)];
    const row =
      kind < 2 && from
        ? { question: kind === 0 ? from.question : `Is the ${from.question}`, answer: from.answer }
        : { question: `${words(6, 9)}?`, answer: `${words(5, 36)}.` };
    earlier.push(row);
    yield { id: `row-${i}`, ...row };
  }
}

/** A word of its own for each number. */
function spell(number: number): string {
  const rest = Math.floor(number / SYLLABLES.length);
  return (rest > 0 ? spell(rest) : "") + SYLLABLES[number % SYLLABLES.length]!;
}

// npx tsx tests/eval/cleaning/synthetic-rows.ts 100000 > rows.jsonl
if (argv[1]?.endsWith("synthetic-rows.ts")) {
  for (const row of syntheticRows(Number(argv[2] ?? 1_000))) process.stdout.write(`${JSON.stringify(row)}\n`);
}
