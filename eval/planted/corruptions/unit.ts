import { type Substitution, substituting } from "./substitution.js";

const UNITS: Record<string, string[]> = {
  ...{
    milliseconds: ["seconds"],
    ms: ["seconds"],
    seconds: ["minutes", "milliseconds"],
    minutes: ["hours", "seconds"],
  },
  ...{ hours: ["days", "minutes"], days: ["weeks", "hours"], weeks: ["months", "days"], months: ["years", "weeks"] },
  ...{ years: ["months", "decades"], year: ["month"], month: ["year"], week: ["month"], day: ["week"], hour: ["day"] },
  ...{ second: ["minute"], minute: ["hour"] },
  ...{
    km: ["miles"],
    kilometres: ["miles"],
    kilometers: ["miles"],
    miles: ["kilometres"],
    mi: ["km"],
    mile: ["kilometre"],
  },
  ...{ metres: ["feet"], meters: ["feet"], feet: ["metres"], ft: ["m"], inches: ["centimetres"], acres: ["hectares"] },
  ...{
    million: ["billion", "thousand"],
    billion: ["million", "trillion"],
    trillion: ["billion"],
    thousand: ["million"],
  },
  ...{ percent: ["points"], kg: ["pounds"], pounds: ["kilograms"], tons: ["kilograms"], tonnes: ["kilograms"] },
  ...{ tokens: ["characters"], words: ["sentences", "characters"], characters: ["words"], sentences: ["paragraphs"] },
  ...{ megabytes: ["gigabytes"], gigabytes: ["megabytes"], MB: ["GB"], GB: ["MB"], bits: ["bytes"], bytes: ["bits"] },
  ...{ episodes: ["seasons"], seasons: ["episodes"], games: ["seasons"], degrees: ["radians"], cents: ["dollars"] },
  ...{ dimensions: ["bytes"], passages: ["documents"], documents: ["passages"], questions: ["users"] },
};
const COUNT =
  "(?:\\d[\\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|a hundred|a|an|per|hundred|million|thousand)";

/** The figure kept, its unit another one: ms and seconds, km and miles, million and billion, % and points. */
export const unit = substituting([
  ...Object.entries(UNITS).map(([one, others]): Substitution => [
    new RegExp(`\\b(${COUNT}[ -])${one}\\b`),
    ...others.map((other) => `$1${other}`),
  ]),
  [/(\d) ?%/, "$1 points", "$1‰"],
  [/\$ ?(\d)/, "€$1", "£$1"],
  [/£ ?(\d)/, "$$$1"],
]);
