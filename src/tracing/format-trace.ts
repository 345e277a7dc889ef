import type { Claim, Stage, PromptUse } from "../domain/answer.js";
import type { ArmScore, Candidate, Evidence } from "../domain/candidate.js";
import type { SearchPlan } from "../domain/query.js";
import { removeControlCharacters } from "../text/control-characters.js";
import type { Trace, TracedEvent } from "./trace.js";

const WIDTH = 100;
const SHOWN = 10;
const STAGES: Stage[] = ["understanding", "retrieval", "ranking", "generation", "validation"];

/** A trace as readable terminal text, stage by stage: plan, candidates, evidence, claims, timings. */
export function formatTrace(trace: Trace): string {
  const sections = [formatHead(trace), ...trace.events.map(formatEvent), formatOutcome(trace), formatTimings(trace)];
  // Questions and documents are foreign text: nothing of them may reach the terminal as a control sequence.
  return removeControlCharacters(sections.filter(Boolean).join("\n\n")) + "\n";
}

function formatHead({ id, question, profile, startedAt }: Trace): string {
  return [`Trace ${id}`, field("question", question), field("profile", profile), field("started", startedAt)].join(
    "\n",
  );
}

function formatEvent({ atMs, event }: TracedEvent, index: number, events: TracedEvent[]): string {
  switch (event.type) {
    case "query-understood":
      return section("Understanding", atMs, formatPlan(event.plan));
    case "passages-retrieved":
      return section(`Retrieval: ${count(event.candidates, "candidate")}`, atMs, formatCandidates(event.candidates));
    case "passages-ranked":
      return [
        section(`Ranking: ${count(event.evidence, "passage")} of evidence`, atMs, formatEvidence(event.evidence)),
        ...(event.prompt ? [section("Prompt", atMs, formatPrompt(event.prompt))] : []),
      ].join("\n\n");
    case "claim-checked": {
      const first = events.findIndex((other) => other.event.type === "claim-checked") === index;
      const lines = formatClaim(event.claim, event.kept);
      return first ? section("Validation", atMs, lines) : lines.join("\n");
    }
    default:
      return "";
  }
}

function formatPlan({
  standaloneQuestion,
  corrections,
  intent,
  answerType,
  subQueries,
  filters,
  needsRecent,
}: SearchPlan): string[] {
  const limits = Object.entries(filters).map(([name, value]) => `${name}=${value}`);
  return [
    field("stand-alone", standaloneQuestion),
    ...(corrections ? [field("spelling", corrections.map(({ from, to }) => `${from} -> ${to}`).join(", "))] : []),
    field("intent", `${intent}, answer type ${answerType}`),
    ...subQueries.map((query, index) => field(index === 0 ? "sub-queries" : "", query)),
    ...(limits.length > 0 ? [field("filters", limits.join(", "))] : []),
    ...(needsRecent ? [field("recency", "asked for: of about equal passages the newer go first")] : []),
  ];
}

function formatCandidates(candidates: Candidate[]): string[] {
  if (candidates.length === 0) return [];
  const rows = candidates
    .slice(0, SHOWN)
    .map(({ passage, score, bm25, dense }, index) =>
      row(index + 1, score.toFixed(3), formatArm(bm25, 2), formatArm(dense, 3), passage.id),
    );
  return [row("#", "fused", "BM25", "dense", "passage"), ...rows, ...formatRest(candidates.length)];
}

function formatEvidence(evidence: Evidence[]): string[] {
  return evidence.slice(0, SHOWN).flatMap(({ passage, score, relevance, sentences }, index) => {
    const best = sentences.reduce((top, next) => (next.score > top.score ? next : top), { text: "", score: -1 });
    const logit = relevance === null ? "-" : relevance.toFixed(2);
    return [
      `  ${String(index + 1).padStart(2)}  score ${score.toFixed(3)}  cross-encoder ${logit}  ${passage.id}`,
      ...(best.text ? [`      best sentence (${best.score.toFixed(2)}): ${shorten(best.text)}`] : []),
    ];
  });
}

function formatPrompt({ version, hash, model, tokens, leftOut }: PromptUse): string[] {
  return [
    field("prompt", `${version} (${hash}) to ${model}`),
    field("sources", `about ${tokens} tokens`),
    ...leftOut.map(({ passageId, why }, i) => field(i === 0 ? "left out" : "", `${passageId}: ${why}`)),
  ];
}

function formatClaim({ text, verdict, score, reason, evidence }: Claim, kept: boolean): string[] {
  return [
    `  ${kept ? "kept   " : "dropped"}  ${verdict} (${score.toFixed(2)})  ${shorten(text)}`,
    `           ${shorten(reason)}`,
    ...evidence.map((span) => `           [${span.source}] ${span.passageId}: "${shorten(span.quote)}"`),
  ];
}

function formatOutcome({ answer, error }: Trace): string {
  if (error) return `Failed: ${error.code}: ${error.message}\n  ${error.hint}`;
  if (!answer) return "";
  const degraded = answer.degraded.length > 0 ? `, without ${answer.degraded.join(", ")}` : "";
  const head = `${answer.abstention ? "Abstained" : "Answered"} (confidence ${answer.confidence.toFixed(2)}${degraded})`;
  const text = answer.abstention ? `${answer.abstention.reason}: ${answer.abstention.message}` : answer.text;
  return `${head}\n${text.replace(/^/gm, "  ")}`;
}

function formatTimings({ answer }: Trace): string {
  if (!answer) return "";
  const { timings } = answer;
  const lines = [...STAGES, "total" as const].map((name) => {
    const bar = name === "total" ? "" : "#".repeat(Math.round((40 * timings[name]) / Math.max(timings.total, 1)));
    return `  ${name.padEnd(13)} ${timings[name].toFixed(1).padStart(9)} ms  ${bar}`.trimEnd();
  });
  return ["Timings", ...lines].join("\n");
}

function section(title: string, atMs: number, lines: string[]): string {
  return [`${title}  (at ${atMs.toFixed(0)} ms)`, ...lines].join("\n");
}

function field(name: string, value: string): string {
  return `  ${name.padEnd(12)} ${shorten(value)}`;
}

function row(rank: number | string, ...cells: [score: string, bm25: string, dense: string, passage: string]): string {
  const [score, bm25, dense, passage] = cells;
  return `  ${String(rank).padStart(3)}  ${score.padEnd(6)}  ${bm25.padEnd(12)}  ${dense.padEnd(12)}  ${passage}`;
}

/** `#3 (11.20)`: rank, then the arm's own score. */
function formatArm(arm: ArmScore | null, digits: number): string {
  return arm ? `#${arm.rank} (${arm.score.toFixed(digits)})` : "-";
}

function formatRest(total: number): string[] {
  return total > SHOWN ? [`       and ${total - SHOWN} more`] : [];
}

function count(items: unknown[], noun: string): string {
  return `${items.length} ${noun}${items.length === 1 ? "" : "s"}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 3)}...` : line;
}
