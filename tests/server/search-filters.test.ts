import { describe, expect, it } from "vitest";
import type { Filters } from "../../src/domain/query.js";
import { readSearchFilters } from "../../src/server/search-filters.js";

const NOW = new Date("2026-03-10T01:30:00Z");

describe("readSearchFilters", () => {
  it.each([
    ["nothing", {}, undefined],
    ["an empty list of domains", { search_domain_filter: [] }, undefined],
    ["domains to keep to", { search_domain_filter: ["a.example", "docs/"] }, { sites: ["a.example", "docs/"] }],
    ["addresses of hosts", { search_domain_filter: ["HTTPS://a.example/"] }, { sites: ["a.example"] }],
    [
      "domains to leave out",
      { search_domain_filter: ["-a.example", "-docs/"] },
      { excludedSites: ["a.example", "docs/"] },
    ],
    ["the last hour, to the day", { search_recency_filter: "hour" }, { publishedAfter: "2026-03-10" }],
    ["the last day", { search_recency_filter: "day" }, { publishedAfter: "2026-03-09" }],
    ["the last week", { search_recency_filter: "week" }, { publishedAfter: "2026-03-03" }],
    ["the last year", { search_recency_filter: "year" }, { publishedAfter: "2025-03-10" }],
    ["a first day as Perplexity writes it", { search_after_date_filter: "3/1/2025" }, { publishedAfter: "2025-03-01" }],
    ["a last day as ISO writes it", { search_before_date_filter: "2025-12-31" }, { publishedBefore: "2025-12-31" }],
    [
      "the later of two first days",
      { search_recency_filter: "month", search_after_date_filter: "1/1/2020" },
      { publishedAfter: "2026-02-08" },
    ],
    [
      "the later of two first days, the other way round",
      { search_recency_filter: "year", search_after_date_filter: "3/9/2026" },
      { publishedAfter: "2026-03-09" },
    ],
  ] as [string, Parameters<typeof readSearchFilters>[0], Filters | undefined][])(
    "reads %s",
    (_name, request, filters) => {
      expect(readSearchFilters(request, NOW)).toEqual(filters);
    },
  );

  it.each([
    ["domains both allowed and denied", { search_domain_filter: ["a.example", "-b.example"] }, "search_domain_filter"],
    ["a path on a host", { search_domain_filter: ["https://a.example/docs"] }, "search_domain_filter"],
    ["a domain of nothing", { search_domain_filter: ["-"] }, "search_domain_filter"],
    ["a day that is in no month", { search_after_date_filter: "2/30/2025" }, "search_after_date_filter"],
    ["words for a date", { search_before_date_filter: "yesterday" }, "search_before_date_filter"],
  ])("refuses %s, naming the field", (_name, request, param) => {
    expect(() => readSearchFilters(request, NOW)).toThrow(expect.objectContaining({ param, reason: "invalid_value" }));
  });
});
