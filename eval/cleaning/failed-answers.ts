import { filterRows, type Step } from "./step.js";

const FAILURES: { reason: string; pattern: RegExp }[] = [
  {
    reason: "error message",
    pattern:
      /^(?:traceback \(most recent call last\)|(?:\w*error|\w*exception)\s*:|(?:http )?(?:error )?(?:4\d\d|5\d\d) (?:bad request|unauthorized|forbidden|not found|too many requests|internal server error|bad gateway|service unavailable|gateway time-?out)|rate limit (?:reached|exceeded)|(?:the )?request (?:timed out|failed)|an (?:unexpected )?error (?:has )?occurred|something went wrong|internal server error|\{\s*"error"\s*:)/i,
  },
  {
    reason: "placeholder",
    pattern: /^(?:null|undefined|nan|none|n\/?a|\[object object\]|todo|tbd|lorem ipsum\b.*|-+|\.+|\?+)\.?$/is,
  },
  {
    reason: "refusal",
    pattern:
      /^(?:(?:i['’]?m|i am|we(?:['’]re| are)) (?:very |really |so )?sorry|sorry|i apologi[sz]e|unfortunately|my apologies)?[\s,.!-]*(?:but )?(?:as an? (?:ai|artificial intelligence|(?:large )?language model)\b|i (?:can(?:['’]t|not| not)|am (?:unable|not able) to|['’]?m (?:unable|not able) to|won['’]t|will not|do(?:n['’]t| not) feel comfortable)\s*(?:be able to )?(?:help|assist|answer|provide|comply|fulfil|fulfill|do that|engage|discuss|create|generate|write|respond|continue|share|offer|support|give|browse|access))/i,
  },
];

/** Flags rows one of whose answers is a refusal, an error message or a placeholder. Whether they belong is a choice. */
export const flagFailedAnswers: Step = (context) =>
  filterRows(context, (row) => {
    const reason = row.answers?.map(answerFailure).find((failure) => failure !== null);
    if (reason) context.findings.flag("failed-answers", row, reason);
    return true;
  });

/** `refusal`, `error message` or `placeholder`; null for an answer. */
export function answerFailure(answer: string): string | null {
  const text = answer.trim().slice(0, 400);
  return FAILURES.find(({ pattern }) => pattern.test(text))?.reason ?? null;
}
