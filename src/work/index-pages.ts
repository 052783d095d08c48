import { safeLine } from '../text/safe.ts';
import type { Kind } from '../record/kinds.ts';
import { escapeInline, linkDestination, relativePath } from '../record/markdown-write.ts';
import { isDated, newestFirst } from './order.ts';
import { type ProgressReader, progressReader, progressText } from './progress.ts';
import type { Row } from './row.ts';

/** How many rows INDEX.md holds; older ones are in a page for their month. */
export const NEWEST = 200;

/** What a page without rows says. */
export const NO_ROWS = 'None yet.';

/** A page of a kind's index before it is written out: which rows it has, and its neighbours. */
export interface IndexPage {
  /** `INDEX.md`, `INDEX-2026-04.md`, in the kind's own folder. */
  readonly file: string;
  /** `2026-04`; absent for INDEX.md. */
  readonly month?: string;
  readonly rows: readonly Row[];
  /** Files that cannot be read; on INDEX.md only. */
  readonly broken: readonly Row[];
  /** The months that have pages, newest first; on INDEX.md only. */
  readonly months: readonly string[];
}

/** Where the pages stand. */
export interface IndexOptions {
  /** The kind's own folder, as the rows' paths have it: `docs/sessions`. */
  readonly dir: string;
}

/** What a page is written with. */
export interface RenderOptions extends IndexOptions {
  /** How far workstreams and plans are. */
  readonly progressOf: ProgressReader;
}

/** A page as text. */
export interface RenderedPage {
  readonly file: string;
  readonly text: string;
}

const TITLES: Readonly<Record<Kind, string>> = {
  session: 'Sessions',
  workstream: 'Workstreams',
  plan: 'Plans',
  adr: 'Decisions',
  learning: 'Learnings',
};

const COLUMNS: Readonly<Record<Kind, readonly string[]>> = {
  session: ['Date', 'Session', 'Title', 'Summary', 'Status'],
  workstream: ['Date', 'Workstream', 'Summary', 'Status', 'Tasks', 'Owner', 'Priority'],
  plan: ['Date', 'Plan', 'Summary', 'Status', 'Tasks', 'Owner', 'Priority'],
  adr: ['Date', 'Decision', 'Summary', 'Status'],
  learning: ['Date', 'Learning', 'Summary', 'Status'],
};

/**
 * Shares the rows of a kind out to its pages, newest first: 200 on INDEX.md, older ones on a page for their month,
 * those without a date always on INDEX.md. Stubs are left out. Rows of other kinds are ignored.
 */
export function planIndex(kind: Kind, rows: readonly Row[]): IndexPage[] {
  const own = rows.filter((row) => row.kind === kind && !row.stub);
  const broken = own.filter((row) => row.fault).sort((a, b) => (a.path < b.path ? -1 : 1));
  const first: Row[] = [];
  const months = new Map<string, Row[]>();
  for (const row of newestFirst(own.filter((one) => !one.fault))) {
    const month = monthOf(row);
    if (first.length < NEWEST || month === undefined) first.push(row);
    else {
      const page = months.get(month);
      if (page) page.push(row);
      else months.set(month, [row]);
    }
  }
  // By the month as written: two offsets can put the same instant into two months.
  const names = [...months.keys()].sort().reverse();
  return [
    { file: 'INDEX.md', rows: first, broken, months: names },
    ...names.map((month) => ({
      file: `INDEX-${month}.md`,
      month,
      rows: months.get(month) ?? [],
      broken: [],
      months: [],
    })),
  ];
}

/**
 * All pages of a kind's index as text. The same rows give the same bytes, in whatever order they come. Those of other
 * kinds are only counted with: a plan is as far as its workstreams.
 */
export function indexPages(kind: Kind, rows: readonly Row[], { dir }: IndexOptions): RenderedPage[] {
  const options = { dir, progressOf: progressReader(rows) };
  return planIndex(kind, rows).map((page) => renderIndexPage(kind, page, options));
}

/**
 * The pages that read differently once `before` has become `after`, and the pages that are no longer needed. Only
 * these are written out; rows are compared by identity first, so pass the same objects where nothing changed.
 */
