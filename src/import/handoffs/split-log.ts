import { outlineOf } from '../text/outline-of.ts';
import { headerOf } from '../text/header-of.ts';
import { type DocumentFacts, readFacts } from '../text/read-facts.ts';
import { readWhen } from '../text/read-when.ts';

/** One entry of a log. */
export interface LogEntry {
  /** Tells it from the others, however the log grows: its heading, and a number where two are the same. */
  readonly name: string;
  readonly heading: string;
  readonly when: string;
  /** All of it, as it stands in the file. */
  readonly text: string;
  /** What stands below the heading. */
  readonly body: string;
}

export interface Log {
  readonly entries: readonly LogEntry[];
  /** What stands above all entries: title, introduction, frontmatter. */
  readonly before: string;
  /** The entry that has `before`: the oldest one, which it stays however the log grows. */
  readonly oldest: number;
}

/** A longer one is no heading over an entry. */
const LONGEST = 300;

/**
 * The entries of a text that is a log; undefined for any other text. It is one where every heading of a level is dated,
 * there are two at least, and no more than a title stands above them.
 */
export function splitLog(text: string, { bodyStart }: DocumentFacts): Log | undefined {
  const body = text.slice(bodyStart);
  const headings = outlineOf(body);
  for (const level of [1, 2, 3]) {
    const above = headings.filter((heading) => heading.level < level);
    if (above.length > 1 || (above[0] && above[0] !== headings[0])) return undefined;
    const heads = headings.filter((heading) => heading.level === level);
    if (heads.length < 2) continue;
    const dates = datesOf(heads.map((head) => head.text));
    if (!dates) continue;
    const seen = new Map<string, number>();
    const entries = heads.map((head, i): LogEntry => {
      const heading = head.text.replace(/\s+/g, ' ').trim();
      const nth = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, nth);
      const end = heads[i + 1]?.start ?? body.length;
      return {
        name: nth > 1 ? `${heading} ${nth}` : heading,
        heading,
        when: dates[i] ?? '',
        text: body.slice(head.start, end),
        body: body.slice(head.end, end),
      };
    });
    const days = entries.map(({ when }) => when);
    const first = days.toSorted()[0] ?? '';
    const before = text.slice(0, bodyStart) + body.slice(0, heads[0]?.start ?? 0);
    // Of one day, the one that is nearest to the end where old ones are.
    const oldest = (days[0] ?? '') <= (days.at(-1) ?? '') ? days.indexOf(first) : days.lastIndexOf(first);
    return { entries, before, oldest };
  }
  return undefined;
}

/** The dates of all headings; undefined where one has none. */
function datesOf(headings: readonly string[]): string[] | undefined {
  const dates: string[] = [];
  for (const heading of headings) {
    const when = heading.length > LONGEST ? undefined : readWhen(heading);
    if (when === undefined) return undefined;
    dates.push(when);
  }
  return dates;
}

/** What stands above a log, as properties of a record: no heading in it cuts the record. */
export function introOf(before: string): string {
  const facts = readFacts(before, '');
  const body = before.slice(facts.bodyStart);
  let text = '';
  let from = 0;
  for (const heading of outlineOf(body)) {
    text += `${body.slice(from, heading.start)}${heading.text}\n`;
    from = heading.end;
  }
  const { properties } = headerOf({ ...facts, fields: {} }, 'session', '');
  return [properties ?? '', (text + body.slice(from)).trim()].filter(Boolean).join('\n\n');
}
