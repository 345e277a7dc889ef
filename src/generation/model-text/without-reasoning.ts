/** Openings of what a model says to itself, with what ends it. */
const REASONING: { open: string; close: string[] }[] = [
  { open: "<think>", close: ["</think>"] },
  { open: "<thinking>", close: ["</thinking>"] },
  { open: "<reasoning>", close: ["</reasoning>"] },
  // Harmony (gpt-oss): every channel but `final` is reasoning.
  { open: "<|channel|>analysis", close: ["<|end|>", "<|channel|>final<|message|>", "<|start|>assistant"] },
  { open: "<|channel|>commentary", close: ["<|end|>", "<|channel|>final<|message|>", "<|start|>assistant"] },
];
const SPECIAL =
  /<\|start\|>assistant|<\|channel\|>final|<\|[a-z_]{1,30}\|>|<\/?s>|<(?:start|end)_of_turn>(?:model|user)?|\[\/?INST\]|<\/(?:think|thinking|reasoning)>/gi;
/** The longest of the above: what may be the beginning of one is held back for so long. */
const LONGEST = 40;

/**
 * The pieces of an answer without what the model thought before it and without special tokens that leaked, wherever pieces
 * are cut. Reasoning that never ends is no answer.
 */
export async function* withoutReasoning(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  let held = "";
  let closers: string[] | null = null;

  function* release(isLast: boolean): Generator<string> {
    for (;;) {
      if (closers) {
        const close = firstOf(held, closers);
        if (!close) {
          held = held.slice(-LONGEST);
          return;
        }
        held = held.slice(close.at + close.found.length);
        closers = null;
        continue;
      }
      const open = firstOf(
        held,
        REASONING.map((kind) => kind.open),
      );
      if (!open) break;
      yield held.slice(0, open.at);
      held = held.slice(open.at + open.found.length);
      closers = REASONING.find((kind) => kind.open === open.found)!.close;
    }
    const safe = isLast ? held.length : safeLength(held);
    yield held.slice(0, safe);
    held = held.slice(safe);
  }

  for await (const piece of pieces) {
    held += piece;
    for (const text of release(false)) if (text) yield text.replace(SPECIAL, "");
  }
  for (const text of release(true)) if (text) yield text.replace(SPECIAL, "");
}

function firstOf(text: string, markers: readonly string[]): { at: number; found: string } | null {
  const lower = text.toLowerCase();
  let first: { at: number; found: string } | null = null;
  for (const found of markers) {
    const at = lower.indexOf(found);
    if (at >= 0 && (first === null || at < first.at)) first = { at, found };
  }
  return first;
}

/** Up to the last bracket that may open a marker which has not come to its end. */
function safeLength(text: string): number {
  const from = Math.max(0, text.length - LONGEST);
  const opens = text.slice(from).search(/(?:<[^<>\s]*|\[\/?[A-Z]*)$|<\|[^\s]*$/);
  return opens < 0 ? text.length : from + opens;
}
