import { isConflict, splitConflicts } from '../../record/conflict-markers.ts';
import { parseReport } from '../../store/imports/parse-report.ts';
import type { Report } from '../../store/imports/report.ts';
import { formatReport } from './format-report.ts';
import { uniteReports } from './merge-reports.ts';

/**
 * A report as a merge without canon's driver has left it, with its conflicts or without them, as that driver would have
 * written it: things have a line each, so that it does not have to be JSON for that. Undefined where it is as
 * it should be, or holds a line that no import has written.
 * @param base what both sides began with, if that is known
 */
export async function repairReport(path: string, text: string, base?: string): Promise<string | undefined> {
  if (await isReport(text, path)) return undefined;
  const pieces = splitConflicts(text.replaceAll('\r\n', '\n'));
  const side = (choose: 'ours' | 'base' | 'theirs'): string[] =>
    pieces.flatMap((piece) => (isConflict(piece) ? (piece[choose] ?? []) : piece.lines));
  const parts = await Promise.all([side('ours'), side('theirs')].map((lines) => readLines(lines, path)));
  const [ours, theirs] = parts;
  if (!ours || !theirs || ours.source !== theirs.source || ours.name !== theirs.name) return undefined;
  const marked = pieces.some((piece) => isConflict(piece) && piece.base !== undefined) ? side('base') : [];
  const before = await readLines(base?.split('\n') ?? marked, path);
  return formatReport(uniteReports(before, ours, theirs));
}

const isReport = (text: string, path: string): Promise<boolean> =>
  parseReport(text, path).then(
    () => true,
    () => false,
  );

const FRAME = /^(?:[{}]|\],?|"items": \[(?:\],?)?|"assets": \[(?:\],?)?|)$/;
const KEY = /^"(format|source|name|at|passed)": (.+?),?$/;

/** The lines that a report consists of, whatever stands between them. */
async function readLines(lines: readonly string[], path: string): Promise<Report | undefined> {
  const found: Record<string, unknown> = {};
  const items: unknown[] = [];
  const assets = new Set<unknown>();
  try {
    for (const line of lines.map((one) => one.trim())) {
      const [, key, value = ''] = KEY.exec(line) ?? [];
      if (key !== undefined) found[key] ??= JSON.parse(value);
      else if (line.startsWith('{"id":')) items.push(JSON.parse(line.replace(/,$/, '')));
      else if (line.startsWith('"docs/assets/')) assets.add(JSON.parse(line.replace(/,$/, '')));
      else if (!FRAME.test(line)) return undefined;
    }
    return await parseReport(JSON.stringify({ ...found, items, assets: [...assets] }), path);
  } catch {
    // A line that was cut, or that no import has written.
    return undefined;
  }
}
