import { safeLine } from '../text/safe.ts';
import { plainText } from '../record/markdown-plain.ts';
import { destinationPath, escapeInline, linkDestination, relativePath } from '../record/markdown-write.ts';
import { appendToSection, lineEnding } from '../record/section-edit.ts';
import type { Body } from '../record/sections.ts';
import type { LogLine } from './edit.ts';
import { newestFirst } from './order.ts';
import type { Row } from './row.ts';

const SECTION = 'Session Log';

/** The log of a workstream: the sessions that name it, newest first. */
export function sessionLog(rows: readonly Row[], workstream: Pick<Row, 'id' | 'path'>): LogLine[] {
  const sessions = rows.filter(
    (row) => row.kind === 'session' && row.workstream === workstream.id && !row.stub && !row.fault,
  );
  return newestFirst(sessions).map((row) => logLine(row, workstream.path));
}

/** A session as a line of the log of the workstream file at `workstreamPath`. */
export function logLine(row: Row, workstreamPath: string): LogLine {
  return {
    id: row.id,
    date: dateOf(row),
    title: safeLine(row.title),
    href: relativePath(workstreamPath, row.path),
  };
}

function dateOf(row: Row): string {
  if (row.created !== undefined && /^\d{4}-\d{2}-\d{2}/.test(row.created)) return row.created.slice(0, 10);
  const [, year, month, day] = /^[A-Z]{2,4}-(\d\d)(\d\d)(\d\d)-\d/.exec(row.id) ?? [];
  return year === undefined ? '' : `20${year}-${month}-${day}`;
}

/** `- 2026-05-11 [RT-260511-01](../docs/sessions/RT-260511-01.md) — title` */
export function renderLogLine({ id, date, title, href }: LogLine): string {
  return `- ${date === '' ? '' : `${date} `}[${escapeInline(id)}](${linkDestination(href)}) — ${escapeInline(title)}`;
}

/** The log as a block of Markdown lines. */
export const renderLogBlock = (lines: readonly LogLine[]): string[] => lines.map(renderLogLine);

/** A line of a Session Log that canon wrote: its first line follows the grammar and links to the id that it shows. */
export interface WrittenLine {
  readonly id: string;
  readonly date: string;
  readonly title: string;
  readonly href: string;
  /** Offsets in the body: the grammar's line, and the whole item with what people added under it. */
  readonly start: number;
  readonly lineEnd: number;
  readonly end: number;
}

const LOG_LINE = /^[-*+] (?:(\d{4}-\d{2}-\d{2}) )?\[([^\]\n]{1,120})\]\(([^()\s]{1,600})\)(?: —(.*))?$/;

/** The lines of the Session Log that are canon's, in order. People's lines are not among them. */
export function writtenLines(body: Body): WrittenLine[] {
  const lines: WrittenLine[] = [];
  for (const section of body.sections) {
    if (section.key !== SECTION) continue;
    for (const item of section.items) {
      const newline = body.source.indexOf('\n', item.start);
      const lineEnd = newline < 0 || newline >= item.end ? item.end : newline + 1;
      const found = LOG_LINE.exec(body.source.slice(item.start, lineEnd).trimEnd());
      if (!found) continue;
      const id = plainText(found[2] ?? '');
      const href = destinationPath(found[3] ?? '');
      if (href.split('/').at(-1) !== `${id}.md`) continue;
      const title = plainText((found[4] ?? '').trim());
      lines.push({ id, date: found[1] ?? '', title, href, start: item.start, lineEnd, end: item.end });
    }
  }
  return lines;
}

const HEADING = /^## Session Log[ \t]*\r?\n?/m;

/**
 * A workstream's text without its Session Log, as far as that is canon's: two texts that are the same then differ in
 * derived lines alone. Seen line by line, for a history has thousands of them.
 */
export function withoutLog(text: string): string {
  const heading = HEADING.exec(text);
  if (!heading) return text.trimEnd();
  const log = text.slice(heading.index + heading[0].length);
  const end = log.search(/^#{1,2} /m);
  const [own, rest] = end < 0 ? [log, ''] : [log.slice(0, end), log.slice(end)];
  const peoples = own.split('\n').filter((line) => line.trim() !== '' && !LOG_LINE.test(line.trimEnd()));
  return [text.slice(0, heading.index).trimEnd(), ...peoples, rest].join('\n').trimEnd();
}

// Ids and paths of one spelling, so that the line can be nothing else.
const USUAL_LINE =
  /^- \d{4}-\d{2}-\d{2} \[([A-Za-z0-9-]{1,100})\]\((?=[^()\s]{1,600}\))(?:[\w.-]+\/)*\1\.md\)(?: —.*)?$/;

/**
 * Whether the Session Log surely has these lines and no others, so that `withLogLines` would change nothing. Seen
 * without taking the lines apart: a check compares the logs of a whole repository, and most are as they should be.
 */
