import { comparative } from "./comparative.js";
import type { Corrupt } from "./corruption.js";
import { date } from "./date.js";
import { inventedClause } from "./invented-clause.js";
import { name } from "./name.js";
import { negation } from "./negation.js";
import { noSource } from "./no-source.js";
import { number } from "./number.js";
import { overgeneralisation } from "./overgeneralisation.js";
import { quantifier } from "./quantifier.js";
import { swappedRoles } from "./swapped-roles.js";
import { unit } from "./unit.js";
import { wrongCitation } from "./wrong-citation.js";

/** The twelve ways in which a true, cited sentence is made false. */
export const CORRUPTIONS = {
  ...{ number, date, name, swappedRoles, negation, quantifier, comparative, unit, inventedClause },
  ...{ wrongCitation, noSource, overgeneralisation },
} satisfies Record<string, Corrupt>;

export type CorruptionKind = keyof typeof CORRUPTIONS;
export const KINDS = Object.keys(CORRUPTIONS) as CorruptionKind[];
