import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Args } from '../../src/fault/diagnostic.ts';
import { FIELDS, KEY_ORDER, TEXT_KEYS } from '../../src/record/fields.ts';
import { type Kind, KINDS } from '../../src/record/kinds.ts';
import { SCHEMAS } from '../../src/record/schema/index.ts';
import { isPlainlyValid } from '../../src/record/plainly-valid.ts';
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

/** The findings in short: `key problem wanted found`. */
const found = (kind: Kind, data: Record<string, unknown>): string[] =>
  validate(kind, data).map(({ args = {} }) =>
    args['problem'] === 'missing'
      ? `${args['key']} missing`
      : `${args['key']} ${args['found']}: ${wanted(args)}`,
  );
const wanted = (args: Args): string =>
  args['wanted'] === 'one-of' ? String(args['allowed']) : String(args['wanted']);

describe.each(KINDS)('%s', (kind) => {
  test('its starred keys are enough', () => {
    expect(validate(kind, LEAST[kind])).toEqual([]);
  });

  test('each of them is needed, and null is as good as nothing', () => {
    for (const key of Object.keys(LEAST[kind])) {
      expect(found(kind, { ...LEAST[kind], [key]: undefined })).toEqual([`${key} missing`]);
      expect(found(kind, { ...LEAST[kind], [key]: null })).toEqual([`${key} missing`]);
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
  ['title', '  ', 'title "  ": text'],
  ['title', ['a'], 'title ["a"]: text'],
  ['operator', 'Roman T', 'operator "Roman T": slug'],
  ['plan', 'a plan', 'plan "a plan": id'],
  ['plan', '../x', 'plan "../x": id'],
  ['confidence', 'high', 'confidence "high": H,M,L'],
  ['status', 'done', 'status "done": handed-off,auto,imported'],
  ['kind', 'plan', 'kind "plan": session'],
  ['created', '2026-05-11', 'created "2026-05-11": time'],
  ['created', '2026-02-30T10:00:00Z', 'created "2026-02-30T10:00:00Z": time'],
  ['tags', 'ops', 'tags "ops": list'],
  ['tags', ['a', 1], 'tags.1 1: text'],
  ['tags', ['a', null], 'tags.1 null: text'],
  ['closes', ['w1'], 'closes.0 "w1": item'],
  ['tool_calls', -1, 'tool_calls -1: count'],
  ['tool_calls', 1.5, 'tool_calls 1.5: count'],
  ['tool_calls', '4', 'tool_calls "4": count'],
  ['tool_calls_breakdown', ['a'], 'tool_calls_breakdown ["a"]: counts'],
  ['tool_calls_breakdown', { Bash: '71' }, 'tool_calls_breakdown.Bash "71": count'],
  ['tokens', 4, 'tokens 4: map'],
  ['imported', 'notion', 'imported "notion": origin'],
])('%s: %j', (key, value, sentence) => {
  expect(found('session', { ...QUICK, [key]: value })).toEqual([sentence]);
});

test('dates are days elsewhere', () => {
  expect(found('plan', { ...LEAST.plan, ratified: '11.05.2026', created: '2026-05-11T10:00:00Z' })).toEqual([
    'ratified "11.05.2026": date',
    'created "2026-05-11T10:00:00Z": date',
  ]);
});

test('with the text, a finding knows the place of its key', () => {
  const text = '\uFEFF---\r\n# c\r\ntitle: a\r\n"status" : b\r\nkind: plan\r\n---\r\nowner: x\r\n';
  expect(validate('plan', { title: 'a', status: 'b', kind: 'plan' }, text)).toMatchObject([
    { code: 'schema', severity: 'error', line: 1, column: 1, args: { key: 'owner', problem: 'missing' } },
    { line: 4, column: 1, args: { key: 'status', problem: 'wrong' } },
  ]);
});

test('the quick check agrees with the schema', () => {
  const kinds = fc.constantFrom<Kind>(...KINDS);
  // prettier-ignore
  const values = fc.constantFrom<unknown[]>(
    'a', '', ' ', 'P0', 'H', 'done', 'active', 'complete', 'session', 'plan', 'x/y', 'a b', 'RT-260510-02#w1', '2026-05-11',
    '2026-02-30', '2026-05-11T15:12:40+02:00', 'x'.repeat(70), 0, 4, -1, 1.5, 2 ** 53, Number.NaN, -0, true, null, undefined,
    [], ['a'], ['a', 1], ['RT-260510-02#w1'], [null], {}, { a: 1 }, { a: -1 }, { source: 'x' }, { source: 1 }, { id: null, at: ' ' },
  );
  const seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(kinds, fc.array(fc.tuple(fc.nat(), values), { maxLength: 2 }), (kind, changes) => {
      const keys = [...KEY_ORDER[kind], 'unknown'];
      const data = {
        ...LEAST[kind],
        ...Object.fromEntries(changes.map(([n, value]) => [keys[n % keys.length], value])),
      };
      const valid = SCHEMAS[kind].safeParse(data).success;
      seen[valid ? 'valid' : 'invalid']++;
      return isPlainlyValid(kind, data) === valid;
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(500);
});

test('text keys are the ones whose type is text', () => {
  expect([...TEXT_KEYS.session]).toEqual(
    KEY_ORDER.session.filter((key) => !['count', 'counts', 'map'].includes(FIELDS.session[key] ?? '')),
  );
  expect(TEXT_KEYS.session.has('tool_calls')).toBe(false);
  expect(TEXT_KEYS.plan.has('version')).toBe(true);
});
