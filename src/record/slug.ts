import { LONGEST_SLUG } from './ids.ts';

const ASCII = /^[\u0020-\u007E]*$/;

/**
 * A slug of a title in any language: transliterated, lower-case ASCII words joined by `-`, at most 64 characters,
 * cut between words. A title without a letter or digit gives `untitled`.
 */
export async function slugify(title: string): Promise<string> {
  // NFC: a letter and its combining mark must reach the table as one letter.
  const latin = ASCII.test(title) ? title : await transliterate(title.normalize('NFC'));
  const words = latin
    .toLowerCase()
    .replace(/['’`"]/g, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = (words[0] ?? 'untitled').slice(0, LONGEST_SLUG);
  for (const word of words.slice(1)) {
    if (slug.length + 1 + word.length > LONGEST_SLUG) break;
    slug += `-${word}`;
  }
  return slug;
}

// The tables are large: loaded for a title that needs them.
async function transliterate(title: string): Promise<string> {
  const { transliterate } = await import('transliteration');
  return transliterate(title);
}
