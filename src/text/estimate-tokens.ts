const PIECES = /([A-Za-z]+)|(\d+)|(\p{L}|\p{M})|[^\s]/gu;

/**
 * About how many tokens a language model makes of a text, rather too many than too few: tokenizers differ, and a prompt
 * that is too long fails. One to six letters of Latin script are a token, three digits, any other letter, any sign.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [, latin, digits] of text.matchAll(PIECES)) {
    tokens += latin ? Math.ceil(latin.length / 6) : digits ? Math.ceil(digits.length / 3) : 1;
  }
  return tokens;
}

/** The same of the messages of a prompt. */
export function estimatePrompt(messages: readonly { content: string }[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}
