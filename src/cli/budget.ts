import { CanonError } from '../fault/error.ts';

/** What a dashboard may take, in tokens, unless somebody says otherwise. */
export const DEFAULT_BUDGET = 2000;

/**
 * `--budget TOKENS`; `all` without one is no limit.
 * @throws E_RESUME_BUDGET
 */
export function budgetOf(given: string | undefined, all: boolean): number {
  if (given === undefined) return all ? Number.POSITIVE_INFINITY : DEFAULT_BUDGET;
  const budget = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (budget < 1) throw new CanonError('E_RESUME_BUDGET', { data: { value: given } });
  return budget;
}
