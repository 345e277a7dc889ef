import type { Run } from "../domain/run.js";
import { askModel } from "../ports/ask-model.js";
import type { ClaimJudge, JudgedStatement } from "../ports/claim-judge.js";
import { removeCitationMarks } from "../text/citation-marks.js";
import type { ClaimCheck, ClaimChecker } from "./check-claim.js";
import { REFUTED_SHARE, SUPPORT_THRESHOLD } from "./support/support-score.js";

export interface SecondOpinionSettings {
  /** Whether a language model is asked at all, where there is one. */
  enabled: boolean;
  /** Scores between which the check is unsure. */
  from: number;
  to: number;
  /** After this long the first opinion stands. */
  timeoutMs: number;
}

interface Waiting extends JudgedStatement {
  resolve(verdict: boolean | null): void;
}

/**
 * The check with a language model behind it, asked only about claims whose score lies in a band around the threshold and that no hard
 * check speaks against: a number that differs needs no opinion. Claims that come together are asked about in one call.
 * Where the model is late or says nothing that can be read, the first opinion stands.
 */
export function withSecondOpinion(
  checker: ClaimChecker,
  { chatModel, task }: ClaimJudge,
  { from, to, timeoutMs }: SecondOpinionSettings,
  run: Run,
): ClaimChecker {
  let waiting: Waiting[] = [];

  async function askTogether(): Promise<void> {
    const batch = waiting;
    waiting = [];
    const statements = batch.map(({ statement, passages }) => ({ statement, passages }));
    const verdicts = await askModel(chatModel, task, statements, { timeoutMs, run }).catch(() => null);
    // Verdicts that are not one a statement cannot be told apart.
    const usable = verdicts?.length === batch.length ? verdicts : null;
    batch.forEach(({ resolve }, i) => resolve(usable?.[i] ?? null));
  }

  function judge(statement: string, passages: string[]): Promise<boolean | null> {
    return new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(() => void askTogether());
      waiting.push({ statement, passages, resolve });
    });
  }

  return {
    async check(claim, evidence, signal) {
      const first = await checker.check(claim, evidence, signal);
      if (!isUnsure(first)) return first;
      const passages = evidence.map(({ title, text }) => (title ? `${title}. ${text}` : text));
      const verdict = await judge(removeCitationMarks(claim).trim(), passages);
      return verdict === null ? first : withVerdict(first, verdict);
    },
  };

  function isUnsure({ verdict, score, evidence }: ClaimCheck): boolean {
    const isOpen = verdict === "supported" || (verdict === "unsupported" && evidence !== null);
    return isOpen && score >= from && score <= to;
  }
}

function withVerdict(first: ClaimCheck, isSupported: boolean): ClaimCheck {
  if (isSupported === (first.verdict === "supported")) return first;
  return isSupported
    ? { ...first, verdict: "supported", score: SUPPORT_THRESHOLD, reason: "A language model finds it in the passage." }
    : {
        ...first,
        verdict: "unsupported",
        score: REFUTED_SHARE * SUPPORT_THRESHOLD,
        reason: "A language model does not find it in the passage.",
      };
}
