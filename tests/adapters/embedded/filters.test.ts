import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FilterFields, isUnfiltered, passesFilters } from "../../../src/adapters/embedded/filters.js";

const labels = fc.constantFrom("docs", "blog", "example", "sample", "org", "net");
const domain = fc.array(labels, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const fields: fc.Arbitrary<FilterFields> = fc.record({
  documentId: fc.array(labels, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
  host: fc.option(domain, { nil: null }),
  publishedAt: fc.constant(null),
  tags: fc.constant([]),
  trust: fc.constant("normal" as const),
});
const sites = fc.array(fc.oneof(domain, labels), { maxLength: 4 });

describe("several allowed and denied sites", () => {
  it("let through what any single allowed site would", () => {
    fc.assert(
      fc.property(fields, sites, (of, allowed) => {
        const passesOne = allowed.some((site) => passesFilters(of, { site }));
        expect(passesFilters(of, { sites: allowed })).toBe(allowed.length === 0 || passesOne);
      }),
    );
  });

  it("keep out what any single denied site would let through", () => {
    fc.assert(
      fc.property(fields, sites, (of, denied) => {
        const passesOne = denied.some((site) => passesFilters(of, { site }));
        expect(passesFilters(of, { excludedSites: denied })).toBe(!passesOne);
      }),
    );
  });

  it("narrow one another, and the site of the question's own words", () => {
    fc.assert(
      fc.property(fields, fc.option(domain, { nil: undefined }), sites, sites, (of, site, allowed, denied) => {
        const filters = { ...(site && { site }), sites: allowed, excludedSites: denied };
        const each = [{ ...(site && { site }) }, { sites: allowed }, { excludedSites: denied }];
        expect(passesFilters(of, filters)).toBe(each.every((one) => passesFilters(of, one)));
      }),
    );
  });

  it("make no difference when there are none, and are told from none", () => {
    expect(isUnfiltered({})).toBe(true);
    expect(isUnfiltered({ sites: [], excludedSites: [], tags: [], minTrust: "low" })).toBe(true);
    expect(isUnfiltered({ sites: ["example.org"] })).toBe(false);
    expect(isUnfiltered({ excludedSites: ["example.org"] })).toBe(false);
    expect(isUnfiltered({ minTrust: "normal" })).toBe(false);
  });
});
