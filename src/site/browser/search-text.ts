import type { SearchDoc } from '../../search/document.ts';
import type { Found } from '../../search/find.ts';
import { phrasesHold, phrasesOf } from '../../search/phrases.ts';
import type { Query } from '../../search/query.ts';
import { addressOf } from './search-data.ts';

const texts = new Map<string, Promise<string[]>>();

/** What search quotes of a record, from its own page: a paragraph, an item, a line of code each. */
export function blocksOf({ kind, url }: SearchDoc): Promise<string[]> {
  let text = texts.get(url);
  if (!text) {
    text = read(addressOf(kind === 'session' ? url : `${url}document/`)).catch(() => []);
    texts.set(url, text);
  }
  return text;
}

// The page has it beside what it shows, as `canon search` reads it. Nothing of that page is run.
async function read(address: string): Promise<string[]> {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  return page.querySelector('template')?.content.textContent?.split('\n') ?? [];
}

/** The first of those that were found in which phrases stand as they were asked for, and where to look on from. */
export async function withPhrases(
  query: Query,
  found: readonly Found[],
  from: number,
  most: number,
): Promise<{ readonly hits: readonly Found[]; readonly next: number }> {
  const { wanted, unwanted } = phrasesOf(query);
  if (wanted.length + unwanted.length === 0)
    return { hits: found.slice(from, from + most), next: from + most };
  const hits: Found[] = [];
  let next = from;
  // A common pair of words stands on hundreds of pages: a few at a time, and not for ever.
  while (next < found.length && hits.length < most && next < from + 100) {
    const some = found.slice(next, next + 8);
    next += some.length;
    const said = await Promise.all(some.map(({ doc }) => blocksOf(doc)));
    for (const [at, hit] of some.entries()) {
      const text = [hit.doc.id, hit.doc.title, ...hit.doc.tags, ...(said[at] ?? [])].join('\n');
      if (phrasesHold(query, text)) hits.push(hit);
    }
  }
  return { hits, next };
}
