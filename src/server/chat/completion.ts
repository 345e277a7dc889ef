import type { z } from "zod";
import type { Answer, Source } from "../../domain/answer.js";
import { findCitationMarks } from "../../text/citation-marks.js";
import { type SourceUrl, webAddress } from "../source-url.js";
import type { ChatCompletion } from "./completion-schema.js";
import type { ChatCall } from "./read-chat-request.js";

/** What all of a response, or all chunks of a stream, have in common. */
export interface CompletionContext extends Pick<ChatCall, "model" | "relatedQuestions" | "includeUsage"> {
  urlOf: SourceUrl;
  /** Unix time in seconds. */
  created: number;
}

/** The whole answer as a chat completion. */
export function toCompletion(answer: Answer, context: CompletionContext): z.infer<typeof ChatCompletion> {
  const { model, created } = context;
  const footnote = describeVerdicts(answer);
  return {
    id: completionId(answer.id),
    object: "chat.completion" as const,
    created,
    model: model.id,
    ...describeSources(answer.sources, context.urlOf),
    ...describeEnd(answer, context),
    usage: describeUsage(answer),
    choices: [
      {
        index: 0,
        finish_reason: "stop" as const,
        logprobs: null,
        message: {
          role: "assistant" as const,
          content: contentOf(answer),
          refusal: null,
          annotations: annotate(answer, context.urlOf),
          footnote,
        },
      },
    ],
  };
}

export function completionId(answerId: string): string {
  return `chatcmpl-${answerId}`;
}

/** An abstention is said in the assistant's words, as it is what the assistant has to say. */
export function contentOf({ text, abstention }: Answer): string {
  return abstention?.message ?? text;
}

/** `citations[n - 1]` and `search_results[n - 1]` are what the mark `[n]` stands for. */
export function describeSources(sources: readonly Source[], urlOf: SourceUrl) {
  const numbered = [...sources].sort((a, b) => a.number - b.number);
  return {
    citations: numbered.map(urlOf),
    search_results: numbered.map((source) => ({
      title: source.title,
      url: urlOf(source),
      date: source.publishedAt?.slice(0, 10) ?? null,
      last_updated: null,
      snippet: source.passages[0]?.text ?? "",
      source: webAddress(source.url) ? ("web" as const) : ("attachment" as const),
    })),
  };
}

/** One annotation a mark; `content.slice(start_index, end_index)` is the mark, in UTF-16 code units. */
export function annotate({ text, abstention, sources }: Answer, urlOf: SourceUrl) {
  if (abstention) return [];
  return findCitationMarks(text).flatMap(({ number, start, end }) => {
    const source = sources.find((candidate) => candidate.number === number);
    if (!source) return [];
    const citation = { start_index: start, end_index: end, url: urlOf(source), title: source.title };
    return [{ type: "url_citation" as const, url_citation: citation }];
  });
}

/** What the check found, as it goes along with every interface; offsets of claims are those of the content. */
export function describeVerdicts({ id, claims, status, confidence, degraded }: Answer) {
  return { claims, abstained: status === "abstained", confidence, degraded, traceId: id };
}

/** What is known at the end only. It stands beside the message too, as some clients hand on only one of the two. */
export function describeEnd(answer: Answer, { relatedQuestions }: CompletionContext) {
  return {
    ...(relatedQuestions && { related_questions: answer.relatedQuestions }),
    footnote: describeVerdicts(answer),
  };
}

/** Tokens of the language model; zero where none was asked. */
export function describeUsage({ usage: { promptTokens, completionTokens, costUsd } }: Answer) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    ...(costUsd !== undefined && { cost: { total_cost: costUsd } }),
  };
}
