import { FIELDS } from '../../record/fields.ts';
import type { Kind } from '../../record/kinds.ts';
import type { Author, Doubt, Known } from '../item.ts';
import { foldName, type ImportMap } from '../map.ts';
import { readWhen } from '../text/read-when.ts';
import type { Property } from './page-head.ts';
import { type Meaning, meaningOf } from './property-names.ts';
import { priorityOf, statusOf } from './status-names.ts';

/** What the properties of a page say for its record. */
export interface PropertyFacts {
  readonly author?: Known<Author>;
  readonly created?: Known<string>;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly aliases: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** More tags than this are a text. */
const MOST_TAGS = 50;

/** Reads properties by their names, or by what the map says of them. */
export function readProperties(
  properties: readonly Property[],
  kind: Kind,
  map: Pick<ImportMap, 'properties'>,
): PropertyFacts {
  const by = new Map<Meaning, string>();
  const fields: Record<string, unknown> = {};
  for (const { key, value } of properties) {
    if (value === '') continue;
    const name = foldName(key);
    const mapped = map.properties.get(name);
    if (mapped === 'keep') continue;
    const meaning = mapped === undefined ? (meaningOf(name) ?? dateByName(name)) : MAPPED[mapped];
    if (meaning !== undefined && (mapped !== undefined || !by.has(meaning))) by.set(meaning, value);
    if (mapped !== undefined && meaning === undefined) {
      const field = fieldOf(kind, mapped, value);
      if (field !== undefined) fields[mapped] = field;
    }
  }
  const doubts: Doubt[] = [];
  const set = (key: string, value: unknown): void => {
    if (value !== undefined && Object.hasOwn(FIELDS[kind], key)) fields[key] ??= value;
  };
  const status = by.get('status');
  if (status !== undefined && kind !== 'session') {
    set('status', statusOf(kind, status));
    if (fields['status'] === undefined) doubts.push('status');
  }
  set('tags', listOf(by.get('tags')));
  set('deciders', listOf(by.get('deciders')));
  set('priority', priorityOf(by.get('priority') ?? ''));
  set('summary', oneLine(by.get('summary')));
  set('branch', oneLine(by.get('branch')));
  const when = (ORDER[kind] ?? ORDER.learning)
    .map((meaning) => readWhen((by.get(meaning) ?? '').split('→')[0] ?? ''))
    .find((one) => one !== undefined);
  const author = authorOf(by.get('operator') ?? by.get('author') ?? by.get('owner') ?? by.get('editor'));
  return {
    ...(author && { author: { value: author, from: 'label' } }),
    ...(when !== undefined && { created: { value: when, from: 'label' } }),
    fields,
    aliases: aliasesOf(by.get('id')),
    doubts,
  };
}

// When a session was, and a decision was made, is what their dates say; of all else, when it was written.
const ORDER: Readonly<Record<Kind, readonly Meaning[]>> = {
  session: ['date', 'created', 'edited'],
  adr: ['date', 'created', 'edited'],
  plan: ['created', 'date', 'edited'],
  workstream: ['created', 'date', 'edited'],
  learning: ['created', 'date', 'edited'],
};

/** Keys of the frontmatter that a map may name, by what they mean here. */
const MAPPED: Readonly<Record<string, Meaning>> = {
  created: 'created',
  date: 'date',
  operator: 'operator',
  owner: 'owner',
  author: 'author',
  status: 'status',
  tags: 'tags',
  priority: 'priority',
  summary: 'summary',
  deciders: 'deciders',
  branch: 'branch',
};

// `Meeting date`, but not the day until which something is to be done.
const dateByName = (name: string): Meaning | undefined =>
  /(?:^|\s)(?:date|дата)(?:\s|$)/.test(name) &&
  !/due|end|start|deadline|target|expir|review|birth|until|finish|ship|launch|план|окончан|начал|срок/.test(
    name,
  )
    ? 'date'
    : undefined;

function fieldOf(kind: Kind, key: string, value: string): unknown {
  switch (FIELDS[kind][key]) {
    case 'text':
    case 'id':
    case 'slug':
      return oneLine(value);
    case 'list':
      return listOf(value);
    case 'date':
      return readWhen(value)?.slice(0, 10);
    case 'count':
      return /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
    default:
      return undefined;
  }
}

function oneLine(value: string | undefined): string | undefined {
  const line = value?.replace(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

function listOf(value: string | undefined): string[] | undefined {
  const entries = (value ?? '')
    .split(/[,;\n]/)
    .map((one) => one.replace(/^#/, '').trim())
    .filter((one) => one !== '' && one.length <= 100);
  return entries.length === 0 || entries.length > MOST_TAGS ? undefined : [...new Set(entries)];
}

const MAIL = /[^\s<>(),;]+@[^\s<>(),;]+\.[^\s<>(),;]+/;

/** Of several people the first. */
function authorOf(value: string | undefined): Author | undefined {
  const first = (value ?? '').split(/[,;\n]/, 1)[0]?.trim() ?? '';
  if (first.length > 200) return undefined;
  const email = MAIL.exec(first)?.[0];
  const name = first
    .replace(MAIL, '')
    .replace(/[<>()]/g, '')
    .replace(/^@/, '')
    .trim();
  if (name === '' && email === undefined) return undefined;
  return { ...(name !== '' && { name }), ...(email !== undefined && { email }) };
}

/** A unique id as Notion counts them: `CONV-12`. */
function aliasesOf(value: string | undefined): string[] {
  const id = value?.trim() ?? '';
  return /^[A-Za-z][A-Za-z0-9]{0,15}-\d{1,9}$/.test(id) ? [id] : [];
}
