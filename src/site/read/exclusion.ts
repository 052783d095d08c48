import type { Kind } from '../../record/kinds.ts';
import { pathGlob } from '../../text/path-glob.ts';
import { closerReader, splitItemRef } from '../../work/item-closers.ts';
import type { Item, Row } from '../../work/row.ts';

/** What `site.exclude` keeps out of a site. */
export interface Exclusion {
  /** The records that are shown, and nothing of them that names another. */
  readonly shown: readonly Row[];
  /** Whether a file of the repository is a record that is kept out, or lies where nothing is shown. */
  readonly hidesPath: (path: string) => boolean;
  /** Whether an id is that of a record that is kept out, and of no other of its kind. */
  readonly hidesId: (id: string, kind?: Kind) => boolean;
  /** Nothing is kept out. */
  readonly isEmpty: boolean;
}

const TAG = 'tag:';

/**
 * Parts rows into those that are shown and those that are kept out: by globs of paths, and `tag:NAME`. What a record
 * that is kept out has closed is closed; who closed it is not told.
 * @param exclude `site.exclude`
 */
export function excluding(rows: readonly Row[], exclude: readonly string[]): Exclusion {
  const tagged = new Set(exclude.filter((one) => one.startsWith(TAG)).map((one) => one.slice(TAG.length)));
  const globs = exclude.filter((one) => !one.startsWith(TAG)).map(pathGlob);
  const isBelow = (path: string): boolean => globs.some(({ matches }) => matches(path));
  const isExcluded = ({ path, tags = [] }: Row): boolean =>
    isBelow(path) || tags.some((tag) => tagged.has(tag));
  const hidden = exclude.length === 0 ? [] : rows.filter(isExcluded);
  if (hidden.length === 0) {
    return { shown: rows, hidesPath: isBelow, hidesId: () => false, isEmpty: globs.length === 0 };
  }
  const paths = new Set(hidden.map(({ path }) => path));
  const open = rows.filter(({ path }) => !paths.has(path));
  const named = (row: Row): string[] => [row.id, ...(row.aliases ?? [])].map((id) => `${row.kind}:${id}`);
  const visible = new Set(open.flatMap(named));
  const gone = new Set(hidden.flatMap(named).filter((name) => !visible.has(name)));
  const goneIds = new Set([...gone].map((name) => name.slice(name.indexOf(':') + 1)));
  const visibleIds = new Set([...visible].map((name) => name.slice(name.indexOf(':') + 1)));
  const hidesId: Exclusion['hidesId'] = (id, kind) =>
    kind === undefined ? goneIds.has(id) && !visibleIds.has(id) : gone.has(`${kind}:${id}`);
  const closer = closerReader(rows);
  const closed = (row: Row, items: readonly Item[]): Item[] =>
    items.map((item) => {
      const by = item.open ? closer(row, item) : undefined;
      return by && paths.has(by.path) ? { ...item, open: false } : item;
    });
  return {
    shown: open.map((row) => ({
      ...without(row, hidesId),
      ...(row.waiting ? { waiting: closed(row, row.waiting) } : {}),
      ...(row.questions ? { questions: closed(row, row.questions) } : {}),
    })),
    hidesPath: (path) => paths.has(path) || isBelow(path),
    hidesId,
    isEmpty: false,
  };
}

/** What names other records: the key of the row, and that of the frontmatter. */
const NAMING: readonly (readonly [key: keyof Row, written: string, kind: Kind | 'own' | undefined])[] = [
  ['plan', 'plan', 'plan'],
  ['workstream', 'workstream', 'workstream'],
  ['parent', 'parent', 'session'],
  ['blockedBy', 'blocked_by', 'workstream'],
  ['supersedes', 'supersedes', 'own'],
  ['supersededBy', 'superseded_by', 'own'],
  ['closes', 'closes', undefined],
  ['source', 'source', 'session'],
  ['deprecatedBy', 'deprecated_by', 'learning'],
];

type Hides = Exclusion['hidesId'];

const hidesName = (hides: Hides, name: string, kind: Kind | undefined): boolean =>
  hides(name.includes('#') ? splitItemRef(name).id : name, kind);

function without(row: Row, hides: Hides): Row {
  const less: Record<string, unknown> = { ...row };
  for (const [key, , kind] of NAMING) prune(less, key, hides, kind === 'own' ? row.kind : kind);
  return less as unknown as Row;
}

/** The frontmatter of a record that is shown, without the names of those that are not. */
export function shownData(
  data: Readonly<Record<string, unknown>>,
  own: Kind,
  hides: Hides,
): Readonly<Record<string, unknown>> {
  const less = { ...data };
  for (const [, key, kind] of NAMING) prune(less, key, hides, kind === 'own' ? own : kind);
  return less;
}

function prune(data: Record<string, unknown>, key: string, hides: Hides, kind: Kind | undefined): void {
  const value = data[key];
  if (typeof value === 'string' && hidesName(hides, value, kind)) delete data[key];
  else if (Array.isArray(value))
    data[key] = value.filter((one) => typeof one !== 'string' || !hidesName(hides, one, kind));
}
