import { type z } from "zod";
import { FootnoteError } from "../../src/domain/errors.js";
import { type Line, readLines } from "./lines.js";

export interface RowOptions {
  /** Stop after this many rows. */
  limit?: number;
  /** Told of a malformed row, which is then left out; without it the row is thrown. */
  onInvalid?: (error: FootnoteError) => void;
}

/** Everything an async sequence gives, in order. */
export async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/**
 * Validated rows of a JSONL file as they are read; fields the schema does not name are dropped.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID with file and line: broken JSON, a field missing or
 * of the wrong type, an id seen before, no rows at all
 */
export async function* readRows<Row extends { id: string }>(
  path: string,
  schema: z.ZodType<Row>,
  { limit = Infinity, onInvalid = rethrow }: RowOptions = {},
): AsyncGenerator<Row> {
  const lineOf = new Map<string, number>();
  for await (const line of readLines(path)) {
    if (lineOf.size >= limit) return;
    const row = parseRow(path, line, schema);
    const earlier = row instanceof FootnoteError ? undefined : lineOf.get(row.id);
    if (row instanceof FootnoteError) {
      onInvalid(row);
    } else if (earlier) {
      onInvalid(invalidLine(path, line.number, `id ${JSON.stringify(row.id)} is already on line ${earlier}`));
    } else {
      lineOf.set(row.id, line.number);
      yield row;
    }
  }
  if (lineOf.size === 0) throw new FootnoteError("DATA_INVALID", `${path} has no rows.`);
}

function rethrow(error: FootnoteError): never {
  throw error;
}

function parseRow<Row>(path: string, line: Line, schema: z.ZodType<Row>): Row | FootnoteError {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    return invalidLine(path, line.number, "not a JSON object", error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const facts = parsed.error.issues.map(({ path: field, message }) =>
    field.length > 0 ? `${field.join(".")}: ${message}` : message,
  );
  return invalidLine(path, line.number, facts.join("; "));
}

/** DATA_INVALID for one line of a file. */
export function invalidLine(path: string, line: number, fact: string, cause?: unknown): FootnoteError {
  return new FootnoteError("DATA_INVALID", `${path}:${line}: ${fact}`, { cause });
}
