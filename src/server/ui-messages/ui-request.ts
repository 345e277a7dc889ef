import { z } from "zod";
import type { Question, Turn } from "../../domain/query.js";
import { MAX_MESSAGES } from "../chat/chat-request.js";
import { readConversation } from "../chat/read-chat-request.js";
import { ParameterError, toParameterError } from "../parameter-error.js";
import { readBody } from "../read-body.js";
import { PROFILE_NAMES } from "../schemas.js";
import { readSearchFilters, SEARCH_FILTERS } from "../search-filters.js";

const UiMessage = z.looseObject({
  role: z.enum(["system", "user", "assistant"]),
  parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
});

/** What `useChat` sends. It may hold anything else besides: the hook's own fields change, and pages add theirs. */
export const UiMessagesRequest = z.looseObject({
  messages: z.array(UiMessage).min(1).max(MAX_MESSAGES).describe("The conversation; the last is the user's."),
  profile: z.enum(PROFILE_NAMES).nullish(),
  ...SEARCH_FILTERS,
});

export interface UiCall {
  question: Question;
  profile: string | undefined;
}

/** The body of `POST /v1/ui-messages`. @throws FootnoteError BODY_MALFORMED, or a ParameterError */
export function readUiRequest(body: unknown): UiCall {
  const { messages, profile, ...request } = readBody(UiMessagesRequest, body, toParameterError);
  const filters = readSearchFilters(request);
  return {
    question: { ...readConversation(messages.flatMap(toTurn)), ...(filters && { filters }) },
    profile: profile ?? undefined,
  };
}

/** The text of a message. Sources and verdicts of earlier answers come back as parts too, and are left out. */
function toTurn({ role, parts }: z.infer<typeof UiMessage>, i: number): Turn[] {
  if (role === "system") return [];
  const file = parts.findIndex(({ type }) => type === "file");
  if (role === "user" && file >= 0)
    throw new ParameterError(`messages[${i}].parts[${file}]`, "is a file; only text is read");
  const text = parts.flatMap((part) => (part.type === "text" ? (part.text ?? "") : [])).join("\n");
  return [{ role, content: text }];
}
