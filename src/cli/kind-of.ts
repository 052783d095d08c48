import { CanonError } from '../fault/error.ts';
import { type Kind, KINDS } from '../record/kinds.ts';
import { nearest } from '../text/nearest.ts';

/**
 * The kind that a word means, also in the plural.
 * @throws E_KIND_UNKNOWN
 */
export function kindOf(word: string): Kind {
  const kind = KINDS.find((one) => one === word || `${one}s` === word);
  if (kind === undefined) {
    throw new CanonError('E_KIND_UNKNOWN', { data: { kind: word, near: nearest(word, KINDS) } });
  }
  return kind;
}
