import { randomBytes } from "node:crypto";
import type { Turn } from "../domain/query.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { estimateTokens } from "../text/estimate-tokens.js";
import { withoutTurnMarks } from "../text/turn-marks.js";
import type { PackedSource } from "./pack-context.js";

/** A line that no text can hold, because it is drawn for this one request: what stands between two of them is data. */
export function drawBoundary(): string {
  return `~~~${randomBytes(8).toString("hex")}~~~`;
}

/** Sources as a model reads them, each under its number and title. */
export function formatSources(sources: readonly PackedSource[]): string {
  return sources
    .map(({ number, title, publishedAt, texts }) => {
      const date = publishedAt ? ` (${publishedAt.slice(0, 10)})` : "";
      return `[${number}] ${clean(title)}${date}\n${texts.map(clean).join("\n(...)\n")}`;
    })
    .join("\n\n");
}

/** The end of a conversation, within about so many tokens; each turn on a line. Empty for none. */
export function formatHistory(history: readonly Turn[], maxTokens: number): string {
  const lines: string[] = [];
  let room = maxTokens;
  for (const { role, content } of [...history].reverse()) {
    const line = `${role === "user" ? "Reader" : "You"}: ${clean(content).replace(/\s+/g, " ")}`;
    room -= estimateTokens(line);
    if (room < 0) break;
    lines.unshift(line);
  }
  return lines.join("\n");
}

export function clean(text: string): string {
  return withoutTurnMarks(removeControlCharacters(text)).trim();
}
