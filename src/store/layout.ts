import { CanonError } from '../fault/error.ts';
import { parseSessionId } from '../record/ids.ts';
import { type Kind, KINDS } from '../record/kinds.ts';
import type { Config } from './config.ts';

/** Where the records of a project are. Paths are relative to its root, with forward slashes. */
export interface Layout {
  /** Each kind's folder, without a slash at the end. */
  readonly dirs: Readonly<Record<Kind, string>>;
  dirOf(kind: Kind): string;
  /** The folder of a kind's INDEX.md: always its own, never a month's. */
  indexDir(kind: Kind): string;
  /** Where a new record goes. Where one is, only a look at the files says: readers take any depth. */
  pathFor(kind: Kind, id: string): string;
  /** The kind of the record at this path; undefined where no record can be. */
  kindOfPath(path: string): Kind | undefined;
  isRecordPath(path: string): boolean;
  /** True for what canon writes or reads as its own: folders of records with all in them, the committed site, and `.canon/`. */
  isOwnPath(path: string): boolean;
  /** The folder of a site that is committed (`site.out`), from the root; undefined where none is. */
  readonly rendered: string | undefined;
  isRenderedPath(path: string): boolean;
}

/** Where a site is built that nobody commits. */
export const NOT_COMMITTED = '_site';

// Any case: on many file systems these are one file.
const NO_RECORD = /^(?:readme|index(?:-\d{4}-\d{2})?)\.md$/i;

/** True for a file name that a record can have: Markdown, not hidden, no README, no derived INDEX. */
export function isRecordName(name: string): boolean {
  return name.endsWith('.md') && !name.startsWith('.') && name.length > 3 && !NO_RECORD.test(name);
}

/** The layout that a configuration describes. */
export function layoutOf(config: Pick<Config, 'paths' | 'sessions'> & Partial<Pick<Config, 'site'>>): Layout {
  const dirs = config.paths;
  // The usual folder ignores itself; one that is named may be committed.
  const out = config.site?.out ?? NOT_COMMITTED;
  const rendered = out === NOT_COMMITTED ? undefined : out;
  const isRenderedPath = (path: string): boolean => rendered !== undefined && path.startsWith(`${rendered}/`);
  const byDir = KINDS.map((kind) => [`${dirs[kind]}/`, kind] as const);
  const kindOfPath = (path: string): Kind | undefined => {
    const found = byDir.find(([dir]) => path.startsWith(dir));
    if (!found) return undefined;
    const below = path.slice(found[0].length);
    const slash = below.lastIndexOf('/');
    if (!isRecordName(below.slice(slash + 1))) return undefined;
    // Most are not nested, and this is asked of every path of a repository.
    return slash < 0 || below.slice(0, slash).split('/').every(isRecordFolder) ? found[1] : undefined;
  };
  return {
    dirs,
    dirOf: (kind) => dirs[kind],
    indexDir: (kind) => dirs[kind],
    kindOfPath,
    isOwnPath: (path) =>
      path.startsWith('.canon/') || byDir.some(([dir]) => path.startsWith(dir)) || isRenderedPath(path),
    rendered,
    isRenderedPath,
    isRecordPath: (path) => kindOfPath(path) !== undefined,
    pathFor(kind, id) {
      if (!isRecordName(`${id}.md`) || /[/\\\0]/.test(id))
        throw new CanonError('E_ID_PATH', { data: { id } });
      const byMonth = kind === 'session' && config.sessions.layout === 'month';
      const date = byMonth ? parseSessionId(id)?.date : undefined;
      const month = date === undefined ? '' : `/${date.slice(0, 4)}/${date.slice(5, 7)}`;
      return `${dirs[kind]}${month}/${id}.md`;
    },
  };
}

/** True for a folder in which records are looked for. */
export const isRecordFolder = (name: string): boolean =>
  name !== '' && !name.startsWith('.') && name !== 'node_modules';
