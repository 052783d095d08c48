import { isAscii } from 'node:buffer';
import { parseFrontmatter, parseFrontmatterFully } from '../record/frontmatter.ts';
import type { FrontmatterData, Parsed } from '../record/frontmatter.ts';
import { OWNER_KEY } from '../record/kinds.ts';
import type { Kind } from '../record/kinds.ts';
import { quickFields, wantedFields } from '../record/quick-fields.ts';
import { plainText } from '../record/markdown-plain.ts';
import { leadText, plainValue } from '../record/markdown-shown.ts';
import { findSection } from '../record/sections.ts';
import type { Body } from '../record/sections.ts';
import { tagsFrom } from '../record/tags.ts';
import { readBody, scanBody } from './document.ts';
import { itemLists } from './items.ts';
import { progressOf } from './progress.ts';
import type { Row, RowFault } from './row.ts';
import { tasksOf } from './tasks.ts';

/** What a title or summary is cut to; more is no title. */
const TITLE_LENGTH = 300;
const SUMMARY_LENGTH = 240;

/** The fields that a row is made of: every key that `fromFrontmatter` asks for. */
export const ROW_FIELDS = [
  'title',
  'operator',
  'owner',
  'summary',
  'plan',
  'workstream',
  'priority',
  'tags',
  'parent',
  'blocked_by',
  'supersedes',
  'superseded_by',
  'aliases',
  'closes',
  'kind',
  'status',
  'created',
  'date',
  'claimed_at',
  'branch',
  'base',
  'head',
  'commits',
  'host_sessions',
  'applies_to',
  'expires',
  'source',
  'deprecated_by',
] as const;
const WANTED = wantedFields(ROW_FIELDS);

type Draft = { -readonly [K in keyof Row]: Row[K] };

/**
 * A record file as a row, at once: narrow readers only, nothing loaded. `undefined` where one declines; then
 * `toRowFully` has the answer. The body is looked into only for what the frontmatter does not say.
 */
export function toRow(path: string, kind: Kind, text: string): Row | undefined {
  const quick = quickFields(text, WANTED[kind]);
  if (quick) {
    const { data, bodyStart } = quick;
    return rowFrom(path, kind, data, text.slice(bodyStart), lineAt(text, bodyStart));
  }
  const parsed = parseFrontmatter(text, kind);
  return parsed && rowOf(path, kind, parsed);
}

/**
 * The same from the bytes of a file, which must be UTF-8. Of most records only the frontmatter becomes text:
 * a repository's first read is made of nothing else.
 */
export function toRowOfBytes(path: string, kind: Kind, bytes: Buffer): Row | undefined {
  const body = bytes.indexOf(FENCE) + FENCE.length;
  const text = body < FENCE.length ? '' : decode(bytes.subarray(0, body));
  const quick = text === '' ? undefined : quickFields(text, WANTED[kind]);
  if (quick?.bodyStart !== text.length || quick.data['claimed_at'] !== undefined) {
    return toRow(path, kind, decode(bytes));
  }
  const { row, wants } = fromFrontmatter(path, kind, quick.data, '');
  const hasItems = kind === 'session' || kind === 'plan';
  if (!wants && !(hasItems && MAYBE_ITEM_HEADING.test(bytes.toString('latin1', body)))) return row;
  return rowFrom(path, kind, quick.data, decode(bytes.subarray(body)), lineAt(text, text.length));
}

const FENCE = Buffer.from('\n---\n');

// A text of one byte a letter is by far the fastest to make and to read.
const decode = (bytes: Buffer): string => bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');

/** The 1-based line that a place in a text is on. */
const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** The same for a record whose frontmatter has been read already. */
export function rowOf(path: string, kind: Kind, { data, document }: Parsed): Row | undefined {
  return rowFrom(path, kind, data, document.body, document.bodyLine);
}

/** The row of a record whose body has nothing to add. */
export const rowOfData = (path: string, kind: Kind, data: FrontmatterData): Row =>
  fromFrontmatter(path, kind, data, '').row;

function rowFrom(
  path: string,
  kind: Kind,
  data: FrontmatterData,
  text: string,
  bodyLine: number,
): Row | undefined {
  const { row, wants } = fromFrontmatter(path, kind, data, text);
  if (!wants) return row;
  const body = scanBody(kind, text);
  return body && fromBody(row, body, bodyLine);
}

/** A record file as a row, whatever is in it; never throws. What does not parse is a row with a fault. */
export async function toRowFully(path: string, kind: Kind, text: string): Promise<Row> {
  const parsed = await parseFrontmatterFully(text, kind);
  const { document } = parsed;
  const body = await readBody(kind, document.body);
  if (parsed.ok) {
    const { row, wants } = fromFrontmatter(path, kind, parsed.data, document.body);
    return wants ? fromBody(row, body, document.bodyLine) : row;
  }
  const { code, line, column } = parsed.fault;
  return brokenRow(path, kind, { code, line, column }, titleOf(kind, idOf(path), body));
}

/** The row of a record that cannot be read. */
export function brokenRow(path: string, kind: Kind, fault: RowFault, title?: string): Row {
  const id = idOf(path);
  return { path, kind, id, title: title ?? id, fault };
}

/** The file name without `.md`. */
function idOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.endsWith('.md') ? name.slice(0, -3) : name;
}

