import { expect, it } from "vitest";
import { advantages, formatAdvantages } from "../../../../scripts/bench/compare/advantages.js";
import { formatTables } from "../../../../scripts/bench/compare/format-tables.js";
import { summarize } from "../../../../scripts/bench/compare/summarize.js";

const results = [
  {
    target: "tiny",
    engines: [
      {
        engine: "Ours",
        failure: null,
        summary: summarize([
          {
            passages: 2_000,
            queries: 30,
            "lexical.ndcg@10": 0.5,
            "lexical.p50": 0.2,
            "lexical.p95": 1,
            "start.rss": 8e6,
          },
          {
            passages: 2_000,
            queries: 30,
            "lexical.ndcg@10": 0.5,
            "lexical.p50": 0.4,
            "lexical.p95": 1,
            "start.rss": 8e6,
          },
        ]),
      },
      {
        engine: "Theirs",
        failure: "out of paper",
        summary: summarize([{ "lexical.ndcg@10": 0.45, "lexical.p50": 3, "lexical.p95": 9, "memory.rss": 5e6 }]),
      },
    ],
  },
];

it("shows quality, speed with its spread, cost and failures", () => {
  const text = formatTables(results);
  expect(text).toContain("| Ours | lexical | .5000 |");
  expect(text).toContain("### tiny: 2,000 passages, 30 queries");
  expect(text).toContain("| Ours | lexical | .5000 | 0.300 (0.200..0.400) | 1.00 |");
  expect(text).toContain("| Ours | – | – | – | 8 | 4.0 |");
  expect(text).toContain("- Theirs failed on tiny: out of paper");
});

it("says how far the first engine is ahead", () => {
  const [ahead] = advantages(results);
  expect(ahead).toMatchObject({ target: "tiny", arm: "lexical", rival: "Theirs" });
  expect(ahead!.points).toBeCloseTo(100 * (0.5 - 0.45), 10);
  expect(ahead!.timesFaster).toBeCloseTo(3 / ((0.2 + 0.4) / 2), 10);
  expect(formatAdvantages([ahead!])).toContain("| tiny | lexical | Theirs | +5.0 | 10.0 |");
});

it("compares nothing with an engine that did not answer", () => {
  const [{ target, engines }] = results as [(typeof results)[0]];
  const failed = { engine: "Theirs", failure: "out of paper", summary: {} };
  expect(advantages([{ target, engines: [engines[0]!, failed] }])).toEqual([]);
});
