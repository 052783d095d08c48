import { CanonError } from '../fault/error.ts';
import { loadOperators, OPERATORS_PATH, UNKNOWN } from '../identity/operators.ts';
import type { Kind } from '../record/kinds.ts';
import type { Project } from '../store/project.ts';
import { nearest } from '../text/nearest.ts';
import { safeLine } from '../text/safe.ts';
import type { Row } from '../work/row.ts';
import { resolveRef } from './ref.ts';

/**
 * The record of a kind that a value names: by id, `kind:id`, path, alias or the beginning of an id.
 * @throws E_VALUE_UNRESOLVED with the nearest names, E_REF_AMBIGUOUS
 */
export function referTo(key: string, value: string, kind: Kind, rows: readonly Row[]): Row {
  const among = rows.filter((row) => row.kind === kind && row.stub !== true);
  const ref = value.trim();
  try {
    return resolveRef(ref, among, [ref.replace(/^\.\//, '')]);
  } catch (error) {
    if (!(error instanceof CanonError) || error.code !== 'E_REF_UNKNOWN') throw error;
    const ids = among.map(({ id }) => id);
    const near = nearest(ref.replace(/^[a-z]+:/, ''), ids).map(safeLine);
    throw new CanonError('E_VALUE_UNRESOLVED', { data: { key, value: safeLine(value), kind, near } });
  }
}

/**
 * The slug of an operator of this repository; `unknown` owns what nobody known does.
 * @throws E_VALUE_OPERATOR
 */
export async function referToOperator(
  key: string,
  value: string,
  project: Pick<Project, 'root' | 'top'>,
): Promise<string> {
  const slug = value.trim();
  const { list } = await loadOperators(project);
  const known = list.map((one) => one.slug);
  if (slug === UNKNOWN || known.includes(slug)) return slug;
  throw new CanonError('E_VALUE_OPERATOR', {
    data: { key, value: safeLine(value), known, near: nearest(slug, known), file: OPERATORS_PATH },
  });
}
