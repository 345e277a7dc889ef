/** The steps in the order they run. Reading itself drops lines that are no JSON object and cannot be skipped. */
export const CLEANING_STEPS = [
  "normalise",
  "incomplete",
  "pii",
  "truncated",
  "failed-answers",
  "exact-duplicates",
  "near-duplicates",
  "conflicts",
  "leakage",
  "language",
  "length",
] as const;

export type CleaningStep = (typeof CLEANING_STEPS)[number];

export interface CleaningSettings {
  /** Names of the question field, the first present one is read. */
  questionFields: readonly string[];
  /** The same for the answer; null: the rows have no answer. */
  answerFields: readonly string[] | null;
  /** Whether the fields were named by the user: then every row must have them. */
  fieldsNamed: boolean;
  /** Rows that differ in one of these are different rows, however alike their questions and answers. */
  contextFields: readonly string[];
  skip: readonly CleaningStep[];
  /** The first file given is protected first; otherwise test, then development splits, then the rest. */
  splitsInOrder: boolean;
  /** Remove rows of another language or length instead of flagging them. */
  removeOutliers: boolean;
  /** Characters in a shingle. */
  shingle: number;
  /** MinHash functions; a multiple of `bands`. */
  permutations: number;
  /** Bands of the signature: rows that agree on one whole band are compared. */
  bands: number;
  /** Jaccard similarity of shingles, 0..1, from which two texts may be near duplicates. */
  threshold: number;
  /** Robust standard deviations of log length from which a text is an outlier ... */
  lengthDeviations: number;
  /** ... if it is this many times longer or shorter than the median, too: some files are of nearly one length. */
  lengthFactor: number;
  maxLineBytes: number;
  maxFileBytes: number;
  /** Over all files together. */
  maxRows: number;
}

const MEGABYTE = 2 ** 20;

export const DEFAULT_CLEANING: CleaningSettings = {
  questionFields: ["question", "query", "prompt"],
  answerFields: ["response", "answer", "answers", "text"],
  fieldsNamed: false,
  contextFields: ["context", "passage", "passages", "document", "evidence", "history"],
  skip: [],
  splitsInOrder: false,
  removeOutliers: false,
  shingle: 5,
  permutations: 160,
  bands: 32,
  threshold: 0.7,
  lengthDeviations: 3.5,
  lengthFactor: 3,
  maxLineBytes: 8 * MEGABYTE,
  maxFileBytes: 1_024 * MEGABYTE,
  maxRows: 1_000_000,
};
