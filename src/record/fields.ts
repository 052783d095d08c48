import { KINDS, type Kind } from './kinds.ts';

/**
 * What a frontmatter key holds. All but `count`, `counts` and `map` are text to canon: read as written in the
 * source, whatever a YAML reader would make of it.
 */
export type FieldType =
  | 'text'
  | 'id'
  | 'slug'
  | 'date'
  | 'time'
  | 'count'
  | 'list'
  | 'counts'
  | 'map'
  | 'origin';

type Fields = Readonly<Record<string, FieldType>>;

// No schema library in here: every reader needs these tables, and only `check` and writers need the schemas.
// The order of the keys is the order on disk: what means something to a person first, the machine's last.
const END: Fields = { imported: 'origin', external_id: 'text' };
const SUCCESSION: Fields = { supersedes: 'list', superseded_by: 'id', aliases: 'list' };

/** The keys of each kind in their order on disk. Keys that are not listed are kept, after these. */
export const FIELDS: Readonly<Record<Kind, Fields>> = {
  session: {
    title: 'text',
    operator: 'slug',
    summary: 'text',
    plan: 'id',
    workstream: 'id',
    tags: 'list',
    confidence: 'text',
    parent: 'id',
    ...SUCCESSION,
    closes: 'list',
    kind: 'text',
    id: 'id',
    status: 'text',
    status_reason: 'text',
    created: 'time',
    branch: 'text',
    base: 'text',
    head: 'text',
    commits: 'list',
    shared_commits: 'list',
    files_changed: 'count',
    insertions: 'count',
    deletions: 'count',
    duration_minutes: 'count',
    host: 'text',
    host_sessions: 'list',
    model: 'text',
    telemetry: 'text',
    tool_calls: 'count',
    tool_failures: 'count',
    tool_calls_breakdown: 'counts',
    tokens: 'map',
    ...END,
  },
  workstream: {
    title: 'text',
    owner: 'slug',
    status: 'text',
    status_reason: 'text',
    priority: 'text',
    plan: 'id',
    summary: 'text',
    tags: 'list',
    blocked_by: 'list',
    ...SUCCESSION,
    kind: 'text',
    id: 'id',
    created: 'date',
    ...END,
  },
  plan: {
    title: 'text',
    owner: 'slug',
    status: 'text',
    status_reason: 'text',
    ratified: 'date',
    version: 'text',
    score: 'text',
    priority: 'text',
    summary: 'text',
    success_criteria: 'list',
    tags: 'list',
    ...SUCCESSION,
    kind: 'text',
    id: 'id',
    created: 'date',
    ...END,
  },
  adr: {
    title: 'text',
    status: 'text',
    status_reason: 'text',
    date: 'date',
    deciders: 'list',
    summary: 'text',
    tags: 'list',
    ...SUCCESSION,
    kind: 'text',
    id: 'id',
    created: 'date',
    ...END,
  },
  learning: {
    title: 'text',
    status: 'text',
    status_reason: 'text',
    summary: 'text',
    source: 'id',
    applies_to: 'list',
    expires: 'date',
    deprecated_by: 'id',
    tags: 'list',
    ...SUCCESSION,
    kind: 'text',
    id: 'id',
    created: 'date',
    ...END,
  },
};

const byKind = <T>(of: (kind: Kind) => T): Readonly<Record<Kind, T>> => ({
  session: of('session'),
  workstream: of('workstream'),
  plan: of('plan'),
  adr: of('adr'),
  learning: of('learning'),
});

/** The order of a kind's keys on disk. */
export const KEY_ORDER: Readonly<Record<Kind, readonly string[]>> = byKind((kind) =>
  Object.keys(FIELDS[kind]),
);

const isTextType = (type: FieldType): boolean => type !== 'count' && type !== 'counts' && type !== 'map';

/** The keys of each kind under which every scalar is text as written in the source. */
export const TEXT_KEYS: Readonly<Record<Kind, ReadonlySet<string>>> = byKind(
  (kind) => new Set(Object.keys(FIELDS[kind]).filter((key) => isTextType(FIELDS[kind][key] ?? 'map'))),
);

/** The text keys of all kinds together, for a file whose kind is not known. */
export const ANY_TEXT_KEYS: ReadonlySet<string> = new Set(KINDS.flatMap((kind) => [...TEXT_KEYS[kind]]));
