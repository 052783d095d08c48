// No tokenizer is loaded for an estimate: English and code come to about four characters a token in the
// common ones, other scripts to about two.

/** About how many tokens a text takes, rounded up: a token per 4 ASCII characters, per 2 others. */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) wide += 1;
  return Math.ceil((text.length - wide) / 4 + wide / 2);
}
