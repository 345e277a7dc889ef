import { detectLanguage } from "./detect-language.js";
import { rowTexts } from "./row.js";
import { filterRows, type Step } from "./step.js";

/** Rows whose language is known that a file must have before one of them can be called an outlier. */
const MIN_ROWS = 20;
/** Share of them the main language must have: a mixed file has no outliers. */
const MIN_SHARE = 0.6;

/** Flags, or removes, rows in another language than most of their file. */
export const findLanguageOutliers: Step = async (context) => {
  const { findings, settings } = context;
  for (const split of context.splits) {
    const languages = split.rows.map((row) => detectLanguage(rowTexts(row).join("\n")));
    const main = mainLanguage(languages);
    if (main === null) continue;
    let at = 0;
    await filterRows({ ...context, splits: [split] }, (row) => {
      const language = languages[at++]!;
      if (language === null || language === main) return true;
      const record = settings.removeOutliers ? findings.remove : findings.flag;
      record("language", row, "other language", { detail: `${language}; the file is ${main}` });
      return !settings.removeOutliers;
    });
  }
};

/** The language of most rows; null when there are too few or none prevails. Nulls are rows whose language is unknown. */
export function mainLanguage(languages: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  let known = 0;
  for (const language of languages) {
    if (language === null) continue;
    known++;
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  if (known < MIN_ROWS) return null;
  const [[language, count]] = [...counts].sort((a, b) => b[1] - a[1]) as [[string, number]];
  return count / known >= MIN_SHARE ? language : null;
}
