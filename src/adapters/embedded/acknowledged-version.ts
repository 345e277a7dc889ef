import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { checksumOf } from "./checksums.js";

/**
 * The last acknowledged version, in a small file beside the database.
 *
 * SQLite ends the replay of its write-ahead log at the first damaged frame, without a word: the commits after it are
 * gone, and what is left is a sound database of an earlier time. So each commit is noted here, after it has become
 * durable. The note is therefore never ahead of a sound database, and one that is ahead tells of lost commits. It needs
 * no sync of its own: a note that is behind, damaged or missing only tells less.
 */
export interface AcknowledgedVersion {
  /** Notes that a version has been committed; where that is impossible, there will be no note to trust. */
  note(version: number): void;
  close(): void;
}

const FILE_NAME = "footnote.acknowledged";

export function openAcknowledgedVersion(directory: string, indexId: string): AcknowledgedVersion {
  let file: number | null = null;
  return {
    note(version) {
      try {
        file ??= openSync(join(directory, FILE_NAME), constants.O_WRONLY | constants.O_CREAT);
        // One write at the file's beginning, always of the same length: it replaces the note before as a whole.
        writeSync(file, formatNote(indexId, version), 0);
      } catch {
        // A full disk or a folder without permission: the commit itself is done.
      }
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

/** The last note beside the database; null when there is none, or a damaged one. */
export function readAcknowledgedVersion(directory: string): { indexId: string; version: number } | null {
  try {
    const note = readFileSync(join(directory, FILE_NAME), "latin1");
    const [indexId = "", digits] = note.split(" ");
    const version = Number(digits);
    return note === formatNote(indexId, version) ? { indexId, version } : null;
  } catch {
    return null;
  }
}

function formatNote(indexId: string, version: number): string {
  const checksum = checksumOf([indexId, version]).toString(16).padStart(8, "0");
  return `${indexId} ${String(version).padStart(16, "0")} ${checksum}\n`;
}
