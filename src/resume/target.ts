import { CanonError } from '../fault/error.ts';
import type { RowSet } from '../store/row-set.ts';
import { nearest } from '../text/nearest.ts';
import type { Row } from '../work/row.ts';
import { quotedLine } from './quote.ts';

/** What is to be resumed instead of one's own last session. */
export type Target =
  | { readonly kind: 'operator'; readonly slug: string }
  | { readonly kind: 'session' | 'workstream'; readonly row: Row };

/** A thing that a reference can name. */
interface Named {
  /** `session:RT-260511-01`: what to type when the short form is ambiguous. */
  readonly name: string;
  readonly id: string;
  /** Of a record. */
  readonly path?: string;
  /** Sessions, workstreams and operators can be resumed. */
  readonly able: boolean;
}

const MANY = 12;

/**
 * What a reference names: an operator's slug, an id, `kind:id`, a path, an alias, or a prefix that only one
 * of them has. An exact name goes before an alias, an alias before a prefix.
 * @throws E_RESUME_AMBIGUOUS, E_RESUME_BROKEN, E_RESUME_KIND, E_RESUME_UNKNOWN
 */
export function resolveTarget(ref: string, set: RowSet, operators: readonly string[]): Target {
  const wanted = ref.trim().replace(/^\.\//, '');
  const all = namesOf(set, operators);
  const steps: (() => Named[])[] = [
    () => all.filter((one) => one.name === wanted || one.path === wanted),
    () => all.filter((one) => one.id === wanted),
    () =>
      set
        .where((head) => head.aliases)
        .flatMap((row) => (row.aliases?.includes(wanted) ? [nameOf(row)] : [])),
    // A prefix is meant for what can be resumed; only an exact name may be told that it cannot.
    () => all.filter((one) => one.able && startsWith(one, wanted)),
  ];
  for (const step of wanted === '' ? [] : steps) {
    const found = step();
    const able = found.filter((one) => one.able);
    const [only, ...others] = able.length > 0 ? able : found;
    if (only !== undefined && others.length > 0) throw ambiguous(wanted, [only, ...others]);
    if (only !== undefined) return targetOf(only, set, wanted);
  }
  throw new CanonError('E_RESUME_UNKNOWN', {
    data: { ref: quotedLine(wanted), near: nearest(wanted, idsOf(all)).map((id) => quotedLine(id)) },
  });
}

function namesOf(set: RowSet, operators: readonly string[]): Named[] {
  const names: Named[] = operators.map((slug) => ({ name: `operator:${slug}`, id: slug, able: true }));
  set.each((head) => {
    if (!head.stub) names.push(nameOf(head));
  });
  return names;
}

const nameOf = ({ kind, id, path }: Pick<Row, 'kind' | 'id' | 'path'>): Named => ({
  name: `${kind}:${id}`,
  id,
  path,
  able: kind === 'session' || kind === 'workstream',
});

const startsWith = (one: Named, wanted: string): boolean =>
  one.id.toLowerCase().startsWith(wanted.toLowerCase()) || one.name.startsWith(wanted);

const idsOf = (names: readonly Named[]): string[] => names.filter((one) => one.able).map((one) => one.id);

function targetOf(one: Named, set: RowSet, wanted: string): Target {
  if (one.path === undefined) return { kind: 'operator', slug: one.id };
  const row = set.at(one.path);
  const ref = quotedLine(wanted);
  if (row?.fault !== undefined) {
    const { fault, path } = row;
    const line = fault.line === undefined ? {} : { line: fault.line };
    throw new CanonError('E_RESUME_BROKEN', { path, ...line, data: { ref, code: fault.code } });
  }
  if (row?.kind === 'session' || row?.kind === 'workstream') return { kind: row.kind, row };
  throw new CanonError('E_RESUME_KIND', { data: { ref, name: quotedLine(one.name) } });
}

const ambiguous = (ref: string, found: readonly Named[]): CanonError =>
  new CanonError('E_RESUME_AMBIGUOUS', {
    data: {
      ref: quotedLine(ref),
      count: found.length,
      candidates: found.slice(0, MANY).map((one) => quotedLine(one.name)),
    },
  });
