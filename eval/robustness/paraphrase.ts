/**
 * Openings that mean the same. A rule is here only if it holds for every question it matches: "when" is a point in time
 * before "did" and "was", but a condition before "should".
 */
const RULES: readonly [RegExp, string][] = [
  [/^why (?=(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|must|might)\b)/i, "for what reason "],
  [/^how (?:do|can) (?:i|you|we|one|people) /i, "what is a way to "],
  [/^how many (?=\w)/i, "what number of "],
  [/^how often (?=\w)/i, "with what frequency "],
  [/^how old (?=(?:is|was|are|were)\b)/i, "of what age "],
  [/^when (?=(?:did|was|were)\b)/i, "at what time "],
  [/^where (?=(?:is|are|was|were)\b(?!.*\b(?:from|to|at)\b))/i, "in what place "],
  [/^who (?=(?!(?:is|are|was|were|am)\b)\w+)/i, "which person or group "],
  [/^(?:what|which) (?:kind|sort) of (?=\w)/i, "what type of "],
  [/^(?:what|which) type of (?=\w)/i, "what kind of "],
  [/^what is the difference between (\S+(?: \S+)?) and (\S+(?: \S+)?)\?$/i, "how do $1 and $2 differ?"],
  [/^what does (.+) stand for\?$/i, "what is $1 short for?"],
  [/^which (?!of\b)(?=\w)/i, "what "],
  [/^what (is|are|was|were) (?=\w)/i, "what exactly $1 "],
];

/** The question in other words, by the first rule that fits; null when none does. */
export function paraphrase(question: string): string | null {
  for (const [pattern, replacement] of RULES) {
    if (!pattern.test(question)) continue;
    const reworded = question.replace(pattern, replacement);
    return /^\p{Lu}/u.test(question) ? reworded[0]!.toUpperCase() + reworded.slice(1) : reworded;
  }
  return null;
}
