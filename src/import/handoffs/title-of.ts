import { dayOf } from '../text/read-when.ts';
import { foldHeading } from '../text/fold-heading.ts';

/** Headings that say what a file is, and nothing of what is in it. */
const SAYS_NOTHING =
  /^(?:(?:session )?(?:handoff|hand off|handover)(?: (?:document|notes?|report|file|summary))?|session(?: (?:summary|notes?|log|report))?|continuity(?: ledger)?|ledger|notes?|summary|status|progress|current (?:task|state|status)|передача(?: сессии)?|сессия|итоги)$/;

/** A title, and whether it is one to look at. */
export interface Titled {
  readonly title: string;
  readonly doubt: boolean;
}

/** The title of what came from a file: what it says itself, else its name. */
export function titleOf(
  said: readonly (string | undefined)[],
  path: string,
  created: string | undefined,
): Titled {
  for (const one of said) {
    const title = plainTitle(one ?? '');
    if (title === '') continue;
    if (!SAYS_NOTHING.test(foldHeading(title))) return { title, doubt: false };
    // Many are called just so: their day tells them apart.
    return {
      title: created === undefined ? title : `${title}, ${dayOf(created)}`,
      doubt: created === undefined,
    };
  }
  return { title: titleOfName(path), doubt: true };
}

/** A heading as a title: one line without marks. */
export const plainTitle = (heading: string): string =>
  heading
    .replace(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replace(/[*`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A name of a file as words: without its date and its extension. */
export function titleOfName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:md|markdown|mdx|ya?ml)$/i, '');
  const words = name
    .replace(/^\d{4}-?\d\d-?\d\d(?:[T_-]\d\d-?\d\d(?:-?\d\d)?Z?)?[-_ ]*/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  const title = words === '' ? name : words;
  return title.charAt(0).toUpperCase() + title.slice(1);
}
