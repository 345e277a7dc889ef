import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { toTask } from "../../../eval/annotate/tasks.js";
import { formatClaim, formatQuestion, wrap } from "../../../eval/annotate/terminal-text.js";
import { plannedAnswer } from "./fixture-run.js";

describe("wrapping", () => {
  it("breaks at spaces, never inside a word, and keeps line breaks", () => {
    expect(wrap("one two three\nfour", 8)).toEqual(["one two", "three", "four"]);
    expect(wrap("extraordinarily long", 8)).toEqual(["extraordinarily", "long"]);
  });

  it("keeps one of several blank lines", () => {
    expect(wrap("a\n\n\nb\n", 8)).toEqual(["a", "", "b"]);
  });
});

describe("a claim in the terminal", () => {
  const task = toTask("q1", plannedAnswer({ id: "q1", verdicts: ["supported"] }));

  it("has its quote between signs, or in colour on every line that the quote reaches", () => {
    const plain = formatClaim(task, 0, { color: false, width: 26 });
    expect(plain).toContain("│ Cats sleep. >>Dogs bark\n  │ at night.<< Fish swim.\n");
    const lines = formatClaim(task, 0, { color: true, width: 26 }).split("\n");
    const colored = lines.filter((line) => line.includes("\u001B[43m"));
    expect(colored.map((line) => stripVTControlCharacters(line).trim())).toEqual([
      "│ Cats sleep. Dogs bark",
      "│ at night. Fish swim.",
    ]);
  });

  it("shows all cited passages when none has a quote, and says so when none is cited", () => {
    const [claim] = plannedAnswer({ id: "q1", verdicts: ["unsupported"] }).claims;
    const show = (change: object): string => {
      const answer = plannedAnswer({
        id: "q1",
        verdicts: ["unsupported"],
        answer: { claims: [{ ...claim!, ...change }] },
      });
      return formatClaim(toTask("q1", answer), 0, { color: false, width: 80 });
    };
    expect(show({ evidence: [] })).toMatch(/Another part\.[^]*Cats sleep\. Dogs bark/);
    expect(show({ evidence: [], citations: [] })).toContain("It cites nothing.");
  });

  it("stands below the question as it was understood", () => {
    const answer = plannedAnswer({ id: "q1", verdicts: [], answer: { standaloneQuestion: "Do dogs bark?" } });
    const text = formatQuestion(toTask("q1", answer), "Question 1 of 1", { color: false, width: 60 });
    expect(text).toMatch(
      /Question q1\?[^]*Understood as: Do dogs bark\?[^]*No answer was given:[^]*Sources at hand: 1/,
    );
  });
});
