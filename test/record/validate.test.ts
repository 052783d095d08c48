import { describe, expect, test } from 'vitest';
import { describe as words } from '../../src/fault/messages/index.ts';
import { FIELDS, KEY_ORDER, TEXT_KEYS } from '../../src/record/fields.ts';
import { type Kind, KINDS } from '../../src/record/kinds.ts';
import { SCHEMAS } from '../../src/record/schema/index.ts';
import { validate } from '../../src/record/validate.ts';

const QUICK = {
  title: 'Shipped',
  operator: 'roman',
  kind: 'session',
  id: 'RT-260511-01',
  created: '2026-05-11T15:12:40+02:00',
};
const LEAST: Readonly<Record<Kind, Record<string, unknown>>> = {
  session: QUICK,
  workstream: { title: 'a', owner: 'roman', status: 'active', kind: 'workstream' },
  plan: { title: 'a', owner: 'unknown', status: 'stub', kind: 'plan' },
  adr: { title: 'a', status: 'accepted', kind: 'adr' },
  learning: { title: 'a', status: 'active', kind: 'learning' },
};

/** Findings as a person reads them. */
const said = (kind: Kind, data: Record<string, unknown>): string[] =>
  validate(kind, data).map(({ code, args }) => words(code, args).text);

describe.each(KINDS)('%s', (kind) => {
  test('its starred keys are enough', () => {
    expect(validate(kind, LEAST[kind])).toEqual([]);
  });

  test('each of them is needed, and null is as good as nothing', () => {
    for (const key of Object.keys(LEAST[kind])) {
      expect(said(kind, { ...LEAST[kind], [key]: undefined })).toEqual([
        `${key} is missing: every ${kind} has one`,
      ]);
      expect(said(kind, { ...LEAST[kind], [key]: null })).toEqual([
        `${key} is missing: every ${kind} has one`,
      ]);
    }
  });

  test('everything else may be null, and unknown keys are welcome', () => {
    const rest = KEY_ORDER[kind].filter((key) => !(key in LEAST[kind]));
    const nulls = Object.fromEntries(rest.map((key) => [key, null]));
    expect(validate(kind, { ...LEAST[kind], ...nulls, my_own: { x: [1] }, updated: 'now' })).toEqual([]);
  });

  test('the table of fields and the schema name the same keys in the same order', () => {
    expect(Object.keys(SCHEMAS[kind].shape)).toEqual(KEY_ORDER[kind]);
  });
});

test('a full session', () => {
  const full = {
    ...QUICK,
    summary: 'Hook and handoff shipped.',
    plan: 'repo-as-canonical-store',
    workstream: 'repo-as-canonical-store-flip',
    tags: ['ops'],
    confidence: 'H',
    parent: 'CONV-30-some-slug',
    supersedes: ['RT-260510-01'],
    closes: ['RT-260510-02#w1'],
    aliases: [],
    status: 'handed-off',
    commits: ['ad6f578'],
    files_changed: 0,
    telemetry: 'complete',
    tool_calls_breakdown: { Bash: 71, mcp__notion_offplan: 0 },
    tokens: { input: 1, cache: { read: 2 } },
    imported: { source: 'notion', id: '4f2a', at: '2026-05-11' },
  };
  expect(validate('session', Object.assign(Object.create(null), full))).toEqual([]);
});

test.each<[key: string, value: unknown, sentence: string]>([
  ['title', '  ', 'title is "  ", not text'],
  ['title', ['a'], 'title is ["a"], not text'],
  ['operator', 'Roman T', 'operator is "Roman T", not an operator: lower-case words joined by -'],
  ['plan', 'a plan', 'plan is "a plan", not the id of a record'],
  ['plan', '../x', 'plan is "../x", not the id of a record'],
  ['confidence', 'high', 'confidence is "high", not one of H, M, L'],
  ['status', 'done', 'status is "done", not one of handed-off, auto, imported'],
  ['kind', 'plan', 'kind is "plan", not "session"'],
  ['created', '2026-05-11', 'created is "2026-05-11", not a time with its offset'],
  ['created', '2026-02-30T10:00:00Z', 'created is "2026-02-30T10:00:00Z", not a time with its offset'],
  ['tags', 'ops', 'tags is "ops", not a list of text'],
  ['tags', ['a', 1], 'tags.1 is 1, not text'],
  ['tags', ['a', null], 'tags.1 is null, not text'],
  ['closes', ['w1'], 'closes.0 is "w1", not the id of an item'],
  ['tool_calls', -1, 'tool_calls is -1, not a whole number from 0'],
  ['tool_calls', 1.5, 'tool_calls is 1.5, not a whole number from 0'],
  ['tool_calls', '4', 'tool_calls is "4", not a whole number from 0'],
  ['tool_calls_breakdown', ['a'], 'tool_calls_breakdown is ["a"], not a map of names to counts'],
  ['tool_calls_breakdown', { Bash: '71' }, 'tool_calls_breakdown.Bash is "71", not a whole number from 0'],
  ['tokens', 4, 'tokens is 4, not a map'],
  ['imported', 'notion', 'imported is "notion", not a map of source, id and at'],
])('%s: %j', (key, value, sentence) => {
  expect(said('session', { ...QUICK, [key]: value })).toEqual([sentence]);
});

test('dates are days elsewhere', () => {
  expect(said('plan', { ...LEAST.plan, ratified: '11.05.2026', created: '2026-05-11T10:00:00Z' })).toEqual([
    'ratified is "11.05.2026", not a date',
    'created is "2026-05-11T10:00:00Z", not a date',
  ]);
});

test('what to do about it', () => {
  const hints = validate('session', { ...QUICK, title: null, status: 'done', created: 'today' }).map(
    ({ code, args }) => words(code, args).hint,
  );
  expect(hints).toEqual([
    'Add title: some words (text).',
    'Write for example status: handed-off.',
    'Write for example created: "2026-05-11T15:12:40+02:00".',
  ]);
});

test('with the text, a finding knows the place of its key', () => {
  const text = '\uFEFF---\r\n# c\r\ntitle: a\r\n"status" : b\r\nkind: plan\r\n---\r\nowner: x\r\n';
  expect(validate('plan', { title: 'a', status: 'b', kind: 'plan' }, text)).toMatchObject([
    { code: 'schema', severity: 'error', line: 1, column: 1, args: { key: 'owner', problem: 'missing' } },
    { line: 4, column: 1, args: { key: 'status', problem: 'wrong' } },
  ]);
});

test('text keys are the ones whose type is text', () => {
  expect([...TEXT_KEYS.session]).toEqual(
    KEY_ORDER.session.filter((key) => !['count', 'counts', 'map'].includes(FIELDS.session[key] ?? '')),
  );
  expect(TEXT_KEYS.session.has('tool_calls')).toBe(false);
  expect(TEXT_KEYS.plan.has('version')).toBe(true);
});
