import { CanonError } from '../../fault/error.ts';
import {
  adrNumber,
  formatAdrId,
  formatSessionId,
  idFromPath,
  LONGEST_SLUG,
  parseSessionId,
} from '../../record/ids.ts';
import { freeSlug } from '../../record/free-slug.ts';
import { type Kind } from '../../record/kinds.ts';
import { slugify } from '../../record/slug.ts';
import { isRecordName } from '../../store/layout.ts';

/** What an id is made of. */
export interface Naming {
  readonly kind: Kind;
  readonly initials: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly title: string;
  /** Where the record is already. */
  readonly inPlace?: string | undefined;
}

/** Initials of what nobody known has written. */
export const NOBODY = 'XX';
const MOST_OF_A_DAY = 9999;

/**
 * Gives ids, each once, that nobody has had: sessions the next number of their operator's day, decisions the next
 * number, others the slug of their title.
 */
export function idGiver(
  taken: Readonly<Record<Kind, ReadonlySet<string>>>,
): (naming: Naming) => Promise<string> {
  const last = new Map<string, number>();
  let adr = 0;
  for (const id of taken.session) {
    const parts = parseSessionId(id);
    if (!parts) continue;
    const day = `${parts.initials} ${parts.date}`;
    last.set(day, Math.max(last.get(day) ?? 0, parts.n));
  }
  for (const id of taken.adr) {
    const n = adrNumber(id) ?? 0;
    if (n < 1_000_000) adr = Math.max(adr, n);
  }
  const used = new Set(
    (['workstream', 'plan', 'learning'] as const).flatMap((kind) =>
      [...taken[kind]].map((id) => `${kind}:${id.toLowerCase()}`),
    ),
  );
  // Two hundred pages of one title: the next is looked for behind the last one.
  const tried = new Map<string, number>();
  return async ({ kind, initials, day, title, inPlace }) => {
    if (inPlace !== undefined) return idFromPath(inPlace);
    if (kind === 'session') {
      const key = `${initials} ${day}`;
      const n = (last.get(key) ?? 0) + 1;
      if (n > MOST_OF_A_DAY) throw new CanonError('E_IMPORT_DAY_FULL', { data: { initials, day } });
      last.set(key, n);
      return formatSessionId(initials, day, n);
    }
    const slug = await slugify(title);
    if (kind === 'adr') {
      adr += 1;
      return formatAdrId(adr, slug).slice(0, LONGEST_SLUG).replace(/-+$/, '');
    }
    const isTaken = (id: string): boolean => used.has(`${kind}:${id}`) || !isRecordName(`${id}.md`);
    const id = isTaken(slug) ? nextFree(slug, `${kind}:${slug}`, tried, isTaken) : slug;
    used.add(`${kind}:${id}`);
    return id;
  };
}

function nextFree(
  slug: string,
  key: string,
  tried: Map<string, number>,
  isTaken: (id: string) => boolean,
): string {
  // All that end in a lower number are known to be taken.
  let asked = 1;
  const from = tried.get(key) ?? 1;
  return freeSlug(slug, (id) => {
    const n = asked;
    asked += 1;
    if (n < from) return true;
    tried.set(key, n);
    return isTaken(id);
  });
}
