const OPENING = /^\s*(?:```(?:json)?\s*)?[{[]\s*(?:["{[\]}]|$)/;
const MAY_OPEN = /^\s*(?:`{0,3}(?:j|js|jso|json)?\s*)?[{[]?\s*$/;
const TEXT_KEYS = ["answer", "text", "response", "content", "final_answer", "output", "sentences", "claims"];
const MARK_KEYS = ["citations", "sources", "source", "citation", "refs"];
const MAX_LENGTH = 100_000;

/**
 * The pieces of an answer; one that is a JSON object, though prose was asked for, is read to its end and what it says taken out
 * of it. Anything else passes through as it comes.
 */
export async function* unwrapJson(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  let held = "";
  let kind: "unknown" | "json" | "text" = "unknown";
  for await (const piece of pieces) {
    if (kind === "text") {
      yield piece;
      continue;
    }
    held += piece;
    if (kind === "unknown" && !MAY_OPEN.test(held))
      kind = OPENING.test(held) && !/^\s*\[\d/.test(held) ? "json" : "text";
    if (kind === "text" || held.length > MAX_LENGTH) {
      kind = "text";
      yield held;
      held = "";
    }
  }
  if (held) yield kind === "json" ? textOf(held) : held;
}

function textOf(json: string): string {
  const bare = json.trim().replace(/^```(?:json)?\s*|\s*```$/g, "");
  try {
    return readValue(JSON.parse(bare)) ?? "";
  } catch {
    // Cut short or not quite JSON: the longest string in it is most likely the answer.
    const strings = Array.from(bare.matchAll(/"((?:[^"\\]|\\.){20,})"?/g), ([, text]) => text!);
    const longest = strings.sort((a, b) => b.length - a.length)[0] ?? "";
    return longest.replace(/\\n/g, "\n").replace(/\\(["\\/])/g, "$1");
  }
}

function readValue(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(readValue).filter(Boolean).join(" ") || null;
  if (typeof value !== "object" || value === null) return null;
  const record = value as Record<string, unknown>;
  const key = TEXT_KEYS.find((name) => readValue(record[name]) !== null);
  if (!key) return null;
  const marks = MARK_KEYS.flatMap((name) => record[name] ?? []).filter((mark) => Number.isInteger(Number(mark)));
  const text = readValue(record[key])!;
  return /\[\d+\]/.test(text)
    ? text
    : `${text}${marks.length > 0 ? ` ${marks.map((mark) => `[${Number(mark)}]`).join("")}` : ""}`;
}
