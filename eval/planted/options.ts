import { type Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../commands/options.js";
import type { SuiteOptions } from "../suites/suite.js";
import { plant, type PlantedRow, type Split } from "./plant.js";
import { readGoldPassages, readGuidePassages } from "./read-passages.js";

interface PlantedFlags {
  guide?: string;
  split?: Split;
  sentences?: number;
}

const SENTENCES = 600;

/** What both suites of planted errors are told on the command line. */
export function addPlantedOptions(command: Command): Command {
  return command
    .option("--guide <folder>", "documents to take sentences from beside the gold passages", "data/corpus")
    .option("--split <half>", "tune, test or all: which half of the documents", readSplit, "tune")
    .option("--sentences <n>", "true sentences to take", wholeNumber, SENTENCES);
}

/** True sentences and their corruptions, as the options say. */
export async function readPlanted({
  data,
  rows,
  flags,
  seed,
}: Pick<SuiteOptions, "data" | "rows" | "flags" | "seed">): Promise<PlantedRow[]> {
  const { guide, split = "tune", sentences = SENTENCES } = flags as PlantedFlags;
  const passages = [...(await readGoldPassages(data, rows)), ...(guide ? await readGuidePassages(guide) : [])];
  return plant(passages, { split, sentences, seed });
}

function readSplit(value: string): Split {
  if (value === "tune" || value === "test" || value === "all") return value;
  throw new InvalidArgumentError("tune, test or all is wanted.");
}
