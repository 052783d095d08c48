import { isDate, isTime } from '../../record/ids.ts';
import type { Known, KnownFrom } from '../item.ts';

/** When something was, as records have it. */
export interface When {
  /** `YYYY-MM-DD`: the day in an id. */
  readonly day: string;
  /** RFC 3339. A day alone is its beginning. */
  readonly time: string;
  readonly doubt: boolean;
}

/** Anybody can write any time; git and file systems have clocks. */
const WRITTEN: ReadonlySet<KnownFrom> = new Set(['frontmatter', 'label', 'name', 'text']);
const WEAK: ReadonlySet<KnownFrom> = new Set(['file', 'guess']);

/** The time of an item; the day of the import where the source says none that a record can have. */
export function whenOf(created: Known<string> | undefined, today: string): When {
  const said = created?.value.trim() ?? '';
  const day = said.slice(0, 10);
  // What is still to come nobody has written, wherever they live: as the newest of all it would be what everybody is
  // shown first, for years. An id has two digits for the year.
  const last = created && WRITTEN.has(created.from) ? dayAfter(today) : '2099-12-31';
  const known = (isDate(said) || isTime(said)) && day >= '2000-01-01' && day <= last;
  const doubt = created === undefined || !known || WEAK.has(created.from);
  if (!known) return { day: today, time: `${today}T00:00:00Z`, doubt };
  return { day, time: isTime(said) ? said : `${day}T00:00:00Z`, doubt };
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
