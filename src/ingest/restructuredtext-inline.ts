import { outsideCode } from "./outside-code.js";

/**
 * Inline reStructuredText as plain text, in one pass: ``` ``code`` ``` with single backticks, roles and links as their
 * text, emphasis gone. What is not certainly markup stays.
 */
export function reStructuredTextInline(text: string): string {
  const withCode = text.replace(
    /``([^`]{1,500})``|(?::[\w:+.-]{1,60}:)?`([^`<]{1,500}?)\s*(?:<([^`<>]{1,500})>)?`(_{0,2})/g,
    (_all, code: string | undefined, label: string | undefined) =>
      code === undefined ? label!.replace(/^[~!]/, "") : `\`${code}\``,
  );
  return outsideCode(withCode, (part) =>
    part
      .replace(/(?<![\w*\\])\*\*(?=\S)([^*]{0,500}?[^\s*])\*\*(?![\w*])/g, "$1")
      .replace(/(?<![\w*\\])\*(?=\S)([^*]{0,500}?[^\s*])\*(?![\w*])/g, "$1")
      .replace(/ ?\[#?[\w-]{1,40}\]_(?!\w)/g, ""),
  );
}
