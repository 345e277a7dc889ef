import type { AnswerEvent, Source } from "../../domain/answer.js";
import { FootnoteError, toFootnoteError } from "../../domain/errors.js";
import { describeVerdicts } from "../chat/completion.js";
import { unsaid } from "../chat/chunks.js";
import { webAddress } from "../source-url.js";

/** By this header the AI SDK knows the protocol. */
export const UI_STREAM_HEADERS = { "x-vercel-ai-ui-message-stream": "v1" };

const TEXT_ID = "answer";

/**
 * The stream of events as chunks of one UI message of the AI SDK: its sources, whose `sourceId` is the number in the marks,
 * then the checked text, then a part `data-footnote` with the verdicts and the related questions.
 */
export async function* toUiChunks(events: AsyncIterable<AnswerEvent>): AsyncGenerator<object, void> {
  let said = "";
  for await (const event of events) {
    if (event.type === "query-understood") yield { type: "start", messageId: event.id };
    if (event.type === "passages-ranked") {
      yield* event.sources.map(toSourcePart);
      yield { type: "text-start", id: TEXT_ID };
    }
    if (event.type === "answer-delta") {
      said += event.text;
      yield { type: "text-delta", id: TEXT_ID, delta: event.text };
    }
    if (event.type === "answer-validated") {
      const { answer } = event;
      const rest = unsaid(answer, said);
      if (rest) yield { type: "text-delta", id: TEXT_ID, delta: rest };
      yield { type: "text-end", id: TEXT_ID };
      const data = { ...describeVerdicts(answer), relatedQuestions: answer.relatedQuestions };
      yield { type: "data-footnote", id: "verdicts", data };
      yield { type: "finish", finishReason: "stop" };
    }
    if (event.type === "answer-error") throw FootnoteError.fromBody(event.error);
  }
}

function toSourcePart({ number, title, url, documentId }: Source): object {
  const sourceId = String(number);
  const address = webAddress(url);
  if (address) return { type: "source-url", sourceId, url: address, title };
  return { type: "source-document", sourceId, mediaType: "text/plain", title, filename: documentId };
}

/** Chunks as server-sent events; a failure is a chunk of its own. */
export async function* formatUiChunks(chunks: AsyncIterable<object>): AsyncGenerator<string, void> {
  try {
    for await (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\n\n`;
  } catch (error) {
    const { message, hint } = toFootnoteError(error);
    yield `data: ${JSON.stringify({ type: "error", errorText: `${message} ${hint}` })}\n\n`;
  }
  yield "data: [DONE]\n\n";
}
