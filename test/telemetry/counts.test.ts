import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Invariant } from '../../src/store/config.ts';
import type { Call } from '../../src/telemetry/calls.ts';
import { countCalls } from '../../src/telemetry/counts.ts';
import { breakdown, checkInvariants, violations } from '../../src/telemetry/invariants.ts';
import { foldedName, remembered } from '../../src/telemetry/tool-names.ts';
import { glob } from '../../src/text/glob.ts';
import { runs } from '../support/runs.ts';

const NOTION = {
  mcp__notion_offplan: ['mcp__notion_offplan__*', 'mcp__plugin_*_notion_offplan__*'],
  mcp: ['mcp__*'],
};

const NAMES: readonly (readonly [tool: string, counted: string])[] = [
  ['mcp__notion_offplan__create_page', 'mcp__notion_offplan'],
  ['mcp__plugin_offplan_notion_offplan__query', 'mcp__notion_offplan'],
  ['mcp__notion_offplan', 'mcp'],
  ['mcp__other__x', 'mcp'],
  ['Bash', 'Bash'],
  ['', ''],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
];

test.each(NAMES)('%j is counted as %j', (tool, counted) => expect(foldedName(tool, NOTION)).toBe(counted));

const GLOBS: readonly (readonly [pattern: string, matches: string, not: string])[] = [
  ['', '', 'a|*'],
  ['*', '|a|a*b', ''],
  ['a', 'a', 'ab|A|'],
  ['a*', 'a|ab', 'ba'],
  ['*a', 'a|ba', 'ab'],
  ['a*a', 'aa|aba', 'a|aab'],
  ['a*b*c', 'abc|aXbYc|abbcc', 'acb|ab|bc'],
  ['a**b', 'ab|aXb', 'a'],
  ['a.b', 'a.b', 'aXb'],
  ['(x|y)*', '(x|y)', 'x'],
  ['ab*ba', 'abba|abXba', 'aba'],
  ['*ab*ab*', 'abab|XabYabZ', 'aba'],
];

test.each(GLOBS)('the glob %j', (pattern, matches, not) => {
  // The bar divides, but for the one pattern that has one itself.
  const split = (list: string): string[] => (pattern.includes('|') ? [list] : list.split('|'));
  for (const name of split(matches)) expect(glob(pattern)(name), name).toBe(true);
  for (const name of not === '' ? [] : split(not)) expect(glob(pattern)(name), name).toBe(false);
});

test('a glob says what the same regular expression says', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(part, name, (pattern, tool) => {
      const same = new RegExp(`^${pattern.replaceAll(/\*+/g, '.*')}$`);
      expect(glob(pattern)(tool)).toBe(same.test(tool));
    }),
    { numRuns: runs(500) },
  );
});

test('many stars over a hostile name come to an end', () => {
  const matches = glob(`${'*a'.repeat(100)}*b`);
  expect(matches('a'.repeat(200))).toBe(false);
  expect(matches(`${'a'.repeat(199)}b`)).toBe(true);
});

let seq = 0;
const call = (tool: string, more: Partial<Call> = {}): Call => {
  seq += 1;
  return { id: `${seq}`, tool, host: 'claude-code', at: 1000 + seq, failed: false, seq, ...more };
};
const limit = (name: string, more: Partial<Invariant> = {}): Invariant => ({
  name,
  tools: [name],
  max: 0,
  mode: 'warn',
  ...more,
});

test('sums by tool and by agent; a call without a duration takes none', () => {
  const counts = countCalls(
    [
      call('Bash', { at: 100, ms: 30 }),
      call('Bash', { at: 500, failed: true, agent: 'researcher' }),
      call('mcp__notion_offplan__q', { at: 300, ms: 250, agent: 'researcher' }),
      call('__proto__', { at: 400, agent: '__proto__' }),
    ],
    { fold_tools: NOTION },
  );
  expect(counts).toMatchObject({ calls: 4, failures: 1, ms: 280, first: 50, last: 500 });
  expect([...counts.byTool]).toEqual([
    ['Bash', { calls: 2, failures: 1, ms: 30 }],
    ['__proto__', { calls: 1, failures: 0, ms: 0 }],
    ['mcp__notion_offplan__q', { calls: 1, failures: 0, ms: 250 }],
  ]);
  expect([...counts.byAgent].map(([agent, tally]) => [agent, tally.calls])).toEqual([
    ['researcher', 2],
    ['__proto__', 1],
    ['main', 1],
  ]);
  expect([...counts.folded]).toEqual([
    ['Bash', 2],
    ['__proto__', 1],
    ['mcp__notion_offplan', 1],
  ]);
  expect(countCalls([], { fold_tools: {} })).toMatchObject({ calls: 0, failures: 0, ms: 0 });
});

