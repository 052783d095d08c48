import { KINDS, type Kind } from '../record/kinds.ts';
import { pathGlob } from '../text/path-glob.ts';

/** What the user says of a source (`--map FILE`): it goes before whatever the source itself says. */
export interface ImportMap {
  /** In the order of the file: the first that matches counts. */
  readonly kinds: readonly { readonly pattern: string; readonly kind: Kind | 'skip' }[];
  /** Slug of an operator, or `unknown`, by the author's name as `foldName` writes it. */
  readonly authors: ReadonlyMap<string, string>;
  /** A key of the frontmatter, or `keep`, by the name of a property as `foldName` writes it. */
  readonly properties: ReadonlyMap<string, string>;
  /** Headings by the section that they mean. */
  readonly sections: Readonly<Record<string, readonly string[]>>;
}

export const EMPTY_MAP: ImportMap = {
  kinds: [],
  authors: new Map(),
  properties: new Map(),
  sections: {},
};

/** A name as it is compared: of a person, a property, a database. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

export const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text);

/**
 * The kind that the map gives to what stands at a path: by a glob of paths, a folder, or a name (of a database, of the
 * page above).
 */
export function mappedKind(
  map: ImportMap,
  path: string,
  names: readonly string[] = [],
): Kind | 'skip' | undefined {
  if (map.kinds.length === 0) return undefined;
  const folded = new Set(names.map(foldName));
  return map.kinds.find(({ pattern }) => folded.has(foldName(pattern)) || pathGlob(pattern).matches(path))
    ?.kind;
}
