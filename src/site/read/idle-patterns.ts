import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import type { Project } from '../../store/project.ts';
import type { Row } from '../../work/row.ts';
import type { ExcludePattern } from './exclusion.ts';

/**
 * Those of some patterns of `site.exclude` that name nothing at all: no file either, which may be a picture, and no
 * record that is gone.
 * @param patterns those that no record is kept out by
 * @param history paths of all records that there ever were
 */
export async function idlePatterns(
  project: Pick<Project, 'repo' | 'prefix'>,
  patterns: readonly ExcludePattern[],
  history: Iterable<string>,
): Promise<readonly ExcludePattern[]> {
  const old = patterns.length === 0 ? [] : [...history];
  const left = patterns.filter(({ isTag, matches }) => isTag || !old.some(matches));
  if (left.every(({ isTag }) => isTag)) return left;
  const { repo, prefix } = project;
  const { stdout } = await repo.git.run([
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...(prefix === '' ? [] : [prefix]),
  ]);
  const files = stdout.split('\0').flatMap((path) => (path === '' ? [] : [path.slice(prefix.length)]));
  return left.filter(({ isTag, matches }) => isTag || !files.some(matches));
}

/** Tells of one, with what may have been meant. */
export function idleNote({ written, isTag }: ExcludePattern, rows: readonly Row[]): Diagnostic {
  const near = isTag ? nearTag(written, rows) : nearPath(written, rows);
  const args = { pattern: written, ...(near === undefined ? {} : { near }) };
  return { code: 'site-exclude-idle', severity: 'warning', path: CONFIG_PATH, args };
}

const folded = (text: string): string => text.normalize().toLowerCase();

function nearTag(written: string, rows: readonly Row[]): string | undefined {
  const wanted = folded(written.slice(written.indexOf(':') + 1).trim());
  const tag = rows.flatMap(({ tags = [] }) => tags).find((one) => folded(one) === wanted);
  return tag === undefined ? undefined : `tag:${tag}`;
}

/** A record by its id or path, in other capitals or without the end of its name; or a tag. */
function nearPath(written: string, rows: readonly Row[]): string | undefined {
  const wanted = folded(written.trim().replace(/^(?:\.?\/)+/, '')).replaceAll('\\', '/');
  const row = rows.find(({ path, id }) =>
    [path, path.slice(0, -3), id].some((one) => folded(one) === wanted),
  );
  return row?.path ?? nearTag(`tag:${wanted.replace(/^(?:#|tag:)/, '')}`, rows);
}
