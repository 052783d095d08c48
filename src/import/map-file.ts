import { CanonError } from '../fault/error.ts';
import { isSlug } from '../record/ids.ts';
import { FIELDS } from '../record/fields.ts';
import { KINDS } from '../record/kinds.ts';
import { SECTIONS } from '../record/sections.ts';
import { checkValue, type Keys } from '../store/config-check.ts';
import type { Spec } from '../store/config-spec.ts';
import { isMap, readYaml, type Tree } from '../store/yaml-file.ts';
import { foldHeading } from './text/fold-heading.ts';
import { foldName, type ImportMap, isKind } from './map.ts';

const text = (about: string): Spec => ({ type: 'text', about });

/** What may stand in the file, as the configuration says it of its own. */
const MAP_SPEC = {
  type: 'map',
  about: 'What an import makes of a source.',
  keys: {
    kinds: { type: 'dict', of: { type: 'one', of: [...KINDS, 'skip'], about: 'A kind.' }, about: 'Kinds.' },
    authors: { type: 'dict', of: text('An operator.'), about: 'Authors.' },
    properties: { type: 'dict', of: text('A key.'), about: 'Properties.' },
    sections: { type: 'dict', of: { type: 'list', of: text('A heading.'), about: 'Headings.' }, about: '' },
  },
} as const satisfies Spec;

const SECTION_NAMES: ReadonlySet<string> = new Set(
  KINDS.flatMap((kind) => SECTIONS[kind].map((name) => foldHeading(name))),
);

/** Keys that some kind has: under another one a property would come to nothing. */
const isKnownKey = (key: string): boolean =>
  KINDS.some((kind) => Object.hasOwn(FIELDS[kind], key)) || key === 'author';

/** Made by the import itself. */
const OWN_KEYS: ReadonlySet<string> = new Set(['kind', 'id', 'imported', 'aliases']);

/**
 * Reads the text of a map.
 * @param path as it was typed: errors name it
 * @param isOperator whether a slug is one of `.canon/operators.yaml`
 * @throws E_IMPORT_MAP_SYNTAX, E_IMPORT_MAP_VALUE, with line and column
 */
export async function parseMap(
  source: string,
  path: string,
  isOperator: (slug: string) => boolean,
): Promise<ImportMap> {
  const file = await readYaml(source, path, 'E_IMPORT_MAP_SYNTAX');
  const refuse = async (keys: Keys, expected: string): Promise<never> => {
    const place = await file.locate(keys);
    throw new CanonError('E_IMPORT_MAP_VALUE', {
      path,
      ...place,
      data: { path, key: keys.join('.'), expected },
    });
  };
  const { data } = file;
  if (data !== null && !isMap(data)) return refuse([], 'a map');
  const unknown: Keys[] = [];
  const problem = checkValue(MAP_SPEC, data, [], unknown);
  if (problem) return refuse(problem.keys, problem.expected);
  // A key that means nothing is a slip: it was to change something.
  if (unknown[0]) return refuse(unknown[0], `one of ${Object.keys(MAP_SPEC.keys).join(', ')}`);
  const entries = (key: string): [string, Tree][] => {
    const value = isMap(data ?? undefined) ? (data as Record<string, Tree>)[key] : undefined;
    return isMap(value) ? Object.entries(value).filter(([, one]) => one !== null) : [];
  };
  for (const [name, slug] of entries('authors')) {
    if (slug === 'unknown' || (isSlug(String(slug)) && isOperator(String(slug)))) continue;
    return refuse(['authors', name], 'an operator of .canon/operators.yaml, or unknown');
  }
  for (const [name, key] of entries('properties')) {
    if (key === 'keep' || (isKnownKey(String(key)) && !OWN_KEYS.has(String(key)))) continue;
    return refuse(['properties', name], 'a key that records of some kind have, like status or tags, or keep');
  }
  for (const [section] of entries('sections')) {
    if (SECTION_NAMES.has(foldHeading(section))) continue;
    return refuse(['sections', section], 'a section of some kind, like What I Did or Key Context');
  }
  return {
    kinds: entries('kinds').flatMap(([pattern, kind]) =>
      kind === 'skip' || isKind(String(kind)) ? [{ pattern, kind: kind as never }] : [],
    ),
    authors: folded(entries('authors')),
    properties: folded(entries('properties')),
    sections: Object.fromEntries(
      entries('sections').map(([section, headings]) => [
        section,
        (headings as readonly (string | null)[]).filter((one) => one !== null),
      ]),
    ),
  };
}

const folded = (entries: readonly [string, Tree][]): Map<string, string> =>
  new Map(entries.map(([name, value]) => [foldName(name), String(value)]));
