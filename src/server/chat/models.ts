import { FootnoteError } from "../../domain/errors.js";
import type { ProfileName } from "../../profiles.js";
import { PROFILE_NAMES } from "../schemas.js";

/** A model as clients name it is a profile: `{ id: "footnote-fast", profile: "fast" }`. */
export interface Model {
  id: string;
  profile: ProfileName;
}

export const MODELS: readonly Model[] = PROFILE_NAMES.map((profile) => ({ id: `footnote-${profile}`, profile }));

/** Names that clients of Perplexity's Sonar send; what comes back names the model that answered. */
const ALIASES: Record<string, ProfileName> = {
  sonar: "balanced",
  "sonar-pro": "thorough",
  "sonar-reasoning": "thorough",
  "sonar-reasoning-pro": "thorough",
  "sonar-deep-research": "thorough",
};

/** @throws FootnoteError MODEL_UNKNOWN */
export function findModel(name: string): Model {
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  const model = MODELS.find(({ id, profile }) => id === name || profile === alias);
  if (model) return model;
  throw new FootnoteError("MODEL_UNKNOWN", `There is no model "${name.slice(0, 100)}".`, {
    hint: `The models are ${MODELS.map(({ id }) => id).join(", ")}; ${Object.keys(ALIASES).join(", ")} are other names for them.`,
  });
}

/** `{ id: "footnote-fast", object: "model", created: 0, owned_by: "footnote" }` */
export function describeModel({ id }: Model) {
  return { id, object: "model" as const, created: 0, owned_by: "footnote" };
}
