import { load } from "cheerio";
import { describe, expect, it } from "vitest";
import type { EvalRow } from "../../../eval/suites/suite.js";
import { openReportRuns } from "../../../eval/report/report-run.js";
import { renderReport } from "../../../eval/report/report.js";
import { answerRow, claim, HOSTILE, suite, trace, writeRun } from "./report-fixture.js";

const HOSTILE_TRACE = trace(HOSTILE, {
  retrieved: [{ passageId: HOSTILE, documentId: HOSTILE, title: HOSTILE, score: 1 }],
  ranked: [
    {
      ...{
        passageId: "guide:1",
        documentId: HOSTILE,
        title: HOSTILE,
        heading: HOSTILE,
        text: `Before. ${HOSTILE} after.`,
      },
      ...{ score: 1, relevance: null },
    },
  ],
  error: HOSTILE,
});

function hostileRow(): EvalRow {
  const row = answerRow(HOSTILE, {
    answerText: HOSTILE,
    claims: [
      { ...claim("unsupported", HOSTILE), text: HOSTILE, verdict: HOSTILE, judged: "unsupported", reason: HOSTILE },
    ],
    reference: [HOSTILE],
  });
  return { ...row, text: HOSTILE, slices: { [HOSTILE]: HOSTILE } };
}

function hostileReport(): string {
  const curve = {
    name: HOSTILE,
    axes: { x: HOSTILE, y: HOSTILE },
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  const { answer } = HOSTILE_TRACE;
  const folder = writeRun([hostileRow(), { ...answerRow("other"), slices: { [HOSTILE]: "other" } }], {
    traces: { [HOSTILE]: { ...HOSTILE_TRACE, answer: answer && { ...answer, text: `${HOSTILE} [1].`, claims: [] } } },
    name: `'"><b onclick=alert(4)>`,
    of: {
      ...{ data: `../"><svg onload=alert(5)>`, profile: HOSTILE, models: [HOSTILE], flags: { [HOSTILE]: HOSTILE } },
      prompt: { version: HOSTILE, hash: HOSTILE },
      code: { version: HOSTILE, hash: HOSTILE },
    },
    summary: { metrics: { [HOSTILE]: 0.5, faithfulness: 1 }, intervals: { [HOSTILE]: [0.4, 0.6] }, curves: [curve] },
  });
  return renderReport(openReportRuns([folder]), { suite });
}

describe("text of documents in a report", () => {
  const html = hostileReport();
  const $ = load(html);

  it("stays text, wherever it stands", () => {
    expect($("script, img, b[onclick], svg[onload]").length).toBe(0);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<script/gi)).toBeNull();
    expect($("#failure-1 .question").text()).toBe(HOSTILE);
    expect($("#failure-1 .passage mark").text()).toBe(HOSTILE);
    expect($("#failure-1 .error").text()).toContain(HOSTILE);
    expect($(".lead").text()).toContain(HOSTILE);
  });

  it("breaks out of no attribute", () => {
    const names = $("*")
      .toArray()
      .flatMap((element) => ("attribs" in element ? Object.keys(element.attribs) : []));
    expect(names.filter((name) => name.startsWith("on"))).toEqual([]);
    const classes = $("[class]")
      .toArray()
      .map((element) => $(element).attr("class")!);
    expect(classes.join(" ")).toMatch(/^[\w\s-]+$/);
  });

  it("cannot turn the direction of the page or hide control characters in it", () => {
    const reversed = "abc\u202Edcb\u0000\u001B[31m";
    const page = renderReport(
      openReportRuns([writeRun([{ ...answerRow("x", { abstained: true }), text: reversed }])]),
      {
        suite,
      },
    );
    expect(load(page)("#failure-1 .question").text()).toBe("abcdcb[31m");
  });
});
