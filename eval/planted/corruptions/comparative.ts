import { type Substitution, substituting } from "./substitution.js";

const PAIRS = [
  ...[
    "more:less",
    "higher:lower",
    "larger:smaller",
    "greater:smaller",
    "better:worse",
    "longer:shorter",
    "older:younger",
  ],
  ...["earlier:later", "before:after", "first:last", "largest:smallest", "highest:lowest", "longest:shortest"],
  ...["best:worst", "oldest:youngest", "increases:decreases", "increased:decreased", "increase:decrease"],
  ...["faster:slower", "cheaper:dearer", "stronger:weaker", "above:below", "rises:falls", "rose:fell", "raises:lowers"],
  ...[
    "northern:southern",
    "eastern:western",
    "north:south",
    "east:west",
    "upper:lower",
    "maximum:minimum",
    "gains:loses",
  ],
  ...["larger:smaller", "fewer:more", "biggest:smallest", "latest:earliest", "closer:farther", "improves:worsens"],
];

/** The other way round: more and less, before and after, first and last, largest and smallest. */
export const comparative = substituting(
  PAIRS.flatMap((pair): Substitution[] => {
    const [one, other] = pair.split(":") as [string, string];
    return [
      [new RegExp(`\\b${one}\\b`, "i"), other],
      [new RegExp(`\\b${other}\\b`, "i"), one],
    ];
  }),
);
