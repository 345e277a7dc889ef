import { randomUUID } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { openSegment, type Segment } from "./segment.js";
import {
  allocateSegment,
  describeSections,
  type Section,
  SECTION_BYTES,
  type SectionDescription,
  sectionsOf,
} from "./snapshot-format.js";

/**
 * The whole of a segment in one file beside the store, so that a start need not analyse every passage again:
 *
 *     "FNSNAP01"  header length (uint32)  header (JSON)  the sections' bytes, one behind the other  CRC-32 (uint32)
 *
 * Numbers are little-endian; the checksum covers all before it. The file is a cache: whatever is doubtful about it, the
 * index is built from the store instead.
 */
const MAGIC = Buffer.from("FNSNAP01");
const MAX_HEADER_BYTES = 1 << 16;
const CHUNK_BYTES = 4 << 20;
const ABANDONED_AFTER_MS = 600_000;

/** What a snapshot must agree with to be of use. */
export interface SnapshotKey {
  /** Of the analysis: see analysis.ts. */
  fingerprint: string;
  embeddingModel: string;
  dimension: number;
  /** Tells stores apart that count their versions alike. */
  storeId: string;
}

interface Header extends SnapshotKey {
  /** The version of the source that the snapshot is the whole of. */
  version: number;
  count: number;
  sections: SectionDescription[];
}

/** Writes a snapshot, whole or not at all. Concurrent writers do not disturb each other: the last one's file stays. */
export async function writeSnapshot(path: string, segment: Segment, version: number, key: SnapshotKey): Promise<void> {
  const header: Header = { ...key, version, count: segment.size, sections: describeSections(segment) };
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file = await open(temporary, "wx");
  try {
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(json.length);
    let checksum = 0;
    for (const section of [MAGIC, length, json, ...Object.values<Section>(sectionsOf(segment))]) {
      for (const chunk of chunksOf(section)) {
        checksum = crc32(chunk, checksum);
        await writeAll(file, chunk);
      }
    }
    const end = Buffer.alloc(4);
    end.writeUInt32LE(checksum);
    await writeAll(file, end);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
  await removeAbandoned(path);
}

export type ReadSnapshot =
  | { status: "read"; version: number; segment: Segment }
  | { status: "missing" }
  /** Of another model, analysis or store: sound, but of no use. */
  | { status: "foreign"; reason: string }
  | { status: "damaged"; reason: string };

/** Reads a snapshot and checks every byte of it. */
export async function readSnapshot(path: string, key: SnapshotKey): Promise<ReadSnapshot> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? { status: "missing" } : { status: "damaged", reason: `it cannot be opened (${code})` };
  }
  try {
    return await read(file, key);
  } catch (error) {
    return { status: "damaged", reason: `it cannot be read (${(error as Error).message})` };
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, key: SnapshotKey): Promise<ReadSnapshot> {
  const damaged = (reason: string): ReadSnapshot => ({ status: "damaged", reason });
  const { size } = await file.stat();
  const reader = createReader(file);
  const start = Buffer.alloc(MAGIC.length + 4);
  if (size < start.length || !(await reader.fill(start))) return damaged("it is too short");
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) return damaged("it does not begin as a snapshot does");
  const headerLength = start.readUInt32LE(MAGIC.length);
  const json = Buffer.alloc(Math.min(headerLength, MAX_HEADER_BYTES));
  if (headerLength > MAX_HEADER_BYTES || !(await reader.fill(json))) return damaged("its header is not whole");
  const header = parseHeader(json);
  // Sizes are compared before memory is asked for: a damaged number must not ask for gigabytes.
  if (!header || size !== start.length + headerLength + bodyBytes(header) + 4) {
    return damaged("its header does not fit its size");
  }
  const different = (["fingerprint", "embeddingModel", "dimension", "storeId"] as const).find(
    (name) => header[name] !== key[name],
  );
  if (different) return { status: "foreign", reason: `it has another ${different}` };

  const { sections, arrays } = allocateSegment(header.sections, header);
  for (const { name, length } of header.sections) {
    if (sections[name]!.length !== length || !(await reader.fill(sections[name]!))) return damaged("it is cut short");
  }
  const expected = reader.checksum();
  const end = Buffer.alloc(4);
  if (!(await reader.fill(end)) || end.readUInt32LE() !== expected) return damaged("its checksum does not fit");
  return { status: "read", version: header.version, segment: openSegment(arrays()) };
}

/** What is wrong with a snapshot, one sentence a finding. None for a missing one, or one of other settings: neither is used. */
export async function verifySnapshot(path: string, key: SnapshotKey, storeVersion: number): Promise<string[]> {
  const snapshot = await readSnapshot(path, key);
  const advice = "Searches do without it, and the next start replaces it.";
  if (snapshot.status === "damaged") return [`The search cache ${path} is damaged: ${snapshot.reason}. ${advice}`];
  if (snapshot.status === "read" && snapshot.version > storeVersion) {
    return [
      `The search cache ${path} is of version ${snapshot.version}, but the store only of ${storeVersion}: one of the two files was put back. ${advice}`,
    ];
  }
  return [];
}

function parseHeader(json: Buffer): Header | null {
  try {
    const header = JSON.parse(json.toString()) as Header;
    const isSound = header.sections.every(
      ({ name, type, length }) =>
        typeof name === "string" && type in SECTION_BYTES && Number.isSafeInteger(length) && length >= 0,
    );
    const vectors = header.sections.find(({ name }) => name === "vectors.scales");
    return isSound && vectors?.length === header.count && Number.isSafeInteger(header.version) ? header : null;
  } catch {
    return null;
  }
}

function bodyBytes({ sections }: Header): number {
  return sections.reduce((sum, { type, length }) => sum + SECTION_BYTES[type] * length, 0);
}

function* chunksOf(section: Section): Iterable<Uint8Array> {
  const bytes = new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) yield bytes.subarray(from, from + CHUNK_BYTES);
}

function createReader(file: FileHandle) {
  let position = 0;
  let checksum = 0;
  return {
    checksum: () => checksum,
    /** False when the file ends before the memory is full. */
    async fill(section: Section): Promise<boolean> {
      for (const chunk of chunksOf(section)) {
        for (let filled = 0; filled < chunk.length;) {
          const { bytesRead } = await file.read(chunk, filled, chunk.length - filled, position);
          if (bytesRead === 0) return false;
          filled += bytesRead;
          position += bytesRead;
        }
        checksum = crc32(chunk, checksum);
      }
      return true;
    },
  };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten;
  }
}

/** Deletes what a killed process left half written; what another one may be writing is younger than that. */
async function removeAbandoned(path: string): Promise<void> {
  const directory = dirname(path);
  const name = basename(path);
  for (const entry of await readdir(directory)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith(".tmp")) continue;
    const abandoned = await stat(join(directory, entry)).catch(() => null);
    if (abandoned && Date.now() - abandoned.mtimeMs > ABANDONED_AFTER_MS)
      await rm(join(directory, entry), { force: true });
  }
}
