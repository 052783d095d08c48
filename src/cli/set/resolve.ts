import { CanonError } from '../../fault/error.ts';
import type { Assignment } from '../../record/assignment.ts';
import type { Kind } from '../../record/kinds.ts';
import type { Project } from '../../store/project.ts';
import { refuseCycle } from '../../work/blockers.ts';
import type { Row } from '../../work/row.ts';
import { referTo, referToOperator } from '../refer.ts';

/** What the value of a key names: a record of a kind, an operator, or an item of a session. */
const NAMES: Readonly<Record<string, Kind | 'operator' | 'item'>> = {
  plan: 'plan',
  workstream: 'workstream',
  parent: 'session',
  source: 'session',
  blocked_by: 'workstream',
  owner: 'operator',
  operator: 'operator',
  closes: 'item',
};

/**
 * The assignments with ids in the place of what names records. What the record says already may be said again, also
 * where nothing is called that any more.
 * @throws E_VALUE_UNRESOLVED, E_VALUE_ITSELF, E_VALUE_OPERATOR, E_REF_AMBIGUOUS, E_STATUS_CYCLE
 */
export async function resolveValues(
  project: Pick<Project, 'root' | 'top'>,
  row: Row,
  rows: readonly Row[],
  assignments: readonly Assignment[],
  valuesNow: (key: string) => readonly unknown[],
): Promise<Assignment[]> {
  const idOf = (key: string, value: string, kind: Kind): string => {
    const other = referTo(key, value, kind, rows);
    // No record comes before, after or out of itself.
    if (other.path === row.path) throw new CanonError('E_VALUE_ITSELF', { data: { key, value } });
    if (key === 'blocked_by') refuseCycle(row, other, rows);
    return other.id;
  };
  const one = async (key: string, value: string): Promise<string> => {
    const names = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
    if (names === undefined || valuesNow(key).includes(value)) return value;
    if (names === 'operator') return referToOperator(key, value, project);
    if (names !== 'item') return idOf(key, value, names);
    const [ref = '', ...item] = value.split('#');
    // What has no item in it is refused by the schema.
    if (item.length !== 1) return value;
    const plan = rows.some(({ kind, id }) => kind === 'plan' && id === ref);
    return plan ? value : `${idOf(key, ref, 'session')}#${item[0]}`;
  };
  const all = (key: string, values: readonly string[]): Promise<string[]> =>
    Promise.all(values.map((value) => one(key, value)));
  return Promise.all(
    assignments.map(async (assignment): Promise<Assignment> => {
      const { key } = assignment;
      if ('add' in assignment) return { ...assignment, add: await all(key, assignment.add) };
      const { to } = assignment;
      if (to === undefined) return assignment;
      return { key, to: typeof to === 'string' ? await one(key, to) : await all(key, to) };
    }),
  );
}
