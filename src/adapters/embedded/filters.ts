import { type Passage, TRUST_TIERS, type Trust } from "../../domain/document.js";
import type { Filters } from "../../domain/query.js";

/** What filters look at, of one passage. */
export interface FilterFields {
  documentId: string;
  host: string | null;
  publishedAt: string | null;
  tags: readonly string[];
  trust: Trust;
}

export function filterFields({ documentId, url, publishedAt, tags, trust }: Passage): FilterFields {
  return { documentId, host: url && URL.canParse(url) ? new URL(url).hostname : null, publishedAt, tags, trust };
}

/** True for filters that every passage passes. */
export function isUnfiltered({ site, publishedAfter, publishedBefore, tags, minTrust }: Filters): boolean {
  return !site && !publishedAfter && !publishedBefore && !tags?.length && (!minTrust || minTrust === "low");
}

/** Whether a passage is inside all of the filters; a passage without a date is outside any filter on dates. */
export function passesFilters(
  { documentId, host, publishedAt, tags, trust }: FilterFields,
  { site, publishedAfter, publishedBefore, tags: wantedTags, minTrust }: Filters,
): boolean {
  if (site && !isOfSite(site, documentId, host)) return false;
  if (publishedAfter && !(publishedAt && publishedAt >= publishedAfter)) return false;
  // A date-time counts as its day: "before 2024-05-01" includes that day's afternoon.
  if (publishedBefore && !(publishedAt && publishedAt.slice(0, publishedBefore.length) <= publishedBefore))
    return false;
  if (wantedTags && !wantedTags.every((tag) => tags.includes(tag))) return false;
  return !minTrust || TRUST_TIERS.indexOf(trust) <= TRUST_TIERS.indexOf(minTrust);
}

function isOfSite(site: string, documentId: string, host: string | null): boolean {
  return documentId.startsWith(site) || (host !== null && (host === site || host.endsWith(`.${site}`)));
}
