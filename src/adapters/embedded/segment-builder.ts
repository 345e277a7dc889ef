import { passageFields } from "./analysis.js";
import { filterFields } from "./filters.js";
import { createGrowingArray, growingFloat32, growingUint32 } from "./growing-array.js";
import type { IndexedPassage } from "./passage-source.js";
import { createPostingsBuilder, type FieldWeights } from "./postings.js";
import { quantizeInto } from "./quantize.js";
import { factsOf, openSegment, type Segment } from "./segment.js";
import { spelledWords } from "./spellings.js";
import { createInterner, createStringTableBuilder } from "./string-table.js";
import type { Turns } from "./turns.js";
import { createVectorBlock } from "./vector-block.js";

/** A segment of the passages, in their order. Gives way to other work as `turns` say. */
export async function buildSegment(
  passages: Iterable<IndexedPassage>,
  dimension: number,
  fieldWeights: FieldWeights,
  turns: Turns,
): Promise<Segment> {
  const postings = createPostingsBuilder(fieldWeights);
  const vectors = createVectorCollector(dimension);
  const passageIds = createStringTableBuilder();
  const documentIds = createInterner();
  const documentOf = growingUint32();
  const values = createInterner();
  const columns = growingUint32();
  const words = createInterner();
  let documentCount = 0;

  for (const passage of passages) {
    if (turns.isOver()) await turns.next();
    postings.add(passageFields(passage));
    vectors.add(passage.embedding);
    for (const word of spelledWords(passage)) words.add(word);
    passageIds.add(passage.id);
    const document = documentIds.add(passage.documentId);
    documentOf.push(document);
    if (document < documentCount) continue;
    documentCount++;
    for (const fact of factsOf(filterFields(passage))) columns.push(fact === null ? 0 : 1 + values.add(fact));
  }
  // Each copies what may be tens of megabytes.
  const finish = async <T>(table: { finish(): T }): Promise<T> => {
    await turns.next();
    return table.finish();
  };
  return openSegment({
    postings: await postings.finish(turns),
    vectors: await vectors.finish(turns),
    passageIds: await finish(passageIds),
    documentIds: await finish(documentIds),
    documentOf: await finish(documentOf),
    facts: { values: await finish(values), columns: await finish(columns) },
    words: await finish(words),
  });
}

const COPIED_AT_ONCE = 1 << 20;

/** Quantises vectors while their number is not known yet. */
function createVectorCollector(dimension: number) {
  const { stride } = createVectorBlock(0, dimension);
  const high = createGrowingArray((size) => new Int8Array(size));
  const low = createGrowingArray((size) => new Int8Array(size));
  const scales = growingFloat32();
  return {
    add(vector: Float32Array): void {
      const row = { high: new Int8Array(stride), low: new Int8Array(stride) };
      scales.push(quantizeInto(vector, row.high, row.low, 0));
      high.append(row.high);
      low.append(row.low);
    },
    async finish(turns: Turns) {
      const block = createVectorBlock(scales.length, dimension);
      block.scales.set(scales.view());
      for (const [from, to] of [
        [high.view(), block.high],
        [low.view(), block.low],
      ] as const) {
        for (let at = 0; at < from.length; at += COPIED_AT_ONCE) {
          if (turns.isOver()) await turns.next();
          to.set(from.subarray(at, at + COPIED_AT_ONCE), at);
        }
      }
      return block;
    },
  };
}
