import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FootnoteError } from "../domain/errors.js";
import { whyNotRead } from "../ingest/file-format.js";

const MAX_NAME_LENGTH = 200;
const MAX_FOLDERS = 5;
/** No hidden files, which would be passed over or describe others, and none that leads out of the folder. */
const NAME_PART = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N} ._()-]*[\p{L}\p{M}\p{N}_)-])?$/u;

/** Files in one folder, named by whoever sends them. */
export interface UploadedFiles {
  /** Where a file of this name is, or would be. @throws FootnoteError INPUT_INVALID, PATH_UNSUPPORTED */
  pathOf(name: string): string;
  /** Null when there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Writes a file at once: whoever looks sees the former content or this. @throws FootnoteError INPUT_INVALID, DISK_FULL */
  write(path: string, content: Uint8Array): Promise<void>;
  /** Does nothing when there is none. */
  remove(path: string): Promise<void>;
}

export function createUploadedFiles(folder: string): UploadedFiles {
  return {
    pathOf(name) {
      requireName(name);
      return join(folder, ...name.split("/"));
    },

    async read(path) {
      return readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw toWriteError(error);
      });
    },

    async write(path, content) {
      const temporary = `${path}.part`;
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(temporary, content, { flush: true });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw toWriteError(error as NodeJS.ErrnoException);
      }
    },

    async remove(path) {
      await rm(path, { force: true });
    },
  };
}

function requireName(name: string): void {
  const parts = name.split("/");
  const isName =
    name.length <= MAX_NAME_LENGTH && parts.length <= MAX_FOLDERS && parts.every((it) => NAME_PART.test(it));
  if (!isName) {
    const hint = `A name looks like this: notes/release-2.md, of letters, digits and ._-() in up to ${MAX_NAME_LENGTH} characters.`;
    throw new FootnoteError("INPUT_INVALID", `${JSON.stringify(name.slice(0, 80))} is no name for a document.`, {
      hint,
    });
  }
  const reason = whyNotRead(name);
  if (reason !== null) throw new FootnoteError("PATH_UNSUPPORTED", `${name} ${reason}.`);
}

function toWriteError(cause: NodeJS.ErrnoException): Error {
  if (["EEXIST", "ENOTDIR", "EISDIR"].includes(cause.code ?? "")) {
    return new FootnoteError(
      "INPUT_INVALID",
      "A document has the name of a folder of this one, or the other way round.",
      {
        hint: "Choose another name.",
        cause,
      },
    );
  }
  if (["ENOSPC", "EDQUOT"].includes(cause.code ?? "")) {
    return new FootnoteError("DISK_FULL", "The document could not be written: the disk is full, or over a quota.", {
      cause,
    });
  }
  return cause;
}
