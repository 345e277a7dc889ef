import { z } from "zod";
import type { ChatModel } from "../../src/ports/chat-model.js";
import { askModel } from "./ask-model.js";
import { fence } from "./fence.js";
import { readPrompt } from "./prompt.js";

export const CRITERIA = ["correctness", "completeness", "overall"] as const;
export type Criterion = (typeof CRITERIA)[number];

/** -1 the first answer, 1 the second, 0 neither. */
export type Preference = -1 | 0 | 1;

export interface AnswerPair {
  question: string;
  reference: string;
  answers: readonly [first: string, second: string];
}

export interface PairJudgement {
  /** 0 where the two orders disagree; null where either order was not answered in the form asked for. */
  preference: Preference | null;
  /**
   * How the two orders agree: the same answer both times; whichever stood in the same place (position bias); or a
   * preference in one order and a tie in the other. Null as the preference.
   */
  orders: "consistent" | "firstPlace" | "secondPlace" | "wavering" | null;
}

export interface PairwiseJudge {
  readonly id: string;
  /** Two calls: as given, and with the answers' places swapped. @throws as SupportJudge */
  compare(pair: AnswerPair, signal?: AbortSignal): Promise<PairComparison>;
}

export interface PairComparison {
  criteria: Record<Criterion, PairJudgement>;
  /** Of the two calls. */
  unparseable: number;
  unanswered: number;
}

const choice = z.enum(["A", "B", "tie"]);
const answerSchema = z.strictObject({ reason: z.string(), correctness: choice, completeness: choice, overall: choice });

/** -1 the answer in the first place. */
const PLACE = { A: -1, B: 1, tie: 0 } as const;

/**
 * A language model asked which of two answers is better, in both orders: models favour a place (Zheng et al., 2023,
 * "Judging LLM-as-a-Judge"), and a preference that turns with the places is none.
 */
export function createPairwiseJudge(
  model: ChatModel,
  { constrained = false }: { constrained?: boolean } = {},
): PairwiseJudge {
  const prompt = readPrompt("pairwise.v1");
  return {
    id: `llm:${model.modelId}:${prompt.version}:${prompt.hash}${constrained ? ":constrained" : ""}`,
    async compare({ question, reference, answers: [first, second] }, signal) {
      const ask = (a: string, b: string) => {
        const messages = prompt.render({
          question: fence("question", question),
          reference: fence("reference answer", reference),
          a: fence("answer A", a),
          b: fence("answer B", b),
        });
        return askModel(model, messages, answerSchema, { constrained, signal });
      };
      const calls = [await ask(first, second), await ask(second, first)];
      const [given, swapped] = calls.map(({ answer }) => answer);
      const judge = (criterion: Criterion): PairJudgement =>
        given && swapped
          ? combineOrders(PLACE[given[criterion]], PLACE[swapped[criterion]])
          : { preference: null, orders: null };
      return {
        criteria: {
          correctness: judge("correctness"),
          completeness: judge("completeness"),
          overall: judge("overall"),
        },
        unparseable: calls.filter(({ missing }) => missing === "unparseable").length,
        unanswered: calls.filter(({ missing }) => missing === "unanswered").length,
      };
    },
  };
}

/** @param given @param swapped the place preferred in each order: -1 the first, 1 the second, 0 a tie */
export function combineOrders(given: Preference, swapped: Preference): PairJudgement {
  if (given + swapped === 0) return { preference: given, orders: "consistent" };
  if (given !== swapped) return { preference: 0, orders: "wavering" };
  return { preference: 0, orders: given === -1 ? "firstPlace" : "secondPlace" };
}
