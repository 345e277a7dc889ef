import { createHash } from "node:crypto";
import { load } from "cheerio";
import { beforeAll, describe, expect, it } from "vitest";
import { openReportRuns } from "../../../eval/report/report-run.js";
import { renderReport } from "../../../eval/report/report.js";
import { answerRow, claim, suite, trace, writeRun } from "./report-fixture.js";

const rows = [
  answerRow("right"),
  answerRow("denied", { claims: [claim("contradicted"), claim("supported")], confidence: 0.4 }),
  answerRow("declined", { abstained: true, claims: [], scores: { answerRecall: 0 }, confidence: 0.2 }),
  answerRow("half", { scores: { answerRecall: 0.5 }, reference: ["in 1994", "at a conference"] }),
];
const timed = rows.map((row, i) => ({ ...row, timings: { retrieval: 10 * (i + 1), total: 20 * (i + 1) } }));
const traces = { denied: trace("When was denied described?") };

describe("the report of one run", () => {
  let html: string;
  let $: ReturnType<typeof load>;
  beforeAll(() => {
    html = renderReport(openReportRuns([writeRun(timed, { traces })]), { suite });
    $ = load(html);
  });

  it("says in a sentence what was measured", () => {
    expect($(".lead").text()).toMatch(
      /^Footnote 0\.1\.0 answered 4 questions of guide with the profile balanced on \d/,
    );
    expect($(".facts").text()).toContain("a-small-embedder");
    expect($(".facts").text()).toContain("0123456789abcdef");
  });

  it("leads with the figures that matter, each with its interval and a plain meaning", () => {
    const labels = $(".figure-label")
      .toArray()
      .map((label) => $(label).text());
    expect(labels).toEqual(["Facts said", "Hallucination rate", "Citation precision"]);
    expect($(".figure-value").first().text()).toBe("62.5%"); // (1 + 1 + 0 + .5) / 4
    expect($(".figure-interval").first().text()).toMatch(/^95%: [\d.]+% to [\d.]+%$/);
    expect($(".figure-meaning").first().text()).toBe("Of the facts a right answer needs, the share that was said.");
  });

  it("lists every score, says which way is good, and names those that could not be measured", () => {
    const names = $("table.all-scores code")
      .toArray()
      .map((code) => $(code).text());
    expect(names).toEqual(Object.keys(suite.metrics).filter((name) => name !== "nothing"));
    const row = $("table.all-scores tbody tr").filter((_, tr) => $(tr).find("code").text() === "hallucinationRate");
    expect(row.find(".direction").text()).toBe("low ↓");
    expect($("#scores").parent().find(".note").first().text()).toBe("Not measurable on this data: nothing.");
  });

  it("marks what a judge decided, and admits when the judge's error is unknown", () => {
    expect($("#judge").text()).toContain("was not measured");
    expect($("table.all-scores a.judged").length).toBeGreaterThan(0);
    const error = { judge: "built-in", sentence: "It errs in a third.", sets: [setWith(0.6), setWith(0.7)] };
    const judged = load(renderReport(openReportRuns([writeRun(rows)]), { suite, judge: error }));
    expect(judged("#judge").text()).toContain("It errs in a third.");
    expect(judged("table.all-scores").text()).toContain("judge's balanced accuracy 60.0% to 70.0%");
  });

  it("draws the curves with a title, a description and the numbers", () => {
    const charts = $("svg.chart").toArray();
    expect(charts).toHaveLength(3); // two curves, one of latencies
    for (const chart of charts) {
      const [title, description] = ($(chart).attr("aria-labelledby") ?? "").split(" ");
      expect($(chart).find(`title#${title}`).text()).not.toBe("");
      expect($(chart).find(`desc#${description}`).text()).not.toBe("");
    }
    // (10 * |.25 - .5| + 30 * |.75 - .75|) / 40
    expect($("figcaption").eq(1).text()).toContain(`(ECE) ${((10 * 0.25) / 40).toFixed(3)}`);
  });

  it("shows latencies by stage, and leaves them out when outputs came from the cache", () => {
    expect($("#latency").parent().find("tbody tr.total td").first().text()).toBe("50 ms"); // median of 20, 40, 60, 80
    const cached = renderReport(openReportRuns([writeRun(timed, { of: { cached: true } })]), { suite });
    expect(load(cached)("#latency").length).toBe(0);
  });

  it("marks slices of few rows", () => {
    const two = rows.map((row, i) => ({ ...row, slices: { half: i < 2 ? "first" : "second" } }));
    const page = load(renderReport(openReportRuns([writeRun(two)]), { suite }));
    expect(
      page("tr.few .badge")
        .toArray()
        .map((badge) => page(badge).text()),
    ).toEqual(["few", "few"]);
  });

  it("lists failures by harm, each opening to its trace", () => {
    const badges = $("details.failure > summary .badge")
      .toArray()
      .map((badge) => $(badge).text());
    expect(badges).toEqual(["Contradicted", "False abstention", "Missed fact"]);
    const opened = $("#failure-1");
    expect(opened.find(".plan").text()).toContain("year of the first description");
    expect(opened.find(".retrieved").text()).toContain("Ranking");
    expect(opened.find(".passages mark").text()).toBe("It was first described in 1994.");
    expect(opened.find(".claims .badge").first().text()).toBe("contradicted");
    expect($("#failure-3 .gold").text()).toBe("in 1994at a conference");
  });

  it("is one file: no script, nothing loaded, a policy that allows its own style sheet only", () => {
    expect($("script, link, img, iframe, object, embed, form, base").length).toBe(0);
    expect($("[style], [onclick], [src]").length).toBe(0);
    const links = $("[href]")
      .toArray()
      .map((link) => $(link).attr("href")!);
    expect(links.every((href) => href.startsWith("#"))).toBe(true);
    const hash = createHash("sha256").update($("style").text()).digest("base64");
    expect($('meta[http-equiv="Content-Security-Policy"]').attr("content")).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'`,
    );
    expect($("style").text()).not.toMatch(/url\(|@import/);
  });

  it("can be read without eyes or mouse: one h1, no level skipped, captions, unique ids, links that lead somewhere", () => {
    const levels = $("h1, h2, h3, h4")
      .toArray()
      .map((heading) => Number(heading.tagName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    const openTables = $("table")
      .toArray()
      .filter((table) => $(table).find("> caption").text() === "");
    expect(openTables).toHaveLength(0);
    const ids = $("[id]")
      .toArray()
      .map((element) => $(element).attr("id")!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of $("a").toArray()) expect(ids).toContain($(link).attr("href")!.slice(1));
    expect(
      $(".scroll")
        .toArray()
        .every((box) => $(box).attr("tabindex") === "0" || $(box).closest("details").length > 0),
    ).toBe(true);
  });

  it("shows a missing value as missing, never as a number", () => {
    expect($("body").text()).not.toMatch(/NaN|undefined|Infinity|\bnull\b|\[object/);
  });

  it("is the same for the same run", () => {
    const folder = writeRun(timed, { traces });
    const once = renderReport(openReportRuns([folder]), { suite });
    expect(renderReport(openReportRuns([folder]), { suite })).toBe(once);
  });
});

describe("the report of several runs", () => {
  const better = rows.map((row) => ({ ...row, scores: { ...row.scores, answerRecall: 1 } }));
  const runs = (count: 2 | 3) =>
    openReportRuns([
      writeRun(rows, { name: "before" }),
      ...(count === 3 ? [writeRun(rows, { name: "between", of: { profile: "fast" } })] : []),
      writeRun(better, { name: "after", of: { limit: 4 } }),
    ]);

  it("shows the last one, and its difference from each before it", () => {
    const $ = load(renderReport(runs(3), { suite }));
    expect($(".figure-value").first().text()).toBe("100%");
    const headings = $("#comparison")
      .parent()
      .find("h3")
      .toArray()
      .map((heading) => $(heading).text());
    expect(headings).toEqual(["after against before", "after against between"]);
    const cells = $("table.compared")
      .first()
      .find("tbody tr")
      .first()
      .find("td")
      .toArray()
      .map((td) => $(td).text());
    expect(cells.slice(0, 2)).toEqual(["62.5%", "100%"]);
    expect(cells[2]).toMatch(/^\+37\.5/);
    expect(cells.at(-1)).toBe("2 / 0 / 2");
  });

  it("says in which parameters they differ, and which metrics do not move", () => {
    const $ = load(renderReport(runs(2), { suite }));
    expect($(".differences").text()).toBe("limit: null → 4");
    expect($("#comparison").parent().find(".note").text()).toContain("The same in both: ");
  });

  it("draws the earlier curves beside its own", () => {
    const $ = load(renderReport(runs(2), { suite }));
    const legend = $("figure")
      .first()
      .find(".legend li")
      .toArray()
      .map((entry) => $(entry).text().trim());
    expect(legend).toEqual(["before", "after"]);
  });
});

function setWith(balancedAccuracy: number) {
  const rates = { precision: 0.5, recall: 0.5, specificity: 0.5, balancedAccuracy, balancedAccuracyInterval: null };
  return { data: "claims", fitted: false, n: 100, ...rates };
}
