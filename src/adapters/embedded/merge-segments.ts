import { hasBit } from "./bitmap.js";
import { growingUint32 } from "./growing-array.js";
import { mergePostings, NO_ROW } from "./merge-postings.js";
import { comesBefore, livingCount, type Part } from "./parts.js";
import { FACTS, openSegment, type Segment } from "./segment.js";
import { createInterner, createStringTableBuilder, type StringTable } from "./string-table.js";
import type { Turns } from "./turns.js";
import { copyVector, createVectorBlock } from "./vector-block.js";

/** The living rows of both as one segment, by document id if both are. A document must not live in both. */
export async function mergeSegments(a: Part, b: Part, turns: Turns): Promise<Segment> {
  const parts = [a, b] as const;
  const vectors = createVectorBlock(livingCount(a) + livingCount(b), a.segment.vectors.dimension);
  const passageIds = createStringTableBuilder();
  const documentOf = new Uint32Array(vectors.count);
  const lengths = new Float32Array(vectors.count);
  const newRows = parts.map(({ segment }) => new Uint32Array(segment.size).fill(NO_ROW)) as [Uint32Array, Uint32Array];
  const documents = createDocumentCollector();
  const numbers = parts.map(({ segment }) => new Uint32Array(segment.documentIds.size).fill(NO_ROW));

  const next = parts.map((part) => nextLiving(part, 0));
  for (let row = 0; row < vectors.count; row++) {
    if (turns.isOver()) await turns.next();
    const from =
      next[1]! >= b.segment.size || (next[0]! < a.segment.size && comesBefore(a, next[0]!, b, next[1]!)) ? 0 : 1;
    const { segment } = parts[from];
    const old = next[from]!;
    const document = segment.documentOf[old]!;
    if (numbers[from]![document] === NO_ROW) numbers[from]![document] = documents.copy(segment, document);
    documentOf[row] = numbers[from]![document]!;
    lengths[row] = segment.postings.lengths[old]!;
    passageIds.copy(segment.passageIds, old);
    copyVector(segment.vectors, old, vectors, row);
    newRows[from][old] = row;
    next[from] = nextLiving(parts[from], old + 1);
  }
  const lists = await mergePostings([a.segment.postings, b.segment.postings], newRows, turns);
  await turns.next();
  const ids = passageIds.finish();
  await turns.next();
  const words = await mergeWords([a.segment.words, b.segment.words], turns);
  return openSegment({
    ...{ postings: { ...lists, lengths }, vectors, passageIds: ids, documentOf, words },
    ...documents.finish(),
  });
}

async function mergeWords([a, b]: readonly [StringTable, StringTable], turns: Turns): Promise<StringTable> {
  const merged = createStringTableBuilder();
  for (let i = 0; i < a.size; i++) {
    if (turns.isOver()) await turns.next();
    merged.copy(a, i);
  }
  for (let i = 0; i < b.size; i++) {
    if (turns.isOver()) await turns.next();
    if (a.find(b.get(i)) < 0) merged.copy(b, i);
  }
  await turns.next();
  return merged.finish();
}

function nextLiving({ segment, live }: Part, row: number): number {
  while (live && row < segment.size && !hasBit(live, row)) row++;
  return row;
}

function createDocumentCollector() {
  const ids = createStringTableBuilder();
  const values = createInterner();
  const columns = growingUint32();
  return {
    /** @returns the document's new number */
    copy({ documentIds, facts }: Segment, document: number): number {
      for (const fact of facts.columns.subarray(FACTS * document, FACTS * (document + 1))) {
        columns.push(fact === 0 ? 0 : 1 + values.add(facts.values.get(fact - 1)));
      }
      return ids.copy(documentIds, document);
    },
    finish: () => ({ documentIds: ids.finish(), facts: { values: values.finish(), columns: columns.finish() } }),
  };
}
