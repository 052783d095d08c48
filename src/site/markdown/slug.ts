const LONGEST = 100;

/** Looks like the anchor of an open item, which the pages set; or is none. */
const ITEM = /^(?:[wq]\d+)?$/;

/**
 * The anchor of a heading by the rules of GitHub, so that links written for it lead here as well: lower case, letters
 * and digits of all languages, a dash for each blank. A heading of signs alone is a `section`.
 */
export function anchorOf(heading: string): string {
  const slug = heading
    .slice(0, 4 * LONGEST)
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]+/gu, '')
    .replace(/\s/g, '-');
  if (ITEM.test(slug)) return slug === '' ? 'section' : `section-${slug}`;
  return Array.from(slug).slice(0, LONGEST).join('');
}

/** Ids of a page that are taken, each with the number that the next one of its name gets. */
export type Ids = Map<string, number>;

/** The anchor, or with the first number behind it that makes it the only one on its page. */
export function uniqueId(ids: Ids, wanted: string): string {
  let id = wanted;
  let next = ids.get(wanted) ?? 0;
  while (ids.has(id)) id = `${wanted}-${++next}`;
  ids.set(wanted, next);
  if (id !== wanted) ids.set(id, 0);
  return id;
}