export function changedIndexPages(
  kind: Kind,
  before: readonly Row[],
  after: readonly Row[],
  options: IndexOptions,
): { readonly pages: RenderedPage[]; readonly gone: string[] } {
  const old = new Map(planIndex(kind, before).map((page) => [page.file, page]));
  const now = planIndex(kind, after);
  const [was, is] = [progressReader(before), progressReader(after)];
  const sameCounts = (page: IndexPage): boolean =>
    page.rows.every((row) => progressText(was(row)) === progressText(is(row)));
  const kept = new Set(now.map((page) => page.file));
  return {
    pages: now
      .filter((page) => !(samePage(old.get(page.file), page) && sameCounts(page)))
      .map((page) => renderIndexPage(kind, page, { ...options, progressOf: is })),
    gone: [...old.keys()].filter((file) => !kept.has(file)),
  };
}

function samePage(a: IndexPage | undefined, b: IndexPage): boolean {
  const same = <T>(one: readonly T[], other: readonly T[]): boolean =>
    one.length === other.length && one.every((value, i) => value === other[i]);
  return a !== undefined && same(a.rows, b.rows) && same(a.broken, b.broken) && same(a.months, b.months);
}

/** One page as Markdown. Every record is one line of a table, so that versions of the page can be united by line. */
export function renderIndexPage(
  kind: Kind,
  page: IndexPage,
  { dir, progressOf }: RenderOptions,
): RenderedPage {
  const from = dir === '' ? page.file : `${dir.replace(/\/$/, '')}/${page.file}`;
  const columns = COLUMNS[kind];
  const lines = [
    '<!-- Derived from the records in this folder by `canon index`. Do not edit: what is written here is lost. -->',
    `# ${TITLES[kind]}${page.month === undefined ? '' : `, ${page.month}`}`,
    '',
  ];
  if (page.month !== undefined) lines.push('Newest: [INDEX](INDEX.md)', '');
  if (page.rows.length === 0) lines.push(NO_ROWS, '');
  else {
    lines.push(tableLine(columns), tableLine(columns.map(() => '---')));
    for (const row of page.rows) lines.push(tableLine(cells(row, from, progressOf)));
    lines.push('');
  }
  if (page.months.length > 0) {
    lines.push('## Older', '', ...page.months.map((month) => `- [${month}](INDEX-${month}.md)`), '');
  }
  if (page.broken.length > 0) {
    lines.push('## Not readable', '', ...page.broken.map((row) => brokenLine(row, from)), '');
  }
  return { file: page.file, text: lines.join('\n') };
}

const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function cells(row: Row, from: string, progressOf: ProgressReader): string[] {
  const href = linkDestination(relativePath(from, row.path));
  const link = (text: string): string => `[${cell(text)}](${href})`;
  const date = isDated(row.created) ? row.created.slice(0, 10) : '';
  const summary = cell(row.summary ?? '');
  const status = cell(row.legacy ? (row.status ?? 'legacy') : (row.status ?? ''));
  switch (row.kind) {
    case 'session':
      return [date, link(row.id), link(row.title), summary, status];
    case 'workstream':
    case 'plan':
      return [
        date,
        link(row.title),
        summary,
        status,
        progressText(progressOf(row)),
        cell(row.owner ?? ''),
        cell(row.priority ?? ''),
      ];
    case 'adr':
    case 'learning':
      return [date, link(row.title), summary, status];
  }
}

function brokenLine(row: Row, from: string): string {
  const place = row.fault?.line === undefined ? '' : `, line ${row.fault.line}`;
  return `- [${cell(row.path)}](${linkDestination(relativePath(from, row.path))}) — ${cell(row.fault?.code ?? '')}${place}`;
}

/** Text as it may stand in a cell: one line, nothing that ends the cell, starts HTML or hides. */
const cell = (text: string): string => escapeInline(safeLine(text));

function monthOf({ created }: Row): string | undefined {
  return isDated(created) ? created.slice(0, 7) : undefined;
}
