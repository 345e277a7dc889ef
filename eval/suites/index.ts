import { FootnoteError } from "../../src/domain/errors.js";
import type { StoredRun } from "../runs/run-folder.js";
import { answersSuite } from "./answers.js";
import { claimsSuite } from "./claims.js";
import { injectionSuite } from "./injection.js";
import { plantedAnswersSuite } from "./planted-answers.js";
import { plantedSuite } from "./planted.js";
import { retrievalSuite } from "./retrieval.js";
import { rewritesSuite } from "./rewrites.js";
import { robustnessSuite } from "./robustness.js";
import type { Suite } from "./suite.js";

/** Every suite, in the order of the pipeline's questions: found? supported? answered? */
export const SUITES = [
  retrievalSuite,
  claimsSuite,
  plantedSuite,
  plantedAnswersSuite,
  answersSuite,
  rewritesSuite,
  injectionSuite,
  robustnessSuite,
] as unknown as Suite[];

/** The suite a run is of. @throws FootnoteError RUN_INVALID when this version has no such suite */
export function suiteOf({ folder, parameters }: StoredRun): Suite {
  const suite = SUITES.find(({ name }) => name === parameters.suite);
  if (!suite)
    throw new FootnoteError("RUN_INVALID", `${folder} is a run of "${parameters.suite}", which is no suite here.`);
  return suite;
}
