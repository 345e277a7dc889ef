import type {
  ArmScale,
  Departure,
  DocumentExplanation,
  FusionExplanation,
  PassageExplanation,
  SearchExplanation,
} from "../domain/explanation.js";
import { termMatchParts } from "../domain/term-match.js";
import { counted } from "./output.js";

/** Passages dropped one by one, and passages of one document, that are printed; `--json` has all. */
const MAX_DROPPED = 10;
const MAX_PASSAGES = 3;

/** How the evidence came to its order, and what was dropped on the way. */
export function formatExplanation(explanation: SearchExplanation, limit: number): string {
  const { passages, fusion, degraded } = explanation;
  const evidence = passages.filter(({ departure }) => departure === null).slice(0, limit);
  const dropped = passages.filter(({ departure }) => departure !== null);
  return [
    ...fusion.map(formatFusion),
    ...(degraded.length > 0 ? [`Left out because they failed: ${degraded.join(", ")}.`] : []),
    ...evidence.map((passage) => formatPassage(passage, explanation)),
    evidence.length === 0 ? "Nothing found." : formatDropped(dropped),
  ].join("\n\n");
}

/** What became of one document, and why. */
export function formatDocument(document: DocumentExplanation, explanation: SearchExplanation): string {
  if ("nearest" in document) {
    const { asked, nearest } = document;
    if (document.status === "ambiguous") return `Several documents end in "${asked}":\n${list(nearest)}`;
    const suggestion = nearest.length > 0 ? ` The nearest ids are:\n${list(nearest)}` : "";
    return `"${asked}" is not in the index.${suggestion}`;
  }
  const { documentId, missingTerms, passages } = document;
  const [best] = passages;
  return [
    best ? `${documentId}: ${formatOutcome(best)}.` : `${documentId}: no passage of it was found.`,
    ...(missingTerms.length > 0 ? [`It lacks these terms of the query: ${missingTerms.join(", ")}.`] : []),
    ...passages.slice(0, MAX_PASSAGES).map((passage) => formatPassage(passage, explanation)),
    ...(passages.length > MAX_PASSAGES ? [`... and ${counted(passages.length - MAX_PASSAGES, "more passage")}.`] : []),
  ].join("\n\n");
}

function formatFusion({ query, method, bm25, dense }: FusionExplanation): string {
  const scale = (name: string, { weight, low, high }: ArmScale): string =>
    low === null || high === null
      ? `  ${name}: no hits`
      : `  ${name}: weight ${weight.toFixed(2)}, scores ${low.toFixed(3)} .. ${high.toFixed(3)}${method === "min-max" ? " become 0 .. 1" : ""}`;
  const how = method === "min-max" ? "min-max" : "reciprocal rank, as an arm has few hits: 61 / (60 + rank)";
  return [`Search "${query}", fused by ${how}`, scale("BM25", bm25), scale("dense", dense)].join("\n");
}

function formatPassage(
  item: PassageExplanation,
  { fusion, termMatchWeights, crossEncoderBlend, plan }: SearchExplanation,
): string {
  const { passage, query, bm25, dense, fused, termMatch, crossEncoder, ranked } = item;
  const lines = [`${passage.id}  ${[passage.title, ...passage.headingPath].join(" > ")}`];
  if (plan.subQueries.length > 1) lines.push(`query  ${query}`);

  const terms = (bm25?.terms ?? []).map(({ term, score }) => `${term} ${score.toFixed(3)}`).join(" + ");
  lines.push(`BM25   ${bm25 ? `#${bm25.rank}, ${bm25.score.toFixed(3)} = ${terms}` : "-"}`);
  lines.push(`dense  ${dense ? `#${dense.rank}, cosine ${dense.score.toFixed(3)}` : "-"}`);

  const scales = fusion.find((one) => one.query === query);
  if (fused && scales) {
    const part = (weight: number, normalised: number | null | undefined): string =>
      `${weight.toFixed(2)} x ${(normalised ?? 0).toFixed(3)}`;
    const sum = `${part(scales.bm25.weight, bm25?.normalised)} + ${part(scales.dense.weight, dense?.normalised)}`;
    lines.push(`fused  #${fused.rank}, ${fused.score.toFixed(3)} = ${sum}`);
    if (termMatch) lines.push(formatTermMatch(termMatch, fused.score, termMatchWeights));
    if (ranked && crossEncoder && termMatch) {
      const { logit, normalised } = crossEncoder;
      lines.push(
        `cross-encoder  #${ranked.rank}, ${ranked.score.toFixed(3)} = ${part(1 - crossEncoderBlend, termMatch.score)} + ${part(crossEncoderBlend, normalised)} (logit ${logit.toFixed(2)})`,
      );
    } else if (ranked) lines.push(`cross-encoder  not read, #${ranked.rank}`);
  }
  lines.push(`=> ${formatOutcome(item)}`);
  return lines.join("\n   ");
}

function formatTermMatch(
  { score, ...match }: NonNullable<PassageExplanation["termMatch"]>,
  fused: number,
  weights: SearchExplanation["termMatchWeights"],
): string {
  const { signals, fusedWeight } = termMatchParts(match, weights);
  const parts = [
    `${fusedWeight.toFixed(2)} x ${fused.toFixed(3)}`,
    ...signals.map(({ name, weight, value }) => `${weight.toFixed(2)} x ${value.toFixed(3)} (${name})`),
  ];
  return `terms  ${score.toFixed(3)} = ${parts.join(" + ")}`;
}

/** What was dropped for a reason of its own, one by one; what only ranked too low, counted with the next in line. */
function formatDropped(dropped: PassageExplanation[]): string {
  if (dropped.length === 0) return "Nothing was dropped.";
  const tooLow = new Map<string, string[]>();
  const own: string[] = [];
  for (const item of dropped) {
    const reason = item.departure!.reason;
    if (reason === "near-duplicate" || reason === "over-document-cap") {
      own.push(`   ${item.passage.id}: ${formatOutcome(item)}`);
    } else {
      const line = formatReason(item.departure!);
      tooLow.set(line, [...(tooLow.get(line) ?? []), item.passage.id]);
    }
  }
  return [
    `Dropped (${dropped.length}; --json has all):`,
    ...own.slice(0, MAX_DROPPED),
    ...(own.length > MAX_DROPPED ? [`   ... and ${own.length - MAX_DROPPED} more as repeats or over the cap`] : []),
    ...Array.from(tooLow, ([reason, ids]) => `   ${counted(ids.length, "passage")} ${reason}; first ${ids[0]!}`),
  ].join("\n");
}

function formatOutcome({ departure, finalRank, ranked, fused }: PassageExplanation): string {
  if (departure === null) return `evidence #${finalRank}`;
  const last = ranked ?? fused;
  return `dropped in ${departure.stage}${last ? `, at #${last.rank}` : ""}: ${formatReason(departure)}`;
}

function formatReason(departure: Departure): string {
  switch (departure.reason) {
    case "outside-filters":
      return "the query's filters leave it out";
    case "below-arm-cut-offs":
      return `not among the first ${departure.hitsPerArm} hits of BM25, nor of dense`;
    case "below-candidates":
      return `below the first ${departure.maxCandidates}, the candidates`;
    case "near-duplicate":
      return `repeats ${departure.of} (similarity ${departure.similarity.toFixed(2)})`;
    case "over-document-cap":
      return `its document already has ${counted(departure.maxPassagesPerDocument, "better passage")}`;
    case "below-evidence":
      return `below the first ${departure.maxEvidence}, the evidence`;
  }
}

function list(ids: string[]): string {
  return ids.map((id) => `   ${id}`).join("\n");
}
