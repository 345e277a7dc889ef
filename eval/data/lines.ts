import { createReadStream } from "node:fs";
import { FootnoteError } from "../../src/domain/errors.js";

export interface Line {
  text: string;
  /** From 1. */
  number: number;
}

/**
 * Lines of a UTF-8 file as they are read, blank ones left out. Only `\n` and `\r\n` end a line: JSON strings may hold
 * U+2028, at which node:readline would cut them.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, DATA_INVALID (not UTF-8)
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = "";
  for await (const text of readText(path)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      number++;
      if (line.trim()) yield { text: line.replace(/\r$/, ""), number };
    }
  }
  if (rest.trim()) yield { text: rest, number: number + 1 };
}

async function* readText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const bytes of createReadStream(path)) yield decoder.decode(bytes as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw toReadError(path, error);
  }
}

function toReadError(path: string, cause: unknown): FootnoteError {
  const { code } = cause as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return new FootnoteError("PATH_MISSING", `${path} does not exist.`, { cause });
    case "EISDIR":
      return new FootnoteError("DATA_INVALID", `${path} is a folder; a file is wanted.`, { cause });
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return new FootnoteError("DATA_INVALID", `${path} is not UTF-8 text.`, { cause });
    default:
      return new FootnoteError("FILE_UNREADABLE", `${path} cannot be read (${code}).`, { cause });
  }
}
