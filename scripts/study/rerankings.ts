import { evenly } from "../../eval/data/evenly.js";
import { logistic } from "../../src/domain/logistic.js";
import { minMax } from "../../src/domain/min-max.js";
import { PROFILES } from "../../src/profiles.js";
import { blendFor } from "../../src/ranking/rank.js";
import { ordered } from "./fusions.js";
import type { Search } from "./searches.js";
import { matchedScores } from "./shipped.js";
import type { StudyParts, Variant } from "./study.js";

/** Queries of each collection that the cross-encoder reads; it takes most of the study's time. */
const QUERIES_EACH = 40;
const DEPTHS = [10, 20];
const BLENDS = [0.1, 0.2, 0.3, 0.5, 0.8];

/** How the cross-encoder's logits become scores: a probability each, or min-max over those it has read. */
const SCALES: Record<string, (logits: number[]) => number[]> = {
  probability: (logits) => logits.map(logistic),
  "min-max": minMax,
};

export function* rerankVariants({ shipped, models }: StudyParts): Generator<Variant> {
  const read = new Set(shipped.flatMap((searches) => evenly(searches, QUERIES_EACH)));
  const logitsOf = async ({ collection, query }: Search, positions: number[]): Promise<number[]> => {
    const texts = positions.map((position) => {
      const { title, text } = collection.documents[position]!;
      return title ? `${title}\n${text}` : text;
    });
    return models.reranker.score(query.text, texts);
  };
  const rerank = async (search: Search, scale: string, depth: number, blend: number): Promise<number[]> => {
    const matched = matchedScores(search);
    const positions = ordered(matched);
    if (!read.has(search)) return positions;
    const head = positions.slice(0, depth);
    const scores = SCALES[scale]!(await logitsOf(search, head));
    const blended = new Map(
      head.map((position, i) => [position, (1 - blend) * matched.get(position)! + blend * scores[i]!]),
    );
    return [...ordered(blended), ...positions.slice(depth)];
  };
  yield { label: "none", rank: (search) => ordered(matchedScores(search)) };
  for (const scale of Object.keys(SCALES)) {
    for (const depth of DEPTHS) {
      for (const blend of BLENDS) {
        const label = `${scale}, depth ${depth}, blend ${blend}`;
        yield { label, rank: (search) => rerank(search, scale, depth, blend) };
      }
    }
  }
  const { depth, blend, shortBlend } = PROFILES.balanced.ranking.crossEncoder;
  yield {
    label: `min-max, depth ${depth}, blend ${blend}, of short questions ${shortBlend}`,
    isShipped: true,
    rank: (search) => rerank(search, "min-max", depth, blendFor(search.query.text, { blend, shortBlend })),
  };
}
