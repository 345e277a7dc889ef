import type { Trust } from "../domain/document.js";
import type { Filters } from "../domain/query.js";

/** Filters written into the question, and the question without the operators that carried them. */
export interface FilteredText {
  text: string;
  filters: Filters;
}

const DATE = String.raw`(\d{4}(?:-\d{2}(?:-\d{2})?)?)`;
const OPERATOR = new RegExp(
  String.raw`(?:^|\s)(?:site:(\S+)|tag:(\S+)|trust:(high|normal|low)|after:${DATE}|before:${DATE})(?=\s|[?.!]?$)`,
  "gi",
);
// "Who has led it since 2019?" asks about 2019; only talk of publications is read as a filter.
const PUBLISHED = new RegExp(
  String.raw`\b(?:published|written|posted|articles?|papers?|posts?|news|updates?|documents?)\b[^?.!]*?\b(since|after|before|until)\s+${DATE}\b`,
  "i",
);

/** Reads `site:`, `tag:`, `trust:`, `after:`, `before:` and phrases such as "articles published since 2024". */
export function readFilters(question: string): FilteredText {
  const filters: Filters = {};
  const text = question
    .replace(OPERATOR, (_, site?: string, tag?: string, trust?: string, after?: string, before?: string) => {
      if (site) filters.site = site.replace(/[?.!,]+$/, "");
      if (tag)
        filters.tags = [
          ...(filters.tags ?? []),
          tag
            .replace(/[?.!,]+$/, "")
            .normalize("NFC")
            .toLowerCase(),
        ];
      if (trust) filters.minTrust = trust.toLowerCase() as Trust;
      if (after) filters.publishedAfter = after;
      if (before) filters.publishedBefore = before;
      return " ";
    })
    .replace(/\s+/g, " ")
    .trim();

  const phrase = PUBLISHED.exec(text);
  const date = phrase?.[2];
  if (date) {
    const from = /since|after/i.test(phrase[1]!);
    if (from) filters.publishedAfter ??= date;
    else filters.publishedBefore ??= date;
  }
  return { text, filters };
}
