import { CanonError } from '../fault/error.ts';
import { nearest } from '../text/nearest.ts';
import type { Row } from '../work/row.ts';
import { quotedLine } from './quote.ts';

/** What is to be resumed instead of one's own last session. */
export type Target =
  | { readonly kind: 'operator'; readonly slug: string }
  | { readonly kind: 'session' | 'workstream'; readonly row: Row };

interface Found {
  /** `session:RT-260511-01`: what to type when the short form is ambiguous. */
  readonly name: string;
  readonly id: string;
  readonly row?: Row;
  /** Absent for a record that cannot be resumed. */
  readonly target?: Target;
}

const MANY = 12;

/**
 * What a reference names: an operator's slug, an id, `kind:id`, a path, an alias, or a prefix that only one
 * of them has. An exact name goes before an alias, an alias before a prefix.
 * @throws E_RESUME_AMBIGUOUS, E_RESUME_BROKEN, E_RESUME_KIND, E_RESUME_UNKNOWN
 */
export function resolveTarget(ref: string, rows: readonly Row[], operators: readonly string[]): Target {
  const all = [...operators.map(operatorNamed), ...rows.filter((row) => row.stub !== true).map(rowNamed)];
  const wanted = ref.trim().replace(/^\.\//, '');
  const steps: ((one: Found) => boolean)[] = [
    (one) => one.name === wanted || one.row?.path === wanted,
    (one) => one.id === wanted,
    (one) => one.row?.aliases?.includes(wanted) === true,
    (one) => one.id.toLowerCase().startsWith(wanted.toLowerCase()) || one.name.startsWith(wanted),
  ];
  for (const [step, matches] of steps.entries()) {
    const found = wanted === '' ? [] : all.filter(matches);
    // A prefix is meant for what can be resumed; only an exact name may be told that it cannot.
    const able = found.filter((one) => one.target !== undefined);
    const [only, ...others] = able.length > 0 || step === steps.length - 1 ? able : found;
    if (only === undefined) continue;
    if (others.length > 0) throw ambiguous(wanted, [only, ...others]);
    if (only.row?.fault !== undefined) {
      const { fault, path } = only.row;
      const line = fault.line === undefined ? {} : { line: fault.line };
      throw new CanonError('E_RESUME_BROKEN', { path, ...line, data: { ref: quotedLine(wanted), code: fault.code } });
    }
    if (only.target === undefined) {
      throw new CanonError('E_RESUME_KIND', { data: { ref: quotedLine(wanted), name: quotedLine(only.name) } });
    }
    return only.target;
  }
  const able = all.filter((one) => one.target !== undefined);
  throw new CanonError('E_RESUME_UNKNOWN', {
    data: { ref: quotedLine(wanted), near: nearest(
        wanted,
        able.map((one) => one.id),
      ).map((id) => quotedLine(id)) },
  });
}

const operatorNamed = (slug: string): Found => ({
  name: `operator:${slug}`,
  id: slug,
  target: { kind: 'operator', slug },
});

function rowNamed(row: Row): Found {
  const { kind, id } = row;
  const found = { name: `${kind}:${id}`, id, row };
  const able = (kind === 'session' || kind === 'workstream') && row.fault === undefined;
  return able ? { ...found, target: { kind, row } } : found;
}

const ambiguous = (ref: string, found: readonly Found[]): CanonError =>
  new CanonError('E_RESUME_AMBIGUOUS', {
    data: {
      ref: quotedLine(ref),
      count: found.length,
      candidates: found.slice(0, MANY).map((one) => quotedLine(one.name)),
    },
  });
