import { openIndex } from "../../src/compose.js";
import type { Answer } from "../../src/domain/answer.js";
import type { PassageIndex } from "../../src/ports/passage-index.js";
import { askIndex } from "../ask-index.js";
import { indexCollection, indexPartOf } from "../collection-index.js";
import { distinctPassages, readQuestions } from "../data/questions.js";
import { collect } from "../data/rows.js";
import { NOISE_SHARES, offerWithNoise } from "../robustness/noise.js";
import { PERTURBATIONS, type Perturbation, perturb, randomOf } from "../robustness/perturbations.js";
import { noiseCurve, ROBUSTNESS_METRICS, typoCurve } from "../robustness/robustness-metrics.js";
import { type RobustnessRow, scoreVariants, type Variant } from "../robustness/robustness-row.js";
import type { Suite } from "./suite.js";

/**
 * How answers move when the question is put differently, and when noise stands among the passages. Each question is
 * asked as it is and in every perturbed form, of an index or of all passages of the file; and once for each share of
 * noise, of its own passages and that noise alone. One row is one question with all its variants, so that a bootstrap
 * draw and a `--limit` keep together what is compared. In brackets stands the variant: `answerRecall[typo1]`;
 * `recallDrop[typo1]` is the recall lost against the unchanged question, `sourceOverlap[typo1]` what the two answers
 * have in common of the documents they cite (Jaccard), `abstentionFlips[typo1]` how often only one of them abstained.
 * Variants with noise are held against `noise0`; `noiseSlope` is the change of recall from no noise to nothing else.
 */
export const robustnessSuite: Suite<RobustnessRow> = {
  name: "robustness",
  description: "how answers move under typos, case, punctuation, paraphrase and noise",
  addOptions: (command) => command.option("--index <dir>", "ask this index instead of the passages in the file"),
  metrics: ROBUSTNESS_METRICS,
  curves: (rows) => [noiseCurve(rows), typoCurve(rows)],

  async open(options) {
    const { data, models, seed, rows, flags, progress } = options;
    const questions = await collect(readQuestions(data, rows));
    const byId = new Map(questions.map((question) => [question.id, question]));
    const pool = distinctPassages(questions);
    const opened = typeof flags.index === "string" ? openIndex(flags.index, models.embedder) : null;
    const all: PassageIndex = opened?.index ?? (await indexCollection(pool, models.embedder, progress));

    return {
      items: questions,
      async measure(id) {
        const question = byId.get(id)!;
        const variants: Variant[] = [];
        const add = (name: string, text: string, answer: Answer): void =>
          void variants.push(toVariant(name, text, answer));

        const { answer, trace } = await askIndex(question.question, all, options);
        add("clean", question.question, answer);
        const forms = perturb(question.question, id, seed);
        for (const name of Object.keys(PERTURBATIONS) as Perturbation[]) {
          const form = forms[name];
          if (form !== null) add(name, form, (await askIndex(form, all, options)).answer);
        }
        for (const [i, passages] of (offerWithNoise(question, pool, randomOf(id, seed)) ?? []).entries()) {
          const index = await indexPartOf(all, passages, models.embedder);
          const { answer } = await askIndex(question.question, index, options);
          add(`noise${NOISE_SHARES[i]!}`, question.question, answer);
        }
        return { row: scoreVariants(question, variants), trace };
      },
      close: async () => opened?.close(),
    };
  },
};

function toVariant(name: string, question: string, { status, text, sources, claims }: Answer): Variant {
  const cited = new Set(claims.flatMap((claim) => claim.citations));
  return {
    name,
    question,
    abstained: status === "abstained",
    answerText: text,
    cited: sources.filter((source) => cited.has(source.number)).map((source) => source.documentId),
  };
}
