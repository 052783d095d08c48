import type { Tokens } from './facts.ts';
import { type Bag, count } from './json.ts';

/** Codex counts what came from the cache into the input; canon does not, as other hosts do not. */
export function codexTokens(total: Bag): Tokens {
  const cached = count(total['cached_input_tokens']);
  const written = count(total['cache_write_input_tokens']);
  return {
    input: Math.max(0, count(total['input_tokens']) - cached - written),
    output: count(total['output_tokens']),
    cache_read: cached,
    cache_creation: written,
  };
}
