import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../../eval/cleaning/detect-language.js";
import { logLengthCentre } from "../../../eval/cleaning/length-outliers.js";
import { mainLanguage } from "../../../eval/cleaning/language-outliers.js";
import { clean, found } from "./cleaning-fixtures.js";

describe("the language of a text", () => {
  it.each([
    ["What is the capital of France and how many people live in it?", "English"],
    ["Was ist die Hauptstadt von Frankreich und wie viele Menschen wohnen dort?", "German"],
    ["Quelle est la capitale de la France et combien de personnes vivent dans les villes ?", "French"],
    ["¿Cuál es la capital de Francia y cuántas personas viven en la ciudad?", "Spanish"],
    ["Qual è la capitale della Francia e che cosa si mangia nella città?", "Italian"],
    ["Qual é a capital da França e o que as pessoas não sabem sobre ela?", "Portuguese"],
    ["Wat is de hoofdstad van Frankrijk en hoe groot is het land?", "Dutch"],
    ["Какая столица Франции?", "Cyrillic script"],
    ["フランスの首都はどこですか", "Japanese"],
    ["法国的首都是哪里", "Chinese"],
    ["프랑스의 수도는 어디입니까", "Korean"],
    ["ما هي عاصمة فرنسا", "Arabic script"],
  ])("%s is %s", (text, language) => expect(detectLanguage(text)).toBe(language));

  it.each([
    "",
    "42",
    "Angela Merkel",
    "La La Land",
    "Les Misérables",
    "e = mc²",
    "who is π",
    "Melissa Auf der Maur was born in Montreal",
    "see en.wikipedia.org and https://www.dictionary.com/com/de/que",
    "const x = 1;",
  ])("%s is too little to tell", (text) => expect(detectLanguage(text)).toBeNull());

  it.each([
    "who sang the song la vie en rose in the film of that name",
    "what is the meaning of 東京 in japanese and how is it said",
    "Is a home a good investment? Is a home a good way to save?",
    "Melissa Auf der Maur was born in Montreal and is one of the best players of her time.",
    "The word α is used for the angle in this equation.",
  ])("of English with foreign words is no other: %s", (text) =>
    expect(["English", null]).toContain(detectLanguage(text)),
  );

  it("of a file is that of most rows, if one prevails", () => {
    const rows = (english: number, german: number) => [
      ...Array<string>(english).fill("English"),
      ...Array<string>(german).fill("German"),
      null,
    ];
    expect(mainLanguage(rows(12, 8))).toBe("English");
    expect(mainLanguage(rows(11, 9))).toBeNull();
    expect(mainLanguage(rows(19, 0))).toBeNull();
  });
});

// Lengths near 40 characters, as in real questions.
const usual = Array.from({ length: 40 }, (_, i) => ({
  question: `What is the ${"x".repeat(10 + (i % 12))} of item ${i} on the list?`,
}));

it("rows in another language are flagged, or removed when asked", async () => {
  const rows = [...usual, { question: "Was ist die Hauptstadt von Frankreich und wo liegt sie?" }];
  const flagged = await clean({ "a.jsonl": rows });
  expect(found(flagged.findings.flagged, "language")).toEqual(["41 language: other language"]);
  expect(found(flagged.findings.removed, "language")).toEqual([]);
  const removed = await clean({ "a.jsonl": rows }, { removeOutliers: true });
  expect(found(removed.findings.removed, "language")).toEqual(["41 language: other language"]);
});

describe("length outliers", () => {
  it("are far from the median in robust deviations", async () => {
    const rows = [...usual, { question: `Why ${"so ".repeat(400)}long?` }, { question: "Hm?" }];
    const { findings } = await clean({ "a.jsonl": rows });
    expect(found(findings.flagged, "length")).toEqual([
      "41 length: question far longer than usual",
      "42 length: question far shorter than usual",
    ]);
  });

  it("need three times the length, too: among texts of nearly one length all others would be outliers", async () => {
    const rows = [...usual, { question: `What is the ${"y".repeat(60)} of item 41 on the list?` }];
    expect(found((await clean({ "a.jsonl": rows })).findings.flagged, "length")).toEqual([]);
  });

  it("are measured from median and median absolute deviation of log length", () => {
    const lengths = [
      ...Array<number>(10).fill(Math.E),
      ...Array<number>(11).fill(Math.E ** 2),
      ...Array<number>(10).fill(Math.E ** 3),
    ];
    // Deviations of the logs from 2: ten 1s, eleven 0s, ten 1s; their median is 1.
    const { median, deviation } = logLengthCentre(lengths)!;
    expect(median).toBeCloseTo(2, 12);
    expect(deviation).toBeCloseTo(1.4826 * 1, 12);
  });

  it("are not told where there are too few texts, or most have one length", () => {
    expect(logLengthCentre(Array<number>(19).fill(7))).toBeNull();
    expect(logLengthCentre([...Array<number>(30).fill(7), 700])).toBeNull();
    expect(logLengthCentre([null, null])).toBeNull();
  });
});
