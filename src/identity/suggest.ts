import { slugify } from '../record/slug.ts';
import { type Operator, type Operators, UNKNOWN } from './operators.ts';

/** What is known of somebody who is no operator yet. */
export interface Stranger {
  /** The slug they were called by (`--operator`, `OPERATOR`), if any. */
  readonly slug?: string | undefined;
  readonly name: string | null;
  readonly email: string | null;
}

/** The operator that this person would be: a slug and initials that are free. */
export async function suggestOperator(who: Stranger, taken: Operators): Promise<Operator> {
  const name = who.name ?? who.slug ?? who.email?.split('@')[0] ?? 'You';
  const whole = await slugOf(name, 'operator');
  const words = whole.split('-');
  // The first name alone where it is free, as in a team's speech; then the whole name.
  const wanted = [await slugOf(who.slug ?? '', ''), words[0] ?? '', whole];
  const slug = wanted.find((one) => isFree(one, taken)) ?? numbered(whole, taken);
  return {
    slug,
    initials: initialsOf(words, slug, taken),
    name,
    emails: who.email === null ? [] : [who.email],
  };
}

/** The line for `.canon/operators.yaml`. */
export function operatorYaml({ slug, initials, name, emails }: Operator): string {
  return `${slug}: { initials: ${initials}, name: ${scalar(name)}, emails: [${emails.map(scalar).join(', ')}] }`;
}

// A name without a letter makes no slug of its own.
async function slugOf(name: string, otherwise: string): Promise<string> {
  const slug = await slugify(name);
  return slug === 'untitled' ? otherwise : slug;
}

const isFree = (slug: string, taken: Operators): boolean =>
  slug !== '' && slug !== UNKNOWN && taken.bySlug(slug) === undefined;

function numbered(slug: string, taken: Operators): string {
  for (let n = 2; ; n += 1) if (isFree(`${slug}-${n}`, taken)) return `${slug}-${n}`;
}

function initialsOf(words: readonly string[], slug: string, taken: Operators): string {
  const letters = (text: string): string => text.toUpperCase().replace(/[^A-Z]/g, '');
  const firsts = letters(words.map((word) => word[0] ?? '').join(''));
  const first = letters(words[0] ?? slug) || letters(slug) || 'X';
  const last = letters(words.at(-1) ?? '');
  const candidates = [
    firsts.slice(0, 4),
    first.slice(0, 2),
    ...(words.length > 1 ? [first.slice(0, 1) + last.slice(0, 2)] : []),
    first.slice(0, 3),
    ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => (first[0] ?? 'X') + letter),
    ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `${first.slice(0, 2).padEnd(2, 'X')}${letter}`),
  ];
  const free = candidates.find((one) => /^[A-Z]{2,4}$/.test(one) && taken.byInitials(one) === undefined);
  return free ?? 'ZZZZ';
}

// Plain where no reader could take it for anything else, in quotes otherwise.
const scalar = (text: string): string =>
  /^[A-Za-z][\w.+@ -]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$|\s$/i.test(text)
    ? text
    : JSON.stringify(text);
