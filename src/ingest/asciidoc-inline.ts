import { outsideCode } from "./outside-code.js";

/** Inline AsciiDoc as plain text: links and references as their text, emphasis gone. What is not certainly markup stays. */
export function asciiDocInline(text: string): string {
  return outsideCode(text, (part) =>
    part
      .replace(
        /\b(?:(?:link|xref|mailto):([^\s[\]]{1,500})|(https?:\/\/[^\s[\]]{1,500}))\[([^\]]{0,500})\]/g,
        (_all, target: string | undefined, address: string | undefined, label: string) =>
          labelOf(label, target ?? address!),
      )
      .replace(/<<([^<>,]{1,200})(?:,\s*([^<>]{1,500}))?>>/g, (_all, target: string, label: string | undefined) =>
        labelOf(label ?? "", target),
      )
      .replace(/\bimage:[^\s[\]]{1,500}\[[^\]]{0,500}\]|\[\[[\w.-]{1,100}\]\]|\(\(\([^()]{1,500}\)\)\)/g, "")
      .replace(/(?<![\w*\\])\*(?=\S)([^*]{0,500}?[^\s*])\*(?![\w*])/g, "$1")
      .replace(/(?<![\w\\])_(?=\S)([^_]{0,500}?[^\s_])_(?!\w)/g, "$1"),
  );
}

/** The label without its options: `Guide,window=_blank` and `Guide^` are `Guide`. */
function labelOf(label: string, target: string): string {
  return label.replace(/,\s*\w+=.*$|\^$/g, "").trim() || target;
}
