import { CanonError } from '../fault/error.ts';

/**
 * How many are asked for with `--limit N`.
 * @throws E_LIST_LIMIT
 */
export function limitOf(asked: string | undefined): number | undefined {
  if (asked === undefined) return undefined;
  const limit = Number(asked);
  if (!/^\d+$/.test(asked) || limit < 1) throw new CanonError('E_LIST_LIMIT', { data: { value: asked } });
  return limit;
}
