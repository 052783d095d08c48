import type { Kind } from '../../record/kinds.ts';
import { glob } from '../../text/glob.ts';
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
  /** Ids that nothing is shown under any more. */
  readonly hiddenIds: ReadonlySet<string>;
  /** Records that are kept out because they do not parse: one of their tags might be one that is. By their paths. */
  readonly unread: readonly string[];
  /** The patterns that no record is kept out by. */
  readonly idle: readonly ExcludePattern[];
  /** Nothing is kept out. */
  readonly isEmpty: boolean;
}

/** A pattern of `site.exclude`. */
export interface ExcludePattern {
  readonly written: string;
  readonly isTag: boolean;
  /** Whether it names a path, or a tag. */
  readonly matches: (name: string) => boolean;
}

const TAG = 'tag:';

function patternOf(written: string): ExcludePattern {
  const plain = written.trim();
  if (!plain.startsWith(TAG)) return { written, isTag: false, matches: pathGlob(plain).matches };
  return { written, isTag: true, matches: glob(plain.slice(TAG.length).trim().normalize()) };
}

/** A tag as it is written, and as it is meant: `["a, b"]` is one tag, and some write `#a`. */
const tagNames = (tag: string): string[] =>
  [tag, ...tag.split(',').map((part) => part.trim().replace(/^#/, ''))].map((name) => name.normalize());

/**
 * Parts rows into those that are shown and those that are kept out: by globs of paths, and `tag:NAME`. What a record
 * that is kept out has closed is closed; who closed it is not told. As long as a tag keeps records out, so does a
 * frontmatter that does not parse: nobody knows its tags.
 * @param exclude `site.exclude`
 */
export function excluding(rows: readonly Row[], exclude: readonly string[]): Exclusion {
  const patterns = exclude.map(patternOf);
  const tagged = patterns.filter(({ isTag }) => isTag);
  const globs = patterns.filter(({ isTag }) => !isTag);
  const met = new Set<ExcludePattern>();
  const meets = (some: readonly ExcludePattern[], name: string): boolean => {
    const one = some.find(({ matches }) => matches(name));
    if (one) met.add(one);
    return one !== undefined;
  };
  const isBelow = (path: string): boolean => globs.some(({ matches }) => matches(path));
  const unread: string[] = [];
  const isExcluded = ({ path, tags = [], fault }: Row): boolean => {
    if (meets(globs, path) || tags.flatMap(tagNames).some((name) => meets(tagged, name))) return true;
    if (fault === undefined || tagged.length === 0) return false;
    unread.push(path);
    return true;
  };
  const hidden = exclude.length === 0 ? [] : rows.filter(isExcluded);
  // Where another one has kept a record out before.
  const isIdle = ({ isTag, matches }: ExcludePattern): boolean =>
    !rows.some(({ path, tags = [] }) => (isTag ? tags.flatMap(tagNames).some(matches) : matches(path)));
  const idle = patterns.filter((one) => !met.has(one) && isIdle(one));
  if (hidden.length === 0) {
    const isEmpty = globs.length === 0;
    return {
      shown: rows,
      hidesPath: isBelow,
      hidesId: () => false,
      hiddenIds: new Set(),
      unread,
      idle,
      isEmpty,
    };
  }
  const paths = new Set(hidden.map(({ path }) => path));
  const open = rows.filter(({ path }) => !paths.has(path));
  const named = (row: Row): string[] => [row.id, ...(row.aliases ?? [])].map((id) => `${row.kind}:${id}`);
  const visible = new Set(open.flatMap(named));
  const gone = new Set(hidden.flatMap(named).filter((name) => !visible.has(name)));
  const goneIds = new Set([...gone].map((name) => name.slice(name.indexOf(':') + 1)));
  const visibleIds = new Set([...visible].map((name) => name.slice(name.indexOf(':') + 1)));
  const hiddenIds = new Set([...goneIds].filter((id) => !visibleIds.has(id)));
  const hidesId: Exclusion['hidesId'] = (id, kind) =>
    kind === undefined ? hiddenIds.has(id) : gone.has(`${kind}:${id}`);
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
    hiddenIds,
    unread,
    idle,
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