function fromFrontmatter(
  path: string,
  kind: Kind,
  data: FrontmatterData,
  body: string,
): { row: Draft; wants: boolean } {
  const id = idOf(path);
  const title = textOf(data, 'title');
  const row: Draft = {
    path,
    kind,
    id,
    title: title === undefined ? '' : cutAtWord(plainValue(title), TITLE_LENGTH),
  };
  const set = <K extends keyof Draft>(key: K, value: Draft[K] | undefined): void => {
    if (value !== undefined) row[key] = value;
  };
  if (kind === 'session') {
    if (data['claimed_at'] != null && title === undefined && body.trim() === '') {
      row.stub = true;
      row.title = id;
    }
    if (data['kind'] == null || (data['kind'] !== 'session' && id.startsWith('CONV-'))) row.legacy = true;
    set('workstream', textOf(data, 'workstream'));
    set('branch', textOf(data, 'branch'));
    set('base', textOf(data, 'base'));
    set('head', textOf(data, 'head'));
    set('commits', listOf(data, 'commits'));
    set('parent', textOf(data, 'parent'));
    set('hostSessions', listOf(data, 'host_sessions'));
  }
  set('status', textOf(data, 'status'));
  const summary = textOf(data, 'summary');
  if (summary !== undefined) row.summary = cutAtWord(plainValue(summary), 2 * SUMMARY_LENGTH);
  const owner = OWNER_KEY[kind];
  if (owner) set('owner', textOf(data, owner));
  set('tags', tagsOf(data));
  set('plan', textOf(data, 'plan'));
  set('priority', textOf(data, 'priority'));
  set('created', createdOf(kind, data, row.legacy));
  set('blockedBy', listOf(data, 'blocked_by'));
  set('supersedes', listOf(data, 'supersedes'));
  set('supersededBy', textOf(data, 'superseded_by'));
  set('closes', listOf(data, 'closes'));
  set('aliases', listOf(data, 'aliases'));
  if (kind === 'learning') {
    set('appliesTo', listOf(data, 'applies_to'));
    set('expires', textOf(data, 'expires'));
    set('source', textOf(data, 'source'));
    set('deprecatedBy', textOf(data, 'deprecated_by'));
  }
  return { row, wants: wantsBody(row, body) };
}

function createdOf(kind: Kind, data: FrontmatterData, legacy: true | undefined): string | undefined {
  const created = textOf(data, 'created');
  if (kind === 'adr') return textOf(data, 'date') ?? created;
  return created ?? (legacy ? textOf(data, 'date') : undefined);
}

const ITEM_HEADING = /waiting\s+on|open\s+questions/i;
/** Whatever may be one in a text whose bytes were taken for letters. */
const MAYBE_ITEM_HEADING = /waiting[\s\x80-\xFF]+on|open[\s\x80-\xFF]+questions/i;

/** Whether the body has something to add. It is the larger part of a file, and most have nothing. */
function wantsBody(row: Draft, body: string): boolean {
  if (row.stub) return false;
  if (row.title === '') return true;
  switch (row.kind) {
    case 'session':
      return row.summary === undefined || ITEM_HEADING.test(body);
    case 'plan':
      return ITEM_HEADING.test(body);
    case 'workstream':
      return true;
    case 'adr':
    case 'learning':
      return false;
  }
}

function fromBody(row: Draft, body: Body, bodyLine: number): Row {
  const { kind } = row;
  if (row.title === '') row.title = titleOf(kind, row.id, body) ?? row.id;
  if (kind === 'workstream') row.progress = progressOf(tasksOf(body, bodyLine));
  if (kind === 'session' && row.summary === undefined) {
    const section = findSection(body, 'Summary');
    const said = section && leadText(section.text, body.source);
    if (said) row.summary = cutAtWord(said, SUMMARY_LENGTH);
  }
  return Object.assign(row, itemLists(kind, body, bodyLine));
}

/** What stands before a dash or colon at the beginning of a heading. */
const BEFORE_DASH = /^([A-Z]{2,8}-\d[\w-]*)\s*(?:[—–:|]|-(?=\s))\s*/;

/** The title that a heading gives; a session's begins with its id (`CONV-30` in `CONV-30-some-slug.md`). */
function titleOf(kind: Kind, id: string, body: Body): string | undefined {
  if (!body.title) return undefined;
  const title = plainText(body.title.text);
  const [before, called] = (kind === 'session' && BEFORE_DASH.exec(title)) || [];
  const isId =
    called !== undefined && (called === id || id.startsWith(`${called}-`) || SESSION_ID.test(called));
  const bare = isId ? title.slice(before?.length) : title;
  return cutAtWord(bare === '' ? title : bare, TITLE_LENGTH) || undefined;
}

const SESSION_ID = /^[A-Z]{2,4}-\d{6}-\d{2,3}$/;

/** A text value; blank is none. A number where text was meant still says something. */
function textOf(data: FrontmatterData, key: string): string | undefined {
  const value = data[key];
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A list of text; one value where a list was meant is a list of one. */
function listOf(data: FrontmatterData, key: string): string[] | undefined {
  const value = data[key];
  if (value === undefined || value === null) return undefined;
  const list = (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  return list.length > 0 ? list : undefined;
}

function tagsOf(data: FrontmatterData): string[] | undefined {
  const written = data['tags'];
  const tags = tagsFrom(typeof written === 'string' ? written : (listOf(data, 'tags') ?? []));
  return tags.length > 0 ? tags : undefined;
}

/** The text cut to `limit` characters, at a word where there is one, with `…`. */
function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const blank = cut.lastIndexOf(' ');
  const kept = blank > limit / 2 ? cut.slice(0, blank) : cut.replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.replace(/[\s.,;:—–-]+$/, '')}…`;
}
