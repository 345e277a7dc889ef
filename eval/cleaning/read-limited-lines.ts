import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { FootnoteError } from "../../src/domain/errors.js";

export interface LimitedLine {
  /** From 1. */
  number: number;
  /** Null for a line that cannot be read; `fault` says why. */
  text: string | null;
  fault: string | null;
}

export interface LineLimits {
  maxLineBytes: number;
  maxFileBytes: number;
}

const NEWLINE = 10;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Lines of a UTF-8 file, blank ones left out. A line that is too long or not UTF-8 is given as a fault and never held in
 * memory as a whole. All bytes go through `hash`.
 * @throws FootnoteError PATH_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, DATA_INVALID (a folder)
 */
export async function* readLimitedLines(path: string, limits: LineLimits, hash: Hash): AsyncGenerator<LimitedLine> {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 0;
  let total = 0;

  const hold = (piece: Buffer): void => {
    length += piece.length;
    if (length <= limits.maxLineBytes) pieces.push(piece);
    else pieces = [];
  };
  const finish = (): LimitedLine => {
    number++;
    const line = decodeLine(pieces, length, limits.maxLineBytes);
    pieces = [];
    length = 0;
    return { number, ...line };
  };

  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > limits.maxFileBytes) {
        throw new FootnoteError("FILE_TOO_LARGE", `${path} is larger than ${limits.maxFileBytes} bytes.`, {
          hint: "Split the file, or raise the limit with --max-file-mb.",
        });
      }
      hash.update(chunk);
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        hold(chunk.subarray(start, end));
        const line = finish();
        if (line.text !== "") yield line;
        start = end + 1;
      }
      hold(chunk.subarray(start));
    }
  } catch (error) {
    throw error instanceof FootnoteError ? error : toReadError(path, error);
  }
  if (length > 0) {
    const line = finish();
    if (line.text !== "") yield line;
  }
}

function decodeLine(pieces: Buffer[], length: number, maxLineBytes: number): Pick<LimitedLine, "text" | "fault"> {
  if (length > maxLineBytes) return { text: null, fault: `line of ${length} bytes; ${maxLineBytes} are allowed` };
  try {
    const text = decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
    return { text: text.trim(), fault: null };
  } catch {
    return { text: null, fault: "not UTF-8" };
  }
}

function toReadError(path: string, cause: unknown): FootnoteError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new FootnoteError("PATH_MISSING", `${path} does not exist.`, { cause });
  }
  if (code === "EISDIR") {
    return new FootnoteError("DATA_INVALID", `${path} is a folder; a file is wanted.`, { cause });
  }
  return new FootnoteError("FILE_UNREADABLE", `${path} cannot be read (${code}).`, { cause });
}
