import { readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import ignore from "ignore";
import { z } from "zod";
import { TRUST_TIERS, type Trust } from "../domain/document.js";
import { FootnoteError } from "../domain/errors.js";
import { normalizeDate } from "./normalize-date.js";
import { NOTHING_STATED, type StatedMetadata } from "./source-metadata.js";

const SIDECAR = ".footnote.json";

const metadataSchema = z.strictObject({
  tags: z.array(z.string()).default([]),
  trust: z.enum(TRUST_TIERS).nullable().default(null),
  publishedAt: z
    .string()
    .refine((date) => normalizeDate(date) !== null, "is not a date such as 2026-05-04")
    .transform((date) => normalizeDate(date))
    .nullable()
    .default(null),
});

const sidecarSchema = metadataSchema.extend({ files: z.record(z.string(), metadataSchema).default({}) });

type Sidecar = z.infer<typeof sidecarSchema>;

/**
 * What `.footnote.json` files state of the files in their folder and below:
 * `{ "tags": ["release"], "trust": "low", "publishedAt": "2026-05-04", "files": { "drafts/": { "trust": "low" } } }`, with
 * patterns as in `.gitignore`. In a sidecar `files` goes before the rest, and in it the later pattern; a nearer sidecar goes
 * before those above it, but never raises the trust they state: a folder from elsewhere may bring its own. Tags add up.
 *
 * @throws FootnoteError (the function made) METADATA_INVALID: nothing is guessed where trust is stated
 */
export function createSidecarReader(): (file: string) => Promise<StatedMetadata> {
  const sidecars = new Map<string, Promise<Sidecar | null>>();

  function sidecarOf(folder: string): Promise<Sidecar | null> {
    let sidecar = sidecars.get(folder);
    if (!sidecar) sidecars.set(folder, (sidecar = readSidecar(join(folder, SIDECAR))));
    return sidecar;
  }

  return async function statedMetadata(file) {
    let stated = NOTHING_STATED;
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const sidecar = await sidecarOf(folder);
      if (sidecar) {
        const name = relative(folder, file).replaceAll(sep, "/");
        const matching = Object.entries(sidecar.files).filter(([pattern]) => ignore().add(pattern).ignores(name));
        let here = NOTHING_STATED;
        for (const [, metadata] of [...matching.reverse(), ["", sidecar] as const]) here = fillIn(here, metadata);
        stated = { ...fillIn(stated, here), trust: lower(stated.trust, here.trust) };
      }
      if (folder === dirname(folder)) return stated;
    }
  };
}

function fillIn(nearer: StatedMetadata, farther: StatedMetadata): StatedMetadata {
  return {
    tags: [...nearer.tags, ...farther.tags],
    trust: nearer.trust ?? farther.trust,
    publishedAt: nearer.publishedAt ?? farther.publishedAt,
  };
}

function lower(a: Trust | null, b: Trust | null): Trust | null {
  if (a === null || b === null) return a ?? b;
  return TRUST_TIERS.indexOf(a) > TRUST_TIERS.indexOf(b) ? a : b;
}

async function readSidecar(path: string): Promise<Sidecar | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code!)) return null;
    throw new FootnoteError("METADATA_INVALID", `${path} cannot be read.`, { cause });
  }
  try {
    return sidecarSchema.parse(JSON.parse(text));
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    const reason = issue ? `${issue.path.join(".") || "it"}: ${issue.message}` : "it is not JSON";
    throw new FootnoteError("METADATA_INVALID", `${path} does not describe files: ${reason}.`, { cause });
  }
}
