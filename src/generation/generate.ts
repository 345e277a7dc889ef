import type { Draft } from "../domain/answer.js";
import type { Evidence } from "../domain/candidate.js";
import type { SearchPlan } from "../domain/query.js";
import type { Run } from "../domain/run.js";
import type { Generator } from "../ports/generator.js";

/** The generation stage: a draft with citation marks. Nothing is written before validation reads the first sentence. */
export function createGenerate(generator: Generator) {
  return function generate(plan: SearchPlan, evidence: Evidence[], run: Run): Draft {
    return generator.write(plan, evidence, run);
  };
}
