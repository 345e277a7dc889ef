import { describe, expect, it } from "vitest";
import { readAnswerRequest } from "../../src/server/read-answer-request.js";
import { MAX_QUESTION_LENGTH } from "../../src/domain/limits.js";
import { MAX_HISTORY_TURNS, MAX_TURN_LENGTH } from "../../src/server/schemas.js";

const turn = { role: "user", content: "Hello" };

describe("readAnswerRequest", () => {
  it("fills in what was left out", () => {
    expect(readAnswerRequest({ question: "Why?" })).toEqual({
      question: { text: "Why?", history: [] },
      profile: undefined,
      conversationId: null,
      stream: false,
    });
  });

  it("keeps a conversation unless the caller brings the history", () => {
    expect(readAnswerRequest({ question: "Why?", conversationId: "abc" }).conversationId).toBe("abc");
    expect(readAnswerRequest({ question: "Why?", history: [] }).conversationId).toBeUndefined();
  });

  it("strips control characters and blanks around the question, and control characters in the history", () => {
    const body = {
      question: " \u0000Why\u001b[2J?\n ",
      history: [{ role: "user", content: "a\u0007b" }],
      stream: true,
    };
    expect(readAnswerRequest(body).question).toEqual({ text: "Why[2J?", history: [{ role: "user", content: "ab" }] });
  });

  it("accepts a question of the greatest length, however much blank space surrounds it", () => {
    const question = "x".repeat(MAX_QUESTION_LENGTH);
    expect(readAnswerRequest({ question: `   ${question}   ` }).question.text).toBe(question);
  });

  it.each([
    ["no object", null, "BODY_MALFORMED"],
    ["a list", [], "BODY_MALFORMED"],
    ["a history and a conversation", { question: "Why?", history: [], conversationId: "abc" }, "INPUT_INVALID"],
    ["an id longer than any", { question: "Why?", conversationId: "x".repeat(201) }, "INPUT_TOO_LONG"],
    ["an empty question", { question: "" }, "INPUT_EMPTY"],
    ["a question of blanks and control characters", { question: " \u0000\n " }, "INPUT_EMPTY"],
    ["a question that is too long", { question: "x".repeat(MAX_QUESTION_LENGTH + 1) }, "INPUT_TOO_LONG"],
    ["no question", {}, "INPUT_INVALID"],
    ["a question that is no text", { question: 7 }, "INPUT_INVALID"],
    ["an unknown profile", { question: "Why?", profile: "fastest" }, "SETTING_UNKNOWN"],
    ["a profile of the prototype", { question: "Why?", profile: "constructor" }, "SETTING_UNKNOWN"],
    ["an unknown field", { question: "Why?", porfile: "fast" }, "INPUT_INVALID"],
    ["an unknown role", { question: "Why?", history: [{ role: "system", content: "x" }] }, "INPUT_INVALID"],
    ["a long history", { question: "Why?", history: Array(MAX_HISTORY_TURNS + 1).fill(turn) }, "INPUT_TOO_LONG"],
    [
      "a long turn",
      { question: "Why?", history: [{ role: "user", content: "x".repeat(MAX_TURN_LENGTH + 1) }] },
      "INPUT_TOO_LONG",
    ],
  ])("refuses %s", (_name, body, code) => {
    expect(() => readAnswerRequest(body)).toThrowError(expect.objectContaining({ code }));
  });

  it("says which field is wrong, and by how much", () => {
    const tooLong = { question: "Why?", history: [turn, { role: "user", content: "x".repeat(MAX_TURN_LENGTH + 1) }] };
    expect(() => readAnswerRequest(tooLong)).toThrow('"history.1.content" has more than 8000 characters.');
    expect(() => readAnswerRequest({ question: "Why?", history: "x" })).toThrow('"history"');
  });
});
