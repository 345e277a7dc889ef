import { createClaimChecker } from "../../src/validation/check-claim.js";
import { mean, type Measured } from "../metrics/mean.js";
import { checkPlanted } from "../planted/check.js";
import { KINDS } from "../planted/corruptions/index.js";
import { addPlantedOptions, readPlanted } from "../planted/options.js";
import type { PlantedRow } from "../planted/plant.js";
import { type EvalRow, meanScore, type Metric, type Suite } from "./suite.js";

/** One sentence, true or corrupted, and what the support check said of it. */
export interface PlantedResult extends EvalRow {
  kind: PlantedRow["kind"];
  /** Ids of the passages cited; none for a sentence without a mark. */
  cites: string[];
  /** Ids of the passages that hold the truth. */
  sources: string[];
  truth: string;
  change: string;
  verdict: string;
  score: number;
  reason: string;
  ms: number;
}

/** Fewer rows of a kind than this give a figure that says little. */
const FEW = 50;

const countOf = (kind: PlantedRow["kind"]): Metric<PlantedResult> => ({
  better: null,
  of: (rows) => rows.filter((row) => row.kind === kind).length,
});
const msPerClaim = (rows: readonly PlantedResult[]): Measured => mean(rows.map(({ ms }) => ms));

/**
 * True sentences and their corruptions, each with the passages it cites, put to the support check. `caught` is the share
 * of the corrupted ones whose verdict is not `supported`, `flagged` that of the true ones: labels come from how the
 * sentence was made, not from a judge.
 */
export const plantedSuite: Suite<PlantedResult> = {
  name: "planted",
  description: "true sentences corrupted in twelve ways: how many the support check catches",
  addOptions: addPlantedOptions,
  metrics: {
    caught: meanScore("caught"),
    flagged: meanScore("flagged", "lower"),
    "flagged.verbatim": meanScore("flagged.verbatim", "lower"),
    "flagged.varied": meanScore("flagged.varied", "lower"),
    ...Object.fromEntries(KINDS.map((kind) => [`caught.${kind}`, meanScore(`caught.${kind}`)])),
    "n.true": countOf("true"),
    ...Object.fromEntries(KINDS.map((kind) => [`n.${kind}`, countOf(kind)])),
    msPerClaim: { better: "lower", of: msPerClaim },
  },
  async open(options) {
    const checker = createClaimChecker(options.models.supportModel);
    const planted = new Map((await readPlanted(options)).map((row) => [row.id, row]));
    warnOfFew([...planted.values()]);
    return {
      items: [...planted.values()],
      async measure(id) {
        const row = planted.get(id)!;
        const from = performance.now();
        const check = await checkPlanted(checker, row.text, row.cites);
        return { row: resultOf(row, check, performance.now() - from) };
      },
      close: async () => undefined,
    };
  },
};

function warnOfFew(rows: readonly PlantedRow[]): void {
  for (const kind of KINDS) {
    const count = rows.filter((row) => row.kind === kind).length;
    if (count < FEW) process.stderr.write(`only ${count} sentences of the kind ${kind}: its figure says little\n`);
  }
}

function resultOf(row: PlantedRow, check: Awaited<ReturnType<typeof checkPlanted>>, ms: number): PlantedResult {
  const { id, kind, text, cites, sources, truth, change, form } = row;
  const rejected = Number(check.verdict !== "supported");
  const wording = form === "verbatim" ? "verbatim" : "varied";
  const collection = sources[0]!.collection;
  const scores =
    kind === "true"
      ? { flagged: rejected, [`flagged.${wording}`]: rejected }
      : { caught: rejected, [`caught.${kind}`]: rejected };
  return {
    ...{ id, text, kind, truth, change, ms, scores },
    slices: { kind, collection, wording, form, mark: cites.length > 0 ? "cited" : "no mark" },
    cites: cites.map((passage) => passage.id),
    sources: sources.map((passage) => passage.id),
    ...check,
  };
}
