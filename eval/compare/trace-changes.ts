import type { AnswerTrace } from "../runs/answer-trace.js";

/** What changed in one stage between two ways through the pipeline; no lines when nothing did. */
export interface StageChange {
  stage: "understanding" | "retrieval" | "ranking" | "answer" | "claims";
  lines: string[];
}

const MAX_LISTED = 10;

/** Two traces of one question, stage by stage, in the order of the pipeline: the first change is where to look. */
export function traceChanges(before: AnswerTrace, after: AnswerTrace): StageChange[] {
  return [
    { stage: "understanding", lines: planChanges(before, after) },
    { stage: "retrieval", lines: orderChanges(before.retrieved, after.retrieved) },
    { stage: "ranking", lines: orderChanges(before.ranked, after.ranked) },
    { stage: "answer", lines: answerChanges(before, after) },
    { stage: "claims", lines: claimChanges(before, after) },
  ];
}

function planChanges({ plan: before }: AnswerTrace, { plan: after }: AnswerTrace): string[] {
  const fields = ["standaloneQuestion", "intent", "answerType", "subQueries", "filters"] as const;
  return fields.flatMap((field) => changed(field, before?.[field], after?.[field]));
}

interface RankedItem {
  passageId: string;
  title: string;
  score: number;
}

function orderChanges(before: readonly RankedItem[], after: readonly RankedItem[]): string[] {
  const rankIn = (list: readonly RankedItem[]) => new Map(list.map(({ passageId }, i) => [passageId, i + 1]));
  const [ranksBefore, ranksAfter] = [rankIn(before), rankIn(after)];
  const ids = [...new Set([...after, ...before].map(({ passageId }) => passageId))];
  const moved = ids.flatMap((id) => {
    const [from, to] = [ranksBefore.get(id), ranksAfter.get(id)];
    return from === to ? [] : [{ id, from, to }];
  });
  const lines = moved
    .sort((a, b) => Math.min(a.from ?? Infinity, a.to ?? Infinity) - Math.min(b.from ?? Infinity, b.to ?? Infinity))
    .map(({ id, from, to }) => `${from ?? "-"} -> ${to ?? "gone"}  ${id}`);
  const rest = lines.length - MAX_LISTED;
  return rest > 0 ? [...lines.slice(0, MAX_LISTED), `and ${rest} more`] : lines;
}

function answerChanges({ answer: before }: AnswerTrace, { answer: after }: AnswerTrace): string[] {
  return [
    ...changed("status", before?.status, after?.status),
    ...changed("abstention", before?.abstention?.reason, after?.abstention?.reason),
    ...changed("confidence", rounded(before?.confidence), rounded(after?.confidence)),
    ...changed("text", before?.text, after?.text),
    ...changed("degraded", before?.degraded, after?.degraded),
  ];
}

function claimChanges({ answer: before }: AnswerTrace, { answer: after }: AnswerTrace): string[] {
  const verdictsBefore = new Map(before?.claims.map(({ text, verdict }) => [text, verdict]));
  const verdictsAfter = new Map(after?.claims.map(({ text, verdict }) => [text, verdict]));
  return [...new Set([...verdictsBefore.keys(), ...verdictsAfter.keys()])].flatMap((text) => {
    const [from, to] = [verdictsBefore.get(text) ?? "-", verdictsAfter.get(text) ?? "gone"];
    return from === to ? [] : [`${from} -> ${to}  ${text}`];
  });
}

function changed(name: string, before: unknown, after: unknown): string[] {
  const [from, to] = [JSON.stringify(before ?? null), JSON.stringify(after ?? null)];
  return from === to ? [] : [`${name}: ${from} -> ${to}`];
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1e3) / 1e3;
}
