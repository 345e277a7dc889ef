import type { ExtractionSettings } from "./adapters/extractive/extractive-generator.js";
import type { HistorySettings } from "./conversation/summarize-history.js";
import { FootnoteError } from "./domain/errors.js";
import type { SecondRoundSettings } from "./rank-in-rounds.js";
import type { RankingSettings } from "./ranking/rank.js";
import type { RelatedSettings } from "./related/relate.js";
import type { RetrievalSettings } from "./retrieval/retrieve.js";
import type { SpellingSettings } from "./understanding/understand-corrected.js";
import type { ModelUnderstandingSettings } from "./understanding/understand-with-model.js";
import type { ValidationSettings } from "./validation/validate.js";

/** How a language model writes, where there is one. */
export interface GenerationSettings {
  /** A prompt of src/adapters/openai/prompts. */
  promptVersion: string;
  /** Tokens kept free for the answer. */
  answerTokens: number;
  /** Share of the prompt that earlier turns may take. */
  historyShare: number;
  /** Sentences of one answer that may be written anew. */
  maxRewrites: number;
}

/** Every setting of the pipeline. A profile is one value of this; the harness runs any other. */
export interface PipelineSettings {
  history: HistorySettings;
  understanding: ModelUnderstandingSettings & SpellingSettings;
  retrieval: RetrievalSettings;
  ranking: RankingSettings;
  generation: GenerationSettings;
  extraction: ExtractionSettings;
  secondRound: SecondRoundSettings;
  validation: ValidationSettings;
  related: RelatedSettings;
}

const balanced: PipelineSettings = {
  history: { maxTokens: 1_500, wholeTurns: 6 },
  understanding: {
    correctSpelling: true,
    maxSubQueries: 3,
    model: { enabled: true, skipWhenSure: true, timeoutMs: 2_000 },
  },
  retrieval: { hitsPerArm: 200, maxCandidates: 80, fusion: { denseWeight: 0.55, exactDenseWeight: 0.3 } },
  ranking: {
    termMatch: { coverageWeight: 0.1, phraseWeight: 0.2, exactWeight: 0.3 },
    nearDuplicateSimilarity: 0.85,
    maxPassagesPerDocument: 3,
    maxEvidence: 8,
    readPassages: 4,
    crossEncoder: { depth: 10, blend: 0.2, shortBlend: 0.6, timeoutMs: 5_000 },
  },
  secondRound: { maxQueries: 0, maxEvidence: 4 },
  generation: { promptVersion: "answer.v3", answerTokens: 500, historyShare: 0.2, maxRewrites: 2 },
  extraction: {
    ...{ maxSentences: 4, maxWords: 85, minRelativeScore: 0.5, maxRepetition: 0.75 },
    ...{ maxSides: 2, maxSideWords: 35, minSideScore: 0.2, valuelessFactor: 0.3 },
  },
  validation: {
    ...{ strictness: "normal", dropUnsupported: true },
    secondOpinion: { enabled: false, from: 0.25, to: 0.6, timeoutMs: 2_000 },
  },
  related: { maxQuestions: 3, maxChecks: 6, minProbability: 0.8, timeoutMs: 400 },
};

export const PROFILES = {
  /** One search, no cross-encoder. */
  fast: {
    ...balanced,
    understanding: {
      ...balanced.understanding,
      maxSubQueries: 1,
      model: { ...balanced.understanding.model, enabled: false },
    },
    // Looking for them takes longer than the answer.
    related: { ...balanced.related, maxQuestions: 0 },
    ranking: { ...balanced.ranking, readPassages: 2, crossEncoder: { ...balanced.ranking.crossEncoder, depth: 0 } },
  },
  balanced,
  /** More searches, more reading. */
  thorough: {
    ...balanced,
    understanding: { ...balanced.understanding, maxSubQueries: 5 },
    ranking: {
      ...balanced.ranking,
      maxEvidence: 12,
      readPassages: 8,
      crossEncoder: { depth: 20, blend: 0.2, shortBlend: 0.6, timeoutMs: 15_000 },
    },
    related: { ...balanced.related, maxQuestions: 4, maxChecks: 10, timeoutMs: 1_000 },
  },
} satisfies Record<string, PipelineSettings>;

export type ProfileName = keyof typeof PROFILES;

export const DEFAULT_PROFILE: ProfileName = "balanced";

/** @throws FootnoteError SETTING_UNKNOWN */
export function profileSettings(name: string): PipelineSettings {
  if (Object.hasOwn(PROFILES, name)) return PROFILES[name as ProfileName];
  throw new FootnoteError("SETTING_UNKNOWN", `There is no profile "${name}".`, {
    hint: `Profiles: ${Object.keys(PROFILES).join(", ")}.`,
  });
}

/** Those of a search, which may be asked for more passages than an answer is made of. @throws FootnoteError SETTING_UNKNOWN */
export function searchSettings(profile: string, limit = 0): PipelineSettings {
  const settings = profileSettings(profile);
  const maxEvidence = Math.max(limit, settings.ranking.maxEvidence);
  return { ...settings, ranking: { ...settings.ranking, maxEvidence } };
}

/** Settings with one value replaced, as in `retrieval.fusion.denseWeight=0.7`. @throws FootnoteError SETTING_UNKNOWN */
export function withSetting(settings: PipelineSettings, assignment: string): PipelineSettings {
  const [path = "", value = ""] = assignment.split(/=(.*)/s);
  const copy = structuredClone(settings);
  const keys = path.split(".");
  const last = keys.pop()!;
  let group: unknown = copy;
  for (const key of keys) group = isGroup(group) && Object.hasOwn(group, key) ? group[key] : undefined;
  if (!isGroup(group) || !Object.hasOwn(group, last) || isGroup(group[last])) {
    throw new FootnoteError("SETTING_UNKNOWN", `There is no setting "${path}".`, {
      hint: `Settings: ${settingPaths(settings).join(", ")}.`,
    });
  }
  group[last] = parseLike(group[last], value, path);
  return copy;
}

/** Paths of all settings: `retrieval.hitsPerArm`, ... */
export function settingPaths(group: object, prefix = ""): string[] {
  return Object.entries(group).flatMap(([key, value]) =>
    isGroup(value) ? settingPaths(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function parseLike(current: unknown, value: string, path: string): unknown {
  if (typeof current === "number" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value);
  if (typeof current === "boolean" && /^(?:true|false)$/.test(value)) return value === "true";
  if (typeof current === "string" && value) return value;
  throw new FootnoteError("SETTING_UNKNOWN", `"${value}" is not a value for ${path}.`, {
    hint: `It is ${JSON.stringify(current)} by default.`,
  });
}
