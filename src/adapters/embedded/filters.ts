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
export function isUnfiltered({ minTrust, ...filters }: Filters): boolean {
  const isOff = (value: string | string[] | undefined): boolean => !value || value.length === 0;
  return Object.values(filters).every(isOff) && (!minTrust || minTrust === "low");
}

/** Whether a passage is inside all of the filters; a passage without a date is outside any filter on dates. */
export function passesFilters(
  { documentId, host, publishedAt, tags, trust }: FilterFields,
  { site, sites, excludedSites, publishedAfter, publishedBefore, tags: wantedTags, minTrust }: Filters,
): boolean {
  const isOf = (place: string): boolean => isOfSite(place, documentId, host);
  if (site && !isOf(site)) return false;
  if (sites?.length && !sites.some(isOf)) return false;
  if (excludedSites?.some(isOf)) return false;
  if (publishedAfter && !(publishedAt && publishedAt >= publishedAfter)) return false;
  // A date-time counts as its day: "before 2024-05-01" includes that day's afternoon.
  if (publishedBefore && !(publishedAt && publishedAt.slice(0, publishedBefore.length) <= publishedBefore))
    return false;
  if (wantedTags && !wantedTags.every((tag) => tags.includes(tag))) return false;
  return !minTrust || TRUST_TIERS.indexOf(trust) <= TRUST_TIERS.indexOf(minTrust);
}

function isOfSite(site: string, documentId: string, host: string | null): boolean {
  if (documentId.startsWith(site)) return true;
  const domain = site.toLowerCase();
  return host !== null && (host === domain || host.endsWith(`.${domain}`));
}
