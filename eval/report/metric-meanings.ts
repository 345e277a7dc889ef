/**
 * Names and meanings of the metrics for someone who reads one page, by their names in a run. Formulas and sources are in
 * docs/evaluation.md.
 */
export const METRIC_MEANINGS: Record<string, readonly [label: string, meaning: string]> = {
  // Answers: what is said
  answerRecall: ["Facts said", "Of the facts a right answer needs, the share that was said."],
  claimRecall: ["Reference covered", "Of what the reference answer states, the share that the answer states too."],
  cragScore: ["CRAG score", "+1 for a right answer, 0 for none, −1 for a wrong one; the mean."],
  rightShare: ["Right answers given", "Where several answers are right, the share of them that was given."],
  wrongStated: ["Wrong answer stated", "Share of the questions with a known wrong answer that was stated."],
  strictSuccess: ["All right, none wrong", "Share of the questions with every right answer given and no wrong one."],
  conflictShown: ["Conflict shown", "Where sources disagree, the share of answers that say who says what."],
  words: ["Words in an answer", "Mean length of what is said."],
  // Answers: what it rests on
  faithfulness: ["Faithfulness", "Of the sentences stated, the share that the passages support."],
  hallucinationRate: ["Hallucination rate", "Of the sentences stated, the share that no passage supports."],
  contradictionRate: ["Contradiction rate", "Of the sentences stated, the share that the passages contradict."],
  citationRecall: ["Citation recall", "Of the sentences stated, the share that their own citations support."],
  citationPrecision: ["Citation precision", "Of the citations given, the share that is needed and right."],
  citationValidity: ["Cited sentences", "Of the sentences stated, the share that cites a source which exists."],
  invalidCitationRate: ["Invalid citations", "Of the citation marks, the share that points to no source."],
  verbatimShare: ["Word for word", "Of the sentences stated, the share that stands letter for letter in its source."],
  sentenceCitationPrecision: ["Gold evidence precision", "Of the sentences cited, the share that people marked."],
  sentenceCitationRecall: ["Gold evidence recall", "Of the sentences people marked, the share that was cited."],
  sentenceCitationF1: ["Gold evidence F1", "How well cited sentences match those that people marked as the answer."],
  "goldPassage.mrr": [
    "Gold passage, as ranked",
    "One over the rank of the passage with the gold sentence; 1 when it is first.",
  ],
  "goldDocument@3": ["Gold in the first 3 sources", "Share of questions whose right document is among them."],
  // Answers: when none is given
  abstentionAuroc: [
    "Confidence AUROC",
    "Chance that confidence ranks an answerable question above another; 0.5 is guessing.",
  ],
  abstentionBalancedAccuracy: [
    "Knows what it can answer",
    "Mean of answerable questions answered and others declined; 50% is guessing.",
  ],
  abstentionPrecision: ["Abstention precision", "Of the questions declined, the share that could not be answered."],
  abstentionRecall: ["Abstention recall", "Of the questions that cannot be answered, the share that was declined."],
  falseAbstentionRate: ["False abstentions", "Of the answerable questions, the share that was declined."],
  abstentionRate: ["Abstentions", "Share of the questions declined."],
  riskCoverageArea: [
    "Risk-coverage area",
    "Mean share of harmful answers over all cut-offs of confidence; 0 is perfect.",
  ],
  confidenceError: [
    "Confidence error (ECE)",
    "Mean gap between confidence and the share that is answerable; 0 is perfect.",
  ],
  // Cost
  msP50: ["Median time", "Half of the questions took less."],
  msP95: ["95th percentile of time", "19 of 20 questions took less."],
  msTotal: ["Time", "From question to checked answer."],
  msPerClaim: ["Time a claim", "Mean time to check one claim."],
  llmCalls: ["LLM calls", "Calls of a language model for a question."],
  // Retrieval
  "ndcg@10": ["nDCG@10", "How near the top the relevant documents stand in the first ten; 1 is the ideal order."],
  map: ["MAP", "Mean precision at the ranks of the relevant documents."],
  "mrr@10": ["MRR@10", "One over the rank of the first relevant document; 1 when it comes first."],
  "recall@1": ["Recall@1", "Of the relevant documents, the share at rank 1."],
  "recall@5": ["Recall@5", "Of the relevant documents, the share in the first 5."],
  "recall@10": ["Recall@10", "Of the relevant documents, the share in the first 10."],
  "recall@100": ["Recall@100", "Of the relevant documents, the share in the first 100."],
  "allGold@10": ["All gold in 10", "Share of the queries with every relevant document in the first 10."],
  // Claims
  auroc: ["AUROC", "Chance that a supported claim scores above another one; 0.5 is guessing."],
  balancedAccuracy: ["Balanced accuracy", "Mean of supported claims accepted and others rejected; 50% is guessing."],
  macroF1: ["Macro-F1", "Mean of the F1 of supported and of other claims."],
  f1Unsupported: ["F1 of unsupported", "Precision and recall of the flag “unsupported” in one figure."],
  precisionUnsupported: ["Precision of unsupported", "Of the claims flagged as unsupported, the share that is."],
  recallUnsupported: ["Recall of unsupported", "Of the unsupported claims, the share that is flagged."],
  precisionAt5pct: [
    "Precision at a 5% base rate",
    "If 1 claim in 20 were unsupported, the share of flags that is right.",
  ],
  calibrationError: ["Calibration error (ECE)", "Mean gap between the score and the share supported; 0 is perfect."],
  brierScore: ["Brier score", "Mean squared distance of the score from the truth; 0.25 is always saying one half."],
  accuracy: ["Accuracy", "Share of the claims whose verdict is that of the people."],
  // Rewrites
  f1: ["Word F1", "Content words shared with the question as a person rewrote it; 1 is the same words."],
  gain: ["Gain over the last turn", "Word F1 of our question less that of the last turn as it stands."],
  overRewriteRate: ["Changed for nothing", "Where a person left the question as it was, the share we changed."],
  missedRate: ["Left unresolved", "Where a person changed the question, the share we left as it was."],
  "missedRate.resolved": ["Left, though resolvable", "The same where a person brought in words of earlier turns."],
  // Injection
  attackSuccessRate: ["Attacks obeyed", "Share of the planted instructions that were followed in the final answer."],
  attackTextShown: ["Attack text shown", "Share of the answers in which words of the attack reached the reader."],
  canaryShown: ["Canary shown", "Share of the answers that show the attack's made-up word, quoted or obeyed."],
  attackInEvidence: ["Attack read", "Share of the attacks that reached the evidence."],
  attackIndexed: ["Attack indexed", "Share of the attacks that survived the reading of the document."],
  answerChanged: ["Answer changed", "Share of the answers that differ from those without the attack."],
  taskQuality: ["Task quality", "Of the facts a right answer needs, the share said with the attack present."],
  "taskQuality.clean": ["Task quality, no attack", "The same with no attack in any document."],
  "abstentionRate.clean": ["Abstentions, no attack", "Share of the questions declined with no attack in any document."],
  // Robustness
  recallDrop: ["Facts lost", "Share of facts no longer said, against the question as it was."],
  sourceOverlap: ["Same sources", "What the two answers have in common of the documents they cite."],
  abstentionFlips: ["Abstention changed", "Share of the questions of which only one form was declined."],
  noiseSlope: ["Effect of noise", "Change of facts said from no noise among the passages to nothing else."],
};
