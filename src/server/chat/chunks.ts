import type { Answer, AnswerEvent } from "../../domain/answer.js";
import { FootnoteError, toFootnoteError } from "../../domain/errors.js";
import { toOpenAiError } from "../openai-errors.js";
import {
  annotate,
  type CompletionContext,
  completionId,
  contentOf,
  describeEnd,
  describeSources,
  describeUsage,
  describeVerdicts,
} from "./completion.js";

/**
 * The stream of events as chunks of a chat completion. The first names all sources, before any text; the last with a
 * choice has all that a client could have missed, and the verdicts; with `includeUsage` one without a choice follows.
 */
export async function* toChunks(
  events: AsyncIterable<AnswerEvent>,
  context: CompletionContext,
): AsyncGenerator<object, void> {
  let id = "";
  let sources = {};
  let said = "";
  const chunk = (choices: object[], rest: object = {}): object => {
    const usage = context.includeUsage ? { usage: null } : {};
    const { created, model } = context;
    return {
      id: completionId(id),
      object: "chat.completion.chunk",
      created,
      model: model.id,
      choices,
      ...usage,
      ...rest,
    };
  };
  const choice = (delta: object, finishReason: "stop" | null = null): object[] => [
    { index: 0, delta, logprobs: null, finish_reason: finishReason },
  ];

  for await (const event of events) {
    if (event.type === "query-understood") id = event.id;
    if (event.type === "passages-ranked") {
      sources = describeSources(event.sources, context.urlOf);
      yield chunk(choice({ role: "assistant", content: "", refusal: null }), sources);
    }
    if (event.type === "answer-delta") {
      said += event.text;
      yield chunk(choice({ content: event.text }));
    }
    if (event.type === "answer-validated") {
      const { answer } = event;
      const rest = unsaid(answer, said);
      if (rest) yield chunk(choice({ content: rest }));
      const end = { ...sources, ...describeEnd(answer, context) };
      const usage = { usage: describeUsage(answer) };
      const last = { annotations: annotate(answer, context.urlOf), footnote: describeVerdicts(answer) };
      yield chunk(choice(last, "stop"), context.includeUsage ? end : { ...end, ...usage });
      if (context.includeUsage) yield chunk([], { ...end, ...usage });
    }
    if (event.type === "answer-error") throw FootnoteError.fromBody(event.error);
  }
}

/** The sentence of an abstention. Text without a citation may have gone before it; it is not taken back, but set apart. */
export function unsaid(answer: Answer, said: string): string {
  if (!answer.abstention) return "";
  return (said && "\n\n") + contentOf(answer);
}

/** Chunks as server-sent events; clients of this interface know the end by `[DONE]`, and a failure by its error. */
export async function* formatChunks(chunks: AsyncIterable<object>): AsyncGenerator<string, void> {
  try {
    for await (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\n\n`;
    yield "data: [DONE]\n\n";
  } catch (error) {
    yield `event: error\ndata: ${JSON.stringify(toOpenAiError(toFootnoteError(error)))}\n\n`;
  }
}
