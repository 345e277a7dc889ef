import { describe, expect, it } from "vitest";
import { markup, trusted } from "../../../eval/report/markup.js";

describe("markup", () => {
  it("escapes every character that means something in HTML, in text and in attributes", () => {
    expect(markup`<p title="${`"'`}">${"<&>"}</p>`.html).toBe(`<p title="&quot;&#39;">&lt;&amp;&gt;</p>`);
  });

  it("escapes once, however deep it is put together", () => {
    const inner = markup`<b>${"<"}</b>`;
    expect(markup`<i>${[inner, [inner, "&"]]}</i>`.html).toBe("<i><b>&lt;</b><b>&lt;</b>&amp;</i>");
  });

  it("leaves out what is nothing, and writes a zero", () => {
    expect(markup`[${null}${undefined}${false}${""}${[]}${0}]`.html).toBe("[0]");
  });

  it("puts in as it is only what is marked as ours", () => {
    expect(markup`<style>${trusted("a > b {}")}</style>`.html).toBe("<style>a > b {}</style>");
  });
});
