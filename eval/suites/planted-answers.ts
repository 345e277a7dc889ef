import { addPlantedOptions, readPlanted } from "../planted/options.js";
import { plantDrafts } from "../planted/plant-drafts.js";
import { scoreDraft } from "../planted/score-draft.js";
import { validateDraft } from "../planted/validate-draft.js";
import { type EvalRow, meanScore, type Suite } from "./suite.js";

/** One draft and what validation left of it, sentence by sentence. */
export interface PlantedAnswer extends EvalRow {
  sentences: { draft: string; marks: number[]; kind: string; after: string | null; verdict: string }[];
}

/** Drafts with planted false sentences and wrong, missing, superfluous and invalid marks, before and after validation. */
export const plantedAnswersSuite: Suite<PlantedAnswer> = {
  name: "planted-answers",
  description: "drafts with planted errors: what the validation stage leaves of them",
  addOptions: addPlantedOptions,
  metrics: {
    citationPrecision: meanScore("citationPrecision"),
    citationRecall: meanScore("citationRecall"),
    "citationPrecision.before": meanScore("citationPrecision.before"),
    "citationRecall.before": meanScore("citationRecall.before"),
    supportedLost: meanScore("supportedLost", "lower"),
    misattributedLost: meanScore("misattributedLost", "lower"),
    falseRemaining: meanScore("falseRemaining", "lower"),
  },
  async open(options) {
    const planted = await readPlanted(options);
    const drafts = new Map(plantDrafts(planted, options.seed).map((draft) => [draft.id, draft]));
    return {
      items: [...drafts.values()],
      async measure(id) {
        const draft = drafts.get(id)!;
        const validated = await validateDraft(draft, options);
        const results = draft.sentences.map(({ text, marks, kind }, i) => {
          const { kept = false, text: after = "", verdict = "" } = validated[i] ?? {};
          return { draft: text, marks, kind, after: kept ? after : null, verdict };
        });
        const slices = { style: draft.style, collection: draft.passages[0]!.collection };
        const text = draft.sentences.map((sentence) => sentence.text).join(" ");
        return { row: { id, text, slices, scores: scoreDraft(draft, validated), sentences: results } };
      },
      close: async () => undefined,
    };
  },
};
