import { foldEmail, type Operator, type Operators, UNKNOWN } from '../../identity/operators.ts';
import type { Author, Known } from '../item.ts';
import { foldName, type ImportMap } from '../map.ts';
import { soundsAlike } from './sounds-alike.ts';

/** Whose something is: a slug or `unknown`, and whether somebody should look. */
export interface Attribution {
  readonly slug: string;
  readonly doubt: boolean;
}

/**
 * Matches an author to an operator: the map first, then slug, initials, e-mail and name; a first name is enough where
 * only one has it, in whatever letters it is written. Where the source names nobody, or only git does and nobody known, it is `--operator`'s.
 */
export async function attribute(
  author: Known<Author> | undefined,
  { map, operators, operator }: { map: ImportMap; operators: Operators; operator: string | undefined },
): Promise<Attribution> {
  if (author) {
    const names = namesOf(author.value);
    for (const name of names) {
      const mapped = map.authors.get(foldName(name));
      // Told so by the user: no doubt, be it nobody.
      if (mapped !== undefined) return { slug: mapped, doubt: false };
    }
    const found = matchOperator(names, operators) ?? (await matchSound(names, operators));
    if (found) return { slug: found.slug, doubt: false };
  }
  const open = author === undefined || author.from === 'git' || author.from === 'guess';
  if (open && operator !== undefined) return { slug: operator, doubt: false };
  return { slug: UNKNOWN, doubt: true };
}

const ADDRESS = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>\s*$/;

/** All that an author is called: `Roman <roman@example.com>` is two of it. */
export function namesOf({ slug, name, email }: Author): string[] {
  const [, before, address] = ADDRESS.exec(name ?? '') ?? [];
  return [slug, email, address, before ?? name]
    .map((one) => (one ?? '').trim().replace(/^@/, ''))
    .filter((one) => one !== '');
}

function matchOperator(names: readonly string[], operators: Operators): Operator | undefined {
  for (const name of names) {
    const folded = foldName(name);
    const found =
      operators.bySlug(folded) ??
      operators.byEmail(foldEmail(name)) ??
      operators.byInitials(name.toUpperCase()) ??
      only(operators.list.filter((one) => foldName(one.name) === folded)) ??
      byFirstName(folded, operators);
    if (found && found.slug !== UNKNOWN) return found;
  }
  return undefined;
}

async function matchSound(names: readonly string[], { list }: Operators): Promise<Operator | undefined> {
  for (const name of names) {
    const found = name.includes('@') ? undefined : await soundsAlike(name, list);
    if (found && found.slug !== UNKNOWN) return found;
  }
  return undefined;
}

/** `Roman` is Roman Petrov, and Roman Petrov is `Roman`, where no other operator has that first name. */
function byFirstName(folded: string, { list }: Operators): Operator | undefined {
  const [first, ...rest] = folded.split(' ');
  return only(
    list.filter(({ name }) => {
      const [own, ...more] = foldName(name).split(' ');
      return own === first && (rest.length === 0 || more.length === 0);
    }),
  );
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
