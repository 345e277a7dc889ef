import { FootnoteError } from "../../domain/errors.js";
import type { PassageSource } from "./passage-source.js";

/**
 * Tells passages that the source has lost from those that a writer has removed. An index holds passages as of one version
 * of its source. While the source still is at this version, every one of them must be there: one that is not was lost to
 * damage, and silence would pass for "nothing found". Once the source has gone on, a writer may have removed it, and it
 * is left out as any unknown id is.
 *
 * @param missing ids that the source was asked for and did not have. Its version is read after that: a writer that came
 * in between has raised it.
 * @throws FootnoteError INDEX_CORRUPT
 */
export function assertNoneLost(
  source: PassageSource,
  index: { version: number; has(passageId: string): boolean },
  missing: readonly string[],
): void {
  const lost = missing.find((id) => index.has(id));
  if (lost === undefined || source.version() !== index.version) return;
  throw new FootnoteError("INDEX_CORRUPT", `The index is damaged: passage ${lost} was written, but cannot be found.`);
}
