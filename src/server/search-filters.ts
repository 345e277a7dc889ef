import { z } from "zod";
import type { Filters } from "../domain/query.js";
import { ParameterError } from "./parameter-error.js";

export const MAX_DOMAINS = 20;

const date = z.string().max(10).nullish();
const ONE_DATE =
  "documents have one date, that of their publication: use search_after_date_filter and search_before_date_filter";

/** The fields by which clients of Perplexity's interfaces say where and when. What cannot be kept to is refused. */
export const SEARCH_FILTERS = {
  search_domain_filter: z
    .array(z.string().min(1).max(500))
    .max(MAX_DOMAINS)
    .nullish()
    .describe(
      "Hosts (`example.org`) or beginnings of document ids (`docs/`): only these; or all but these, each with a `-` before it.",
    ),
  search_recency_filter: z
    .enum(["hour", "day", "week", "month", "year"])
    .nullish()
    .describe("Documents published since then, to the day."),
  search_after_date_filter: date.describe("First day, `M/D/YYYY` or `YYYY-MM-DD`."),
  search_before_date_filter: date.describe("Last day, `M/D/YYYY` or `YYYY-MM-DD`."),
  last_updated_after_filter: z.null(ONE_DATE).optional(),
  last_updated_before_filter: z.null(ONE_DATE).optional(),
  search_language_filter: z.null("the language of a document is not known").optional(),
  search_mode: z.literal("web", "there is one collection of documents, and no other mode than web").nullish(),
};

type SearchFilters = z.infer<z.ZodObject<typeof SEARCH_FILTERS>>;

/** The filters of a request; undefined when it has none. @throws ParameterError */
export function readSearchFilters(request: SearchFilters, now = new Date()): Filters | undefined {
  const filters: Filters = {
    ...readDomains(request.search_domain_filter ?? []),
    ...readDates(request, now),
  };
  return Object.keys(filters).length > 0 ? filters : undefined;
}

function readDomains(entries: string[]): Filters {
  const denied = entries.filter((entry) => entry.startsWith("-"));
  if (denied.length > 0 && denied.length < entries.length) {
    throw new ParameterError(
      "search_domain_filter",
      "either allows or denies: some entries begin with -, others do not",
    );
  }
  const sites = entries.map((entry) => readSite(entry.replace(/^-/, "")));
  if (sites.length === 0) return {};
  return denied.length > 0 ? { excludedSites: sites } : { sites };
}

/** A host may come as an address; a path on it cannot be kept to. */
function readSite(entry: string): string {
  const [, scheme, site = ""] = /^(https?:\/\/)?(.*?)\/*$/is.exec(entry.trim())!;
  if (site === "" || (scheme && site.includes("/"))) {
    throw new ParameterError(
      "search_domain_filter",
      "takes hosts, such as example.org, and beginnings of document ids",
    );
  }
  return scheme ? site : entry.trim();
}

const DAYS = { hour: 1 / 24, day: 1, week: 7, month: 30, year: 365 };
const DAY_MS = 24 * 60 * 60 * 1_000;

function readDates(request: SearchFilters, now: Date): Filters {
  const recency = request.search_recency_filter;
  const since = recency && new Date(now.getTime() - DAYS[recency] * DAY_MS).toISOString().slice(0, 10);
  const after = readDate("search_after_date_filter", request.search_after_date_filter);
  const before = readDate("search_before_date_filter", request.search_before_date_filter);
  const publishedAfter = since && after ? (since > after ? since : after) : (since ?? after);
  return { ...(publishedAfter && { publishedAfter }), ...(before && { publishedBefore: before }) };
}

/** `3/1/2025` or `2025-03-01` as `2025-03-01`. */
function readDate(parameter: string, text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = american ? [american[3], american[1], american[2]].map((part) => part!.padStart(2, "0")).join("-") : text;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(iso)) return iso;
  throw new ParameterError(parameter, "is no date such as 3/1/2025 or 2025-03-01");
}
