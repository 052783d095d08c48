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

const WEAK: ReadonlySet<KnownFrom> = new Set(['file', 'guess']);

/** The time of an item; the day of the import where the source says none that a record can have. */
export function whenOf(created: Known<string> | undefined, today: string): When {
  const said = created?.value.trim() ?? '';
  const day = said.slice(0, 10);
  // An id has two digits for the year.
  const known = (isDate(said) || isTime(said)) && day >= '2000-01-01' && day <= '2099-12-31';
  const doubt = created === undefined || !known || WEAK.has(created.from);
  if (!known) return { day: today, time: `${today}T00:00:00Z`, doubt };
  return { day, time: isTime(said) ? said : `${day}T00:00:00Z`, doubt };
}
