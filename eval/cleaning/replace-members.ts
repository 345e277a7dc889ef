/**
 * A JSON object with the values of some of its own members replaced; every other byte stays, so that long integers,
 * number formats and the order of members survive.
 * @param json a valid JSON object
 * @param values new values as JSON, by member name
 */
export function replaceMembers(json: string, values: ReadonlyMap<string, string>): string {
  let result = "";
  let copied = 0;
  let at = json.indexOf('"');
  while (at >= 0) {
    const keyEnd = stringEnd(json, at);
    const key = JSON.parse(json.slice(at, keyEnd)) as string;
    const colon = json.indexOf(":", keyEnd);
    const start = colon + 1 + /^\s*/.exec(json.slice(colon + 1, colon + 64))![0].length;
    const end = valueEnd(json, start);
    const value = values.get(key);
    if (value !== undefined) {
      result += json.slice(copied, start) + value;
      copied = end;
    }
    at = json.indexOf('"', end);
  }
  return result + json.slice(copied);
}

/** Offset behind the string that starts at `start`. */
function stringEnd(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Offset behind the value that starts at `start`. */
function valueEnd(json: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < json.length) {
    const character = json[at]!;
    if (character === '"') {
      at = stringEnd(json, at);
      continue;
    }
    if (depth === 0 && (character === "," || character === "}")) return json.slice(start, at).trimEnd().length + start;
    if (character === "{" || character === "[") depth++;
    if (character === "}" || character === "]") depth--;
    at++;
  }
  return at;
}
