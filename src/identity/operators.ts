import { CanonError } from '../fault/error.ts';
import { isSlug } from '../record/ids.ts';
import type { Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import { isMap, readYaml, type Tree, type YamlFile } from '../store/yaml-file.ts';

/** A person (or robot) whose work is recorded here. */
export interface Operator {
  readonly slug: string;
  /** 2 to 4 capitals; they begin the ids of this operator's sessions. */
  readonly initials: string;
  readonly name: string;
  readonly emails: readonly string[];
}

export interface Operators {
  /** False where there is no `.canon/operators.yaml`. */
  readonly present: boolean;
  /** In the order of the file. */
  readonly list: readonly Operator[];
  bySlug(slug: string): Operator | undefined;
  /** E-mail addresses match in any case. */
  byEmail(email: string): Operator | undefined;
  byInitials(initials: string): Operator | undefined;
}

export const OPERATORS_PATH = '.canon/operators.yaml';

/** Owner of what was imported from nobody known: listed, never matched. */
export const UNKNOWN = 'unknown';

const INITIALS = /^[A-Z]{2,4}$/;

/**
 * The operators of a project; none where there is no file.
 * @throws E_OPERATORS_SYNTAX, E_OPERATORS_VALUE, E_OPERATORS_RESERVED, E_OPERATORS_DUPLICATE
 */
export async function loadOperators(project: Pick<Project, 'root' | 'top'>): Promise<Operators> {
  const text = await readRecord(project, OPERATORS_PATH);
  return text === undefined ? operatorsOf([], false) : operatorsOf(await parseOperators(text));
}

/** Reads the text of an operators file. */
export async function parseOperators(text: string): Promise<Operator[]> {
  const file = await readYaml(text, OPERATORS_PATH, 'E_OPERATORS_SYNTAX');
  if (file.data === null) return [];
  if (!isMap(file.data)) return refuse(file, 'E_OPERATORS_VALUE', [], { key: '', expected: 'a map' });
  const list: Operator[] = [];
  for (const [slug, value] of Object.entries(file.data)) list.push(await operatorOf(file, slug, value));
  await refuseDuplicates(file, list);
  return list;
}

/** A list of operators with its look-ups. */
export function operatorsOf(list: readonly Operator[], present = true): Operators {
  return {
    present,
    list,
    bySlug: (slug) => list.find((one) => one.slug === slug),
    byInitials: (initials) => list.find((one) => one.initials === initials),
    byEmail(email) {
      const wanted = foldEmail(email);
      return wanted === ''
        ? undefined
        : list.find((one) => one.emails.some((it) => foldEmail(it) === wanted));
    },
  };
}

/** An address as it is compared. */
export const foldEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

async function operatorOf(file: YamlFile, slug: string, value: Tree): Promise<Operator> {
  const bad = (keys: (string | number)[], expected: string): Promise<never> =>
    refuse(file, 'E_OPERATORS_VALUE', [slug, ...keys], { key: [slug, ...keys].join('.'), expected });
  if (slug === UNKNOWN) return refuse(file, 'E_OPERATORS_RESERVED', [slug], { key: slug });
  if (!isSlug(slug)) return bad([], 'under a name of lower-case words, like roman or anna-maria');
  if (!isMap(value)) return bad([], 'a map: { initials: RT, name: Roman, emails: [roman@example.com] }');
  const { initials, name = null, emails = null } = value;
  if (typeof initials !== 'string' || !INITIALS.test(initials))
    return bad(['initials'], 'two to four capital letters, A to Z');
  if (name !== null && typeof name !== 'string') return bad(['name'], 'text');
  const addresses = emails ?? [];
  if (!Array.isArray(addresses)) return bad(['emails'], 'a list: [roman@example.com]');
  for (const [at, address] of addresses.entries()) {
    if (typeof address !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(address)) {
      return bad(['emails', at], 'an e-mail address');
    }
  }
  return { slug, initials, name: name ?? slug, emails: addresses as string[] };
}

// Two owners of one address, or of one pair of initials, and every answer to "who am I" is a guess.
async function refuseDuplicates(file: YamlFile, list: readonly Operator[]): Promise<void> {
  const owners = new Map<string, string>();
  for (const { slug, initials, emails } of list) {
    const claims = [
      ['initials', initials, ['initials']] as const,
      ...emails.map((email, at) => ['e-mail', foldEmail(email), ['emails', at]] as const),
    ];
    for (const [what, value, keys] of claims) {
      const other = owners.get(`${what} ${value}`);
      if (other !== undefined && (other !== slug || what === 'initials')) {
        return refuse(file, 'E_OPERATORS_DUPLICATE', [slug, ...keys], {
          what,
          value,
          one: other,
          other: slug,
        });
      }
      owners.set(`${what} ${value}`, slug);
    }
  }
}

async function refuse(
  file: YamlFile,
  code: string,
  keys: readonly (string | number)[],
  data: Record<string, string>,
): Promise<never> {
  const place = await file.locate(keys);
  throw new CanonError(code, { path: OPERATORS_PATH, ...place, data: { path: OPERATORS_PATH, ...data } });
}
