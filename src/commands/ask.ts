import { readFile } from "node:fs/promises";
import { z } from "zod";
import { EXIT } from "./exit-codes.js";
import { collectAnswer } from "../answer-engine.js";
import { openFootnote, openTraces } from "../compose.js";
import type { Answer, Source } from "../domain/answer.js";
import { FootnoteError } from "../domain/errors.js";
import type { Turn } from "../domain/query.js";
import { formatPages } from "../domain/source.js";
import type { LanguageModelConfig } from "../language-model-config.js";
import { checkQuestion } from "../domain/limits.js";
import { removeControlCharacters } from "../text/control-characters.js";
import { formatTrace } from "../tracing/format-trace.js";
import { openLanguage } from "./open-language.js";
import { withInterrupt } from "./interrupt.js";
import { counted, duration, print, printJson } from "./output.js";

export interface AskCommandOptions {
  index: string;
  profile: string;
  history?: string;
  /** The id of a conversation, or `new`. */
  conversation?: string;
  sources?: boolean;
  trace?: boolean;
  json?: boolean;
  languageModel: LanguageModelConfig | null;
}

export async function askCommand(text: string, options: AskCommandOptions): Promise<number> {
  checkQuestion(text);
  const history = options.history ? await readHistory(options.history) : [];
  const conversation =
    options.conversation === undefined
      ? {}
      : { conversationId: options.conversation === "new" ? null : options.conversation };
  const traces = openTraces(options.index);
  const footnote = await openFootnote(options.index, traces, undefined, await openLanguage(options.languageModel));
  try {
    const answer = await withInterrupt((signal) =>
      collectAnswer(footnote.ask({ text, history }, { profile: options.profile, ...conversation, signal })),
    );
    if (options.json) printJson(answer);
    else print(removeControlCharacters(formatAnswer(answer, options.sources ?? false)));
    if (options.trace) {
      const trace = await traces.get(answer.id);
      if (trace && !options.json) print(`\n${formatTrace(trace)}`);
    }
    return answer.status === "abstained" ? EXIT.abstained : EXIT.done;
  } finally {
    await footnote.close();
    await traces.close();
  }
}

const historySchema = z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() }));

async function readHistory(path: string): Promise<Turn[]> {
  const content = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new FootnoteError("PATH_MISSING", `The history file ${path} cannot be read.`, { cause });
  });
  try {
    return historySchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new FootnoteError("INPUT_INVALID", `${path} is not a list of turns.`, {
      hint: 'It looks like this: [{"role": "user", "content": "What is BM25?"}, ...]',
      cause,
    });
  }
}

function formatAnswer(answer: Answer, withPassages: boolean): string {
  const cited = new Set(answer.claims.flatMap((claim) => claim.citations));
  const shown = answer.abstention
    ? answer.sources.slice(0, 3)
    : answer.sources.filter(({ number }) => cited.has(number));
  const body = answer.abstention?.message ?? answer.text;
  const heading = answer.abstention && shown.length > 0 ? ["Closest in the documents:"] : [];
  const { question, standaloneQuestion } = answer;
  return [
    standaloneQuestion === question ? "" : `Understood as: ${standaloneQuestion}`,
    body,
    formatDisagreement(answer),
    [...heading, ...shown.map((source) => formatSource(source, answer, withPassages))].join("\n"),
    related(answer),
    summary(answer),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function formatSource(
  { number, title, url, documentId, publishedAt, passages }: Source,
  answer: Answer,
  withPassages: boolean,
): string {
  const cited = new Set(answer.claims.flatMap((claim) => claim.evidence.map((span) => span.passageId)));
  const quoted = answer.abstention ? passages : passages.filter((passage) => cited.has(passage.id));
  const place = [title, url ?? documentId, formatPages(quoted)].filter(Boolean).join(", ");
  const line = `[${number}] ${place}${publishedAt ? ` (${publishedAt.slice(0, 10)})` : ""}`;
  if (!withPassages) return line;
  return [line, ...quoted.map(({ headingPath, text }) => indent([...headingPath, ""].join(": ") + text))].join("\n");
}

function related({ relatedQuestions }: Answer): string {
  return relatedQuestions.length === 0 ? "" : ["You may also ask:", ...relatedQuestions.map(indent)].join("\n");
}

function summary(answer: Answer): string {
  const supported = answer.claims.filter((claim) => claim.verdict === "supported").length;
  return [
    ...(answer.claims.length > 0 ? [`${supported} of ${counted(answer.claims.length, "sentence")} supported`] : []),
    `confidence ${answer.confidence.toFixed(2)} (${inWords(answer.confidence)})`,
    duration(answer.timings.total),
    ...(answer.promptVersion ? [`written with ${answer.promptVersion}, ${usageInWords(answer)}`] : []),
    ...(answer.degraded.length > 0 ? [`without ${answer.degraded.join(", ")}`] : []),
    `trace ${answer.id.slice(0, 8)}`,
    ...(answer.conversationId ? [`conversation ${answer.conversationId}`] : []),
  ].join(" · ");
}

function usageInWords({ usage: { promptTokens, completionTokens, costUsd } }: Answer): string {
  const cost = costUsd === undefined ? "" : `, about $${costUsd.toFixed(4)}`;
  return `${promptTokens + completionTokens} tokens${cost}`;
}

function inWords(confidence: number): string {
  return confidence >= 0.8 ? "well supported" : confidence >= 0.6 ? "supported" : "thin evidence";
}

function formatDisagreement({ disagreement }: Answer): string {
  if (!disagreement) return "";
  const sides = disagreement.sides.map(({ source, publishedAt, text }) => {
    return `  [${source}]${publishedAt ? ` (${publishedAt.slice(0, 10)})` : ""} ${text}`;
  });
  return ["The sources do not agree:", ...sides].join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
