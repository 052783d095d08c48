import { editAll } from '../../change/edit-version.ts';
import type { ChangePlan, TextEdit } from '../../change/plan.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { type Assignment, readAssignments } from '../../record/assignment.ts';
import { faultError } from '../../record/fault.ts';
import { type FrontmatterData, parseFrontmatterFully } from '../../record/frontmatter.ts';
import type { Kind } from '../../record/kinds.ts';
import type { Value } from '../../record/value.ts';
import type { Project } from '../../store/project.ts';
import { cutTo } from '../../text/width.ts';
import { entriesOf } from '../../work/edit-list.ts';
import type { Row } from '../../work/row.ts';
import { resolveValues } from './resolve.ts';

const LONGEST_SUBJECT = 72;

/** What `canon set` works on. */
export interface Setting {
  readonly row: Row;
  /** The record as it stands in the work tree. */
  readonly text: string;
  /** All records: what a value names has to be among them. */
  readonly rows: readonly Row[];
  /** `key=value` … */
  readonly words: readonly string[];
  /** The session at work, or `none`. */
  readonly session: string;
}

/**
 * The plan that sets frontmatter values of one record. Whatever is wrong with one of them, or with the record that
 * would come of them, is said before there is a plan.
 * @throws E_SET_…, E_VALUE_…, E_FRONTMATTER_…, E_REF_AMBIGUOUS
 */
export async function planSet(
  project: Pick<Project, 'root' | 'top'>,
  { row, text, rows, words, session }: Setting,
): Promise<ChangePlan> {
  const { kind, path, id } = row;
  const data = await dataOf(text, kind, path);
  const read = readAssignments(kind, words, id);
  const assignments = await resolveValues(project, row, rows, read, (key) => entriesOf(key, data[key]));
  const edits = editsOf(assignments);
  const after = await editAll(edits, text, text).catch((error: unknown) => {
    throw error instanceof CanonError ? placed(error, path) : error;
  });
  const keys = [...new Set(assignments.map(({ key }) => key))];
  await refuseInvalid({ kind, path, keys }, { data, text }, after ?? '');
  return {
    commit: {
      subject: cutTo(`Set ${keys.join(', ')} of ${id}`, LONGEST_SUBJECT),
      trailers: [['Canon-Session', session]],
    },
    files: edits.map((edit) => ({ path, edit, expect: 'present' })),
  };
}

function editsOf(assignments: readonly Assignment[]): TextEdit[] {
  const values = assignments.flatMap((one) =>
    'to' in one ? [{ key: [one.key], value: one.to as Value | undefined }] : [],
  );
  const lists = assignments.flatMap((one): TextEdit[] =>
    'add' in one ? [{ op: 'list', key: one.key, add: one.add, remove: one.remove }] : [],
  );
  return [...(values.length === 0 ? [] : [{ op: 'set' as const, values }]), ...lists];
}

async function dataOf(text: string, kind: Kind, path: string): Promise<FrontmatterData> {
  const parsed = await parseFrontmatterFully(text, kind);
  if (!parsed.ok) throw faultError(parsed.fault, path);
  return parsed.data;
}

/** The first thing that is wrong with the record now and was not before, or that is wrong with a value that was set. */
async function refuseInvalid(
  { kind, path, keys }: { readonly kind: Kind; readonly path: string; readonly keys: readonly string[] },
  before: { readonly data: FrontmatterData; readonly text: string },
  text: string,
): Promise<void> {
  const { validate } = await import('../../record/validate.ts');
  const keyOf = ({ args }: Diagnostic): string => String(args?.['key']).split('.')[0] ?? '';
  const findings = validate(kind, await dataOf(text, kind, path));
  const known = findings.length === 0 ? [] : validate(kind, before.data).map(keyOf);
  const own = findings.find((finding) => keys.includes(keyOf(finding)));
  const found = own ?? findings.find((finding) => !known.includes(keyOf(finding)));
  if (found === undefined) return;
  throw new CanonError(own ? 'E_SET_VALUE' : 'E_SET_INVALID', { path, data: found.args ?? {} });
}

const placed = ({ code, data, line, column, source }: CanonError, path: string): CanonError =>
  new CanonError(code, {
    data,
    path,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(source === undefined ? {} : { source }),
  });
