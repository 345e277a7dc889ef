import { markup, type Markup } from "./markup.js";

/** A wide table in a box of its own, so that on a phone it scrolls and the page does not; by keyboard too. */
export function scrollable(captionId: string, table: Markup): Markup {
  return markup`<div class="scroll" role="region" aria-labelledby="${captionId}" tabindex="0">${table}</div>`;
}
