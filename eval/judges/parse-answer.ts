import type { z } from "zod";

const CODE_BLOCK = /^```(?:json)?\n([\s\S]*?)\n?```$/;

/**
 * A model's answer as the object it was asked for; null for anything else. Strict: the answer is one JSON object, bare or
 * as a code block, without a word around it. A judge that has to be guessed at is not measured but helped.
 */
export function parseAnswer<T>(text: string, schema: z.ZodType<T>): T | null {
  const trimmed = text.trim();
  try {
    return schema.safeParse(JSON.parse(CODE_BLOCK.exec(trimmed)?.[1] ?? trimmed)).data ?? null;
  } catch {
    return null;
  }
}
