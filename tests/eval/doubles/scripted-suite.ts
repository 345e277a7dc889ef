import type { AnswerTrace } from "../../../eval/runs/answer-trace.js";
import type { EvalRow, OpenSuite, Suite, SuiteOptions } from "../../../eval/suites/suite.js";

interface Script {
  ids?: readonly string[];
  measure?: (id: string, options: SuiteOptions) => Promise<{ row: EvalRow; trace?: AnswerTrace }>;
  metrics?: Suite["metrics"];
}

/** A suite whose measurements are given; `closed` counts how often it was closed. */
export function scriptedSuite({ ids = [], measure, metrics = {} }: Script): Suite & { closed: number } {
  const suite = {
    ...{ name: "scripted", description: "scripted", metrics, closed: 0 },
    async open(options: SuiteOptions): Promise<OpenSuite> {
      return {
        items: ids.map((id) => ({ id })),
        measure: (id) => measure?.(id, options) ?? Promise.reject(new Error(`${id} is not scripted in this test.`)),
        close: async () => void suite.closed++,
      };
    },
  };
  return suite;
}
