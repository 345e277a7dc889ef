/** One change of the code that must not go unnoticed: `find`, which stands in the file once, becomes `replace`. */
export interface Regression {
  name: string;
  file: string;
  find: string;
  replace: string;
}

export const REGRESSIONS: Regression[] = [
  {
    name: "one passage retrieved (k = 1)",
    file: "src/profiles.ts",
    find: "maxCandidates: 80",
    replace: "maxCandidates: 1",
  },
  {
    name: "dense vectors left out (fusion weight 0)",
    file: "src/profiles.ts",
    find: "denseWeight: 0.55",
    replace: "denseWeight: 0",
  },
  { name: "chunks of 20 words", file: "src/ingest/ingest.ts", find: "maxWords: 200", replace: "maxWords: 20" },
  {
    name: "sentences written without sources",
    file: "src/adapters/extractive/extractive-generator.ts",
    find: "addCitationMarks(line.text, [numbers.get(unit.passage.documentId)!])",
    replace: "addCitationMarks(line.text, [])",
  },
  { name: "validator off", file: "src/profiles.ts", find: "dropUnsupported: true", replace: "dropUnsupported: false" },
  {
    name: "abstention threshold 0",
    file: "src/validation/validate.ts",
    find: "if (confidence < threshold)",
    replace: "if (confidence < 0)",
  },
  {
    name: "stale embeddings (those of the passage before)",
    file: "src/ingest/ingest.ts",
    find: "embedding: embeddings[i]!",
    replace: "embedding: embeddings[(i + 1) % embeddings.length]!",
  },
  {
    name: "citations shifted by one",
    file: "src/adapters/extractive/extractive-generator.ts",
    find: "[numbers.get(unit.passage.documentId)!]",
    replace: "[numbers.get(unit.passage.documentId)! + 1]",
  },
  {
    name: "stop words removed from claims",
    file: "src/validation/check-claim.ts",
    find: "const said = readText(claim);",
    replace: "const said = readText(contentWords(claim).join(' '));",
  },
  {
    name: "numbers of claims not checked",
    file: "src/validation/checks/index.ts",
    find: "    checkNumbers,\n",
    replace: "",
  },
  {
    name: "names of claims not checked",
    file: "src/validation/checks/index.ts",
    find: "    checkNames,\n",
    replace: "",
  },
  {
    name: "cross-encoder upside down",
    file: "src/ranking/rank.ts",
    find: "blend * relevances[i]!",
    replace: "blend * (1 - relevances[i]!)",
  },
  {
    name: "one sentence an answer",
    file: "src/profiles.ts",
    find: "maxSentences: 4",
    replace: "maxSentences: 1",
  },
  {
    name: "invalid citations not counted",
    file: "src/validation/release-draft.ts",
    find: "released.invalidCitations += invalid;",
    replace: "",
  },
  {
    name: "threshold of support 0",
    file: "src/validation/support/support-model.v2.json",
    find: '"threshold": 0.33,',
    replace: '"threshold": 0,',
  },
];
