import { splitDocument } from '../../record/document.ts';
import { destinationsIn } from '../markdown/destinations.ts';

/** A destination that says where it leads by itself: as text it leads there, too. */
const TELLING = /^[a-z][a-z0-9+.-]*:|^.{12,}$/is;

/**
 * Destinations of the source that are none in the record, each once.
 * @param links what became of the others, by destination in the source
 * @param bodyStart where the frontmatter of the source ends: what stands before is kept as it was
 */
export async function missingLinks(
  source: string,
  record: string,
  links: ReadonlyMap<string, string>,
  bodyStart: number,
): Promise<string[]> {
  const above = await destinationsIn(source.slice(0, bodyStart));
  const wanted = [...above, ...(await destinationsIn(source.slice(bodyStart)))];
  if (wanted.length === 0) return [];
  const recordBody = splitDocument(record).bodyStart;
  const there = await Promise.all(
    [record.slice(0, recordBody), record.slice(recordBody)].map((part) => destinationsIn(part)),
  );
  const have = new Set(there.flat().map(({ href }) => decoded(href)));
  const missing = wanted.filter(({ href }, at) => {
    if (href === '') return false;
    const became = links.get(href);
    if (have.has(decoded(became ?? href))) return false;
    if (at < above.length && record.includes(href)) return false;
    return became !== undefined || !TELLING.test(href) || !record.includes(href);
  });
  return [...new Set(missing.map(({ href }) => href))];
}

function decoded(href: string): string {
  if (!href.includes('%')) return href;
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