export function isLogOf(body: Body, lines: readonly LogLine[]): boolean {
  const [log, ...others] = body.sections.filter(({ key }) => key === SECTION);
  if (!log || others.length > 0 || log.items.length !== lines.length) return false;
  if (new Set(lines.map(({ id }) => id)).size !== lines.length) return false;
  const block = renderLogBlock(lines.toSorted(newestLineFirst));
  return (
    log.text.replace(/^\n+|\n+$/g, '') === block.join('\n') && block.every((line) => USUAL_LINE.test(line))
  );
}

/**
 * The body with `add` in its Session Log and the lines of `remove` gone: a line that is there is brought up to date
 * where it stands, a new one goes before the first older one, lines out of order are put in order. Everything else
 * stays where it is. Doing it twice changes nothing more.
 */
export function withLogLines(
  body: Body,
  add: readonly LogLine[],
  remove: readonly string[] = [],
  eol = lineEnding(body.source),
): string {
  const slots = writtenLines(body);
  const wanted = new Map(add.map((line) => [line.id, line]));
  if (slots.length === 0) {
    const lines = renderLogBlock([...wanted.values()].sort(newestLineFirst));
    return lines.length === 0 ? body.source : appendToSection(body, SECTION, lines, { apart: true, eol });
  }
  const gone = new Set(remove.filter((id) => !wanted.has(id)));
  const changes: Change[] = [];
  const kept: (WrittenLine & { readonly text: string })[] = [];
  const seen = new Set<string>();
  for (const slot of slots) {
    // A second line for a session is left over from a merge.
    if (gone.has(slot.id) || seen.has(slot.id)) {
      changes.push({ at: slot.start, to: slot.lineEnd, text: '' });
      continue;
    }
    const own = body.source.slice(slot.start, slot.lineEnd);
    const want = wanted.get(slot.id);
    const text = want ? renderLogLine(want) + (/\r?\n?$/.exec(own)?.[0] ?? '') : own;
    if (text !== own) changes.push({ at: slot.start, to: slot.lineEnd, text });
    kept.push({ ...slot, date: want?.date ?? slot.date, text });
    seen.add(slot.id);
    wanted.delete(slot.id);
  }
  const missing = [...wanted.values()].sort(newestLineFirst);
  const sorted = kept.toSorted(newestLineFirst);
  if (sorted.some((line, i) => line !== kept[i])) {
    return reordered(body, slots, sorted, missing, eol);
  }
  let older = 0;
  for (const line of missing) {
    // Both are in order, so that each search goes on from the last.
    while (older < kept.length && newestLineFirst(line, kept[older] ?? line) >= 0) older++;
    const at = kept[older]?.start ?? kept.at(-1)?.end ?? slots[0]?.start ?? 0;
    changes.push({ at, to: at, text: renderLogLine(line) + eol });
  }
  return applyChanges(body.source, changes, eol);
}

/** All of canon's lines, with the notes under them, in order where the first one stands. */
function reordered(
  body: Body,
  slots: readonly WrittenLine[],
  kept: readonly (WrittenLine & { readonly text: string })[],
  missing: readonly LogLine[],
  eol: string,
): string {
  const ended = (text: string): string => (text.endsWith('\n') ? text : text + eol);
  const lines = [
    ...kept.map((line) => ({ ...line, text: ended(line.text + body.source.slice(line.lineEnd, line.end)) })),
    ...missing.map((line) => ({ ...line, text: renderLogLine(line) + eol })),
  ].sort(newestLineFirst);
  const first = slots[0]?.start ?? 0;
  const stays = new Set(kept.map((line) => line.start));
  const changes: Change[] = [{ at: first, to: first, text: lines.map((line) => line.text).join('') }];
  for (const slot of slots) {
    changes.push({ at: slot.start, to: stays.has(slot.start) ? slot.end : slot.lineEnd, text: '' });
  }
  return applyChanges(body.source, changes, eol);
}

const newestLineFirst = (a: Pick<LogLine, 'id' | 'date'>, b: Pick<LogLine, 'id' | 'date'>): number =>
  a.date === b.date ? (a.id < b.id ? 1 : a.id > b.id ? -1 : 0) : a.date < b.date ? 1 : -1;

interface Change {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

function applyChanges(source: string, changes: readonly Change[], eol: string): string {
  let out = '';
  let from = 0;
  // A stable sort: what is put in at one place keeps its order, and comes before what is replaced there.
  for (const { at, to, text } of changes.toSorted((a, b) => a.at - b.at || a.to - b.to)) {
    out += source.slice(from, at);
    if (out !== '' && text !== '' && !out.endsWith('\n')) out += eol;
    out += text;
    from = to;
  }
  return out + source.slice(from);
}