test('first and last are moments that a Date can hold', () => {
  const counts = countCalls([call('a', { at: 5, ms: 1e300 }), call('b', { at: 1e300 })], { fold_tools: {} });
  expect(new Date(counts.first ?? Number.NaN).toISOString()).toMatch(/^-27/);
  expect(new Date(counts.last ?? Number.NaN).toISOString()).toMatch(/^\+27/);
});

test('invariants see counted names; the breakdown has every counter, zero included', () => {
  const config = {
    fold_tools: NOTION,
    invariants: [
      limit('mcp__notion_offplan'),
      limit('notion', { tools: ['mcp__notion_*', 'mcp__notion_offplan'], max: 2, mode: 'block' }),
      limit('raw', { tools: ['mcp__notion_offplan__*'] }),
    ],
  };
  const calls = [call('Bash'), call('Bash'), call('mcp__notion_offplan__q', { agent: 'researcher' })];
  const counts = countCalls(calls, config);
  expect([...checkInvariants(counts, config)]).toEqual([
    ['mcp__notion_offplan', { count: 1, max: 0, ok: false, mode: 'warn' }],
    ['notion', { count: 1, max: 2, ok: true, mode: 'block' }],
    ['raw', { count: 0, max: 0, ok: true, mode: 'warn' }],
  ]);
  expect([...breakdown(counts, config)]).toEqual([
    ['Bash', 2],
    ['mcp__notion_offplan', 1],
    ['notion', 1],
    ['raw', 0],
  ]);
  expect([...breakdown(countCalls([], config), config)]).toEqual([
    ['mcp__notion_offplan', 0],
    ['notion', 0],
    ['raw', 0],
  ]);
});

test('a violation says what broke it, by whom first', () => {
  const config = {
    fold_tools: NOTION,
    invariants: [limit('silent', { tools: ['mcp__notion_offplan'] }), limit('Read')],
  };
  const first = call('mcp__notion_offplan__create', { at: 10, agent: 'researcher' });
  const calls = [
    call('mcp__notion_offplan__q', { at: 30 }),
    call('mcp__notion_offplan__q', { at: 20 }),
    first,
    call('Bash'),
  ];
  expect(violations(calls, config)).toEqual([
    {
      name: 'silent',
      count: 3,
      max: 0,
      ok: false,
      mode: 'warn',
      folded: ['mcp__notion_offplan'],
      tools: [
        ['mcp__notion_offplan__q', 2],
        ['mcp__notion_offplan__create', 1],
      ],
      first,
    },
  ]);
});

test('a name is looked up once, and names without number do not stay', () => {
  const asked: string[] = [];
  const fold = remembered((name) => {
    asked.push(name);
    return name.length;
  });
  expect(['ab', 'ab', '__proto__', 'ab'].map(fold)).toEqual([2, 2, 9, 2]);
  expect(asked).toEqual(['ab', '__proto__']);
  for (let n = 0; n < 10_000; n += 1) fold(`${n}`);
  fold('ab');
  expect(asked.filter((name) => name === 'ab')).toHaveLength(2);
});

test('limits are held against names, however many limits and calls there are', () => {
  let looks = 0;
  const calls = Array.from({ length: 200 }, (_, n) =>
    Object.defineProperty(call('', { at: 500 - n }), 'tool', {
      get: () => ((looks += 1), n % 2 === 0 ? 'Bash' : 'Read'),
    }),
  );
  const invariants = Array.from({ length: 50 }, (_, n) => limit(`i${n}`, { tools: ['*'] }));
  const found = violations(calls, { fold_tools: { All: ['B*', 'R*'] }, invariants });
  expect(found).toHaveLength(50);
  expect(found[49]).toMatchObject({ count: 200, folded: ['All'], first: { at: 301 } });
  expect(found[49]?.tools).toEqual([
    ['Bash', 100],
    ['Read', 100],
  ]);
  expect(looks).toBeLessThan(calls.length * 4);
});
