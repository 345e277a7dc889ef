import fc from "fast-check";
import { expect, it } from "vitest";
import { findOtherMarks, normaliseMarks } from "../../src/text/normalise-marks.js";

it.each([
  ["It rose [1, 2].", "It rose [1][2]."],
  ["It rose [1,2, 3].", "It rose [1][2][3]."],
  ["It rose [1-3].", "It rose [1][2][3]."],
  ["It rose [1–3].", "It rose [1][2][3]."],
  ["It rose [1 and 2].", "It rose [1][2]."],
  ["It rose【1】.", "It rose [1]."],
  ["It rose【2†source】.", "It rose [2]."],
  ["It rose【3:0†file.md】.", "It rose [3]."],
  ["It rose【1】【2】.", "It rose [1][2]."],
  ["It rose[^1].", "It rose [1]."],
  ["It rose [^1].", "It rose [1]."],
  ["It rose [^1, ^2].", "It rose [1][2]."],
  ["It rose [Source 1].", "It rose [1]."],
  ["It rose (Source 1).", "It rose [1]."],
  ["It rose [Source: 1, Source: 2].", "It rose [1][2]."],
  ["It rose (sources 1 and 2).", "It rose [1][2]."],
  ["It rose (1).", "It rose [1]."],
  ["It rose (1, 2).", "It rose [1][2]."],
  ["It rose [[1]].", "It rose [1]."],
  ["It rose [1](https://a.example/b).", "It rose [1]."],
  ["It rose.¹", "It rose. [1]"],
  ["It rose quickly¹.", "It rose quickly [1]."],
  ["It rose [1].", "It rose [1]."],
  ["It has 3 m² and 4 km².", "It has 3 m² and 4 km²."],
  ["Take rows[0] and rows[1, 2].", "Take rows[0] and rows[1, 2]."],
  ["(1) Open it. (2) Close it.", "(1) Open it. (2) Close it."],
  ["It was founded (1889).", "It was founded (1889)."],
  ["The set [1-400] is large.", "The set [1][400] is large."],
])("reads the marks of %j", (text, expected) => {
  expect(normaliseMarks(text)).toBe(expected);
});

it("leaves text in its own form alone, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const once = normaliseMarks(text);
      expect(typeof once).toBe("string");
    }),
  );
});

it("leaves an interval as it is", () => {
  expect(normaliseMarks("A score in [0, 1].")).toBe("A score in [0, 1].");
});

it("tells where marks in brackets stand that are not in our form", () => {
  const text = "It rose [1, 2]. It fell. 【3†source】 So `x [4, 5]` stays, as do [6] and [0, 1], [^7] and [1-3] too.";
  expect(findOtherMarks(text).map(({ number, start, end }) => [number, text.slice(start, end)])).toEqual([
    [1, "[1, 2]"],
    [3, "【3†source】"],
    [7, "[^7]"],
    [1, "[1-3]"],
  ]);
});
