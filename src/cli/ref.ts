import { relative, resolve, sep } from 'node:path';
import { CanonError } from '../fault/error.ts';
import { KINDS } from '../record/kinds.ts';
import type { Project } from '../store/project.ts';
import { safeLine } from '../text/safe.ts';
import { nearest } from '../text/nearest.ts';
import type { Row } from '../work/row.ts';

const MOST = 12;

/**
 * The record that a reference names: `kind:id`, a path, an id, an alias (a live id goes before it), or the
 * beginning of ids that only one record has.
 * @param paths the reference as paths relative to the project's root, if it can be one
 * @throws E_REF_UNKNOWN, E_REF_AMBIGUOUS (its candidates are named)
 */
export function resolveRef(ref: string, rows: readonly Row[], paths: readonly string[] = []): Row {
  const live = rows.filter((row) => row.stub !== true);
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/s.exec(ref) ?? [];
  const isKind = KINDS.some((one) => one === kind);
  const name = isKind ? rest : ref;
  const among = isKind ? live.filter((row) => row.kind === kind) : live;
  const folded = name.toLowerCase();
  const steps: readonly ((row: Row) => boolean)[] = [
    (row) => row.path === ref || paths.includes(row.path),
    (row) => row.id === name,
    (row) => row.aliases?.includes(name) === true,
    (row) => row.id.toLowerCase() === folded,
    (row) => row.id.toLowerCase().startsWith(folded),
  ];
  for (const step of name === '' ? [] : steps) {
    const [found, ...others] = among.filter(step);
    if (found !== undefined && others.length === 0) return found;
    if (found !== undefined) throw ambiguous(ref, [found, ...others]);
  }
  throw new CanonError('E_REF_UNKNOWN', {
    data: {
      ref: safeLine(ref),
      near: nearest(
        name,
        among.map((row) => row.id),
      ).map(safeLine),
    },
  });
}

function ambiguous(ref: string, rows: readonly Row[]): CanonError {
  const names = rows.map((row) => `${row.kind}:${row.id}`);
  // Two files with one id: only their paths tell them apart.
  const candidates = new Set(names).size === names.length ? names : rows.map((row) => row.path);
  return new CanonError('E_REF_AMBIGUOUS', {
    data: {
      ref: safeLine(ref),
      count: rows.length,
      candidates: candidates.sort().slice(0, MOST).map(safeLine),
    },
  });
}

/** A reference read as a path: from the project's root, or from where one stands. */
export function pathsOf(project: Pick<Project, 'root'>, cwd: string, ref: string): string[] {
  if (!ref.includes('.') && !ref.includes('/')) return [];
  const here = relative(project.root, resolve(cwd, ref)).split(sep).join('/');
  return [ref.replace(/^\.\//, ''), here];
}
