import type { Report, ReportItem } from '../../store/imports/report.ts';

/** A report as its file has it: an item to a line, by id, so that changes to it can be read and merged. */
export function formatReport(report: Report): string {
  const { format, source, name, at, items, assets, passed } = report;
  // By the whole line where clones have made something of one thing each: both come to the same order.
  const sorted = items
    .map((item) => ({ id: item.id, line: itemLine(item) }))
    .sort((a, b) => order(a.id, b.id) || order(a.line, b.line));
  const list = (lines: readonly string[]): string =>
    lines.length === 0 ? '[]' : `[\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ]`;
  return `{
  "format": ${format},
  "source": ${text(source)},
  "name": ${text(name)},
  "at": ${text(at)},
  "items": ${list(sorted.map(({ line }) => line))},
  "assets": ${list([...assets].sort().map(text))},
  "passed": ${passed}
}
`;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Keys in one order, whatever order they were put in. */
function itemLine(item: ReportItem): string {
  const { id, path, hash, record, file, result, blob, in_place, links, doubts, lost } = item;
  const line = {
    id,
    path,
    hash,
    record,
    file,
    result,
    ...(in_place ? { in_place } : {}),
    ...(blob === undefined ? {} : { blob }),
    ...(links && Object.keys(links).length > 0 ? { links: sortedMap(links) } : {}),
    ...(doubts && doubts.length > 0 ? { doubts } : {}),
    ...(lost && lost.length > 0 ? { lost } : {}),
  };
  return text(line);
}

const sortedMap = (map: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

// Names and links come from anywhere: what steers a terminal or hides is written as an escape.
const UNSAFE = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

const text = (value: unknown): string =>
  JSON.stringify(value).replace(
    UNSAFE,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
