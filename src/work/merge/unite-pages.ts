import { rowKey, uniteIndex } from '../unite-index.ts';
import { threeWay } from './unite-logs.ts';
import type { Versions } from './unite-tasks.ts';

/**
 * The versions of an index page with the same rows in each: those that either side has, without those that one of
 * them took away; of a row that one side changed, its version. Lines that are no rows stay where they are.
 */
export function unitePages([base, ours, theirs]: Versions): Versions {
  if (ours === theirs) return [ours, ours, ours];
  const rows = [base, ours, theirs].map(rowsOf);
  const [before, mine, other] = rows;
  const decided = theirs.split(/\r?\n/).flatMap((line) => {
    const key = rowKey(line);
    if (key === undefined) return [line];
    const row = threeWay(before?.get(key), mine?.get(key), other?.get(key));
    return row === undefined ? [] : [row];
  });
  // A base that no version is: what stands in it alone is looked at row by row.
  const since = `${base}\n`;
  const page = newestFirst(withoutNotes(uniteIndex(ours, since, decided.join('\n'))));
  return [base, ours, theirs].map((text) => uniteIndex(text, since, page)) as unknown as Versions;
}

// What canon writes into a page beside rows and headings.
const DERIVED = /^(?:<!-- Derived from |Newest: \[)/;

/** A page without what people wrote in it: a version in which they wrote nothing must not get that from another. */
function withoutNotes(page: string): string {
  const isOwn = (line: string): boolean =>
    line.trim() === '' || rowKey(line) !== undefined || DERIVED.test(line);
  return page
    .split(/(?<=\n)/)
    .filter((line) => isOwn(line.replace(/\r?\n$/, '')))
    .join('');
}

const rowsOf = (page: string): Map<string, string> =>
  new Map(
    page.split(/\r?\n/).flatMap((line): [string, string][] => {
      const key = rowKey(line);
      return key === undefined ? [] : [[key, line]];
    }),
  );

const DATED = /^\| (\d{4}-\d{2}-\d{2}) \|/;

/** Rows of a table in the order of their dates; those of one day stay as they are. */
function newestFirst(page: string): string {
  const eol = page.includes('\r\n') ? '\r\n' : '\n';
  const out: string[] = [];
  let run: [date: string, line: string][] = [];
  const flush = (): void => {
    out.push(...run.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, line]) => line));
    run = [];
  };
  for (const line of page.split(/\r?\n/)) {
    const date = DATED.exec(line)?.[1];
    if (date !== undefined) run.push([date, line]);
    else {
      flush();
      out.push(line);
    }
  }
  flush();
  return out.join(eol);
}
