import type { Operator, Operators } from './operators.ts';

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
  const words = (await toAscii(name)).split(/[^A-Za-z0-9]+/).filter(Boolean);
  const wanted = who.slug === undefined ? '' : slugOf([who.slug]);
  const mail = slugOf((who.email?.split('@')[0] ?? '').split(/[^A-Za-z0-9]+/));
  // The first name alone where it is free, as in a team's speech; then the whole name.
  const slugs = [wanted, slugOf(words.slice(0, 1)), slugOf(words), mail, 'operator'];
  const slug = slugs.find((one) => isFree(one, taken)) ?? numbered(slugOf(words) || 'operator', taken);
  return { slug, initials: initialsOf(words, slug, taken), name, emails: who.email === null ? [] : [who.email] };
}

/** The line for `.canon/operators.yaml`. */
export function operatorYaml({ slug, initials, name, emails }: Operator): string {
  return `${slug}: { initials: ${initials}, name: ${scalar(name)}, emails: [${emails.map(scalar).join(', ')}] }`;
}

async function toAscii(name: string): Promise<string> {
  if (/^[\u0000-\u007F]*$/.test(name)) return name;
  const { transliterate } = await import('transliteration');
  return transliterate(name);
}

const slugOf = (words: readonly string[]): string =>
  words
    .map((word) => word.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''))
    .filter(Boolean)
    .join('-')
    .slice(0, 64)
    .replace(/-$/, '');

const isFree = (slug: string, taken: Operators): boolean =>
  slug !== '' && slug !== 'unknown' && taken.bySlug(slug) === undefined;

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
    first.slice(0, 1) + last.slice(0, 2),
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
