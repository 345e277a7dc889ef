import { TRUST_TIERS, type Trust } from "../domain/document.js";

/** What whoever looks after the files says of one; `null` where they say nothing. */
export interface StatedMetadata {
  tags: string[];
  trust: Trust | null;
  publishedAt: string | null;
}

export const NOTHING_STATED: StatedMetadata = { tags: [], trust: null, publishedAt: null };

const MAX_TAGS = 20;
const MAX_TAG_LENGTH = 60;

/**
 * What is stored of a source. What is stated of a file goes before what the file says of itself, and their tags add up.
 * A file may call itself less trusted, never more: any text on the web could.
 */
export function sourceMetadata(
  stated: StatedMetadata,
  own: { tags?: string[]; trust?: string; publishedAt: string | null },
): { tags: string[]; trust: Trust; publishedAt: string | null } {
  const ownTrust = readTrust(own.trust);
  return {
    tags: cleanTags([...stated.tags, ...(own.tags ?? [])]),
    trust: stated.trust ?? (ownTrust === "low" ? "low" : "normal"),
    publishedAt: stated.publishedAt ?? own.publishedAt,
  };
}

export function readTrust(value: unknown): Trust | null {
  const name = typeof value === "string" ? value.trim().toLowerCase() : null;
  return TRUST_TIERS.find((tier) => tier === name) ?? null;
}

/** `Release notes, API` in two: `release-notes` and `api`. The form in which `tag:` finds them. */
export function splitTags(list: string | undefined): string[] {
  return (list ?? "")
    .split(/[,;]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
}

/** Lower case, with hyphens for spaces, sorted, without repeats. */
function cleanTags(tags: string[]): string[] {
  const cleaned = tags
    .map((tag) =>
      tag
        .normalize("NFC")
        .toLowerCase()
        .trim()
        .replace(/^#/, "")
        .replace(/[\s\p{Cc}]+/gu, "-"),
    )
    .filter((tag) => tag && tag.length <= MAX_TAG_LENGTH);
  return [...new Set(cleaned)].slice(0, MAX_TAGS).sort();
}
