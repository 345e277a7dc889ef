import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import type { SearchOptions } from "../../src/compose.js";
import type { Document } from "../../src/domain/document.js";
import { FootnoteError } from "../../src/domain/errors.js";
import { buildApp } from "../../src/server/app.js";
import { SearchBody } from "../../src/server/search/search-request.js";
import { aPassage } from "../doubles/evidence.js";
import { examplePlan } from "../doubles/example-answer.js";
import { scriptedFootnote } from "../doubles/scripted-footnote.js";

let app: FastifyInstance;
afterEach(() => app.close());

/** An engine that finds the passages of a query, given as document and text. */
function build(found: Record<string, [documentId: string, text: string][]>): [string, SearchOptions?][] {
  const searches: [string, SearchOptions?][] = [];
  const footnote = scriptedFootnote({
    async search(query, options) {
      searches.push([query, options]);
      const results = (found[query] ?? []).map(([documentId, text], ordinal) => ({
        ...{ score: 1, bm25: null, dense: null, relevance: null, sentences: [] },
        passage: { ...aPassage(text, { documentId, ordinal, title: documentId }), start: 100 - ordinal },
      }));
      return { plan: examplePlan, results };
    },
    async fetch(id) {
      const document = { text: "<b>Ä</b>" } as Document;
      if (id === "docs/ä #1.md") return { document, passage: null };
      if (id === "docs/ä #1.md#0") return { document, passage: aPassage("Ä") };
      throw new FootnoteError("DOCUMENT_UNKNOWN", "There is no document or passage with this id.");
    },
  });
  app = buildApp({ footnote, traces: { get: async () => null } });
  return searches;
}

const search = (payload: object, url = "/search") => app.inject({ method: "POST", url, payload });

describe("POST /search", () => {
  it("gives documents with their passages in reading order", async () => {
    build({
      q: [
        ["a.md", "second"],
        ["b.md", "other"],
        ["a.md", "first"],
      ],
    });
    const response = await search({ query: "q" });
    expect(SearchBody.parse(response.json()).results).toEqual([
      {
        title: "a.md",
        url: "http://localhost:80/v1/documents?id=a.md",
        snippet: "first\n\nsecond",
        date: null,
        last_updated: null,
      },
      {
        title: "b.md",
        url: "http://localhost:80/v1/documents?id=b.md",
        snippet: "other",
        date: null,
        last_updated: null,
      },
    ]);
  });

  it("takes the documents of several queries in turn, each once", async () => {
    build({
      one: [
        ["a.md", "1"],
        ["b.md", "2"],
        ["c.md", "3"],
      ],
      two: [
        ["c.md", "4"],
        ["a.md", "5"],
        ["d.md", "6"],
      ],
    });
    const { results } = (await search({ query: ["one", "two"] }, "/v1/search")).json();
    expect(results.map(({ title }: { title: string }) => title)).toEqual(["a.md", "c.md", "b.md", "d.md"]);
  });

  it("keeps to the numbers asked for", async () => {
    const searches = build({
      q: [
        ["a.md", "x".repeat(50)],
        ["b.md", "x".repeat(50)],
        ["c.md", "x"],
      ],
    });
    const limits = { max_results: 2, max_tokens_per_page: 10, max_tokens: 15 };
    const { results } = (await search({ query: "q", ...limits, search_domain_filter: ["a.example"] })).json();
    expect(results.map(({ snippet }: { snippet: string }) => snippet.length)).toEqual([40, 20]);
    expect(searches[0]).toMatchObject(["q", { limit: 6, filters: { sites: ["a.example"] } }]);
  });

  it("finds nothing without fuss", async () => {
    build({});
    expect((await search({ query: "q" })).json().results).toEqual([]);
  });

  it.each([
    [{}, "invalid_type", "query"],
    [{ query: " " }, "input_empty", null],
    [{ query: ["a", ""] }, "input_empty", null],
    [{ query: [] }, "unsupported_value", "query"],
    [{ query: Array.from({ length: 6 }, () => "q") }, "array_above_max_length", "query"],
    [{ query: "x".repeat(2_001) }, "string_above_max_length", "query"],
    [{ query: "q", max_results: 21 }, "integer_above_max_value", "max_results"],
    [{ query: "q", max_results: 0 }, "unsupported_value", "max_results"],
    [{ query: "q", search_type: "people" }, "unsupported_value", "search_type"],
    [{ query: "q", pages: 2 }, "unknown_parameter", "pages"],
  ])("refuses %.60j: %s", async (payload, code, param) => {
    build({});
    const response = await search(payload);
    expect(response.json().error).toMatchObject({ code, param, type: "invalid_request_error" });
    expect(response.statusCode).toBe(400);
  });
});

describe("GET /v1/documents", () => {
  it("gives the text of a document, as text whatever it holds", async () => {
    build({});
    const response = await app.inject(`/v1/documents?id=${encodeURIComponent("docs/ä #1.md")}`);
    expect(response.body).toBe("<b>Ä</b>");
    expect(response.headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
  });

  it("gives the text of a passage by its id", async () => {
    build({});
    expect((await app.inject(`/v1/documents?id=${encodeURIComponent("docs/ä #1.md#0")}`)).body).toBe("Ä");
  });

  it.each(["", "?id=nothing", "?id=", "?id=a&id=b"])("knows no document at %j", async (query) => {
    build({});
    const response = await app.inject(`/v1/documents${query}`);
    expect(response.statusCode).toBe(404);
    expect(response.json().error.code).toBe("DOCUMENT_UNKNOWN");
  });
});
