import { expect, test } from 'vitest';
import { invariantsPage } from '../../src/site/pages/invariants.tsx';
import { telemetryPage } from '../../src/site/pages/telemetry.tsx';
import { counters } from '../../src/site/view/counters.ts';
import { toolCalls } from '../../src/site/view/tool-calls.ts';
import type { SiteModel } from '../../src/site/model.ts';
import { drawn, siteModel, type SomeRecord, textOf } from './model.ts';

const counted = (id: string, created: string, data: Readonly<Record<string, unknown>>): SomeRecord => ({
  kind: 'session',
  id,
  title: `Title of ${id}`,
  created,
  facts: { data },
});
const INVARIANT = { name: 'notion-silent', tools: ['mcp__notion'], max: 0, mode: 'warn' } as const;
const withInvariants = (records: readonly SomeRecord[], language: 'en' | 'ru' = 'en'): SiteModel => ({
  ...siteModel(records, { language, title: 'x' }),
  invariants: [INVARIANT],
});
const records = [
  counted('RT-260511-01', '2026-05-11T15:00:00+02:00', {
    telemetry: 'complete',
    tool_calls: 10,
    tool_failures: 2,
    tool_calls_breakdown: { Bash: 7, Edit: 3, 'notion-silent': 0, mcp__notion: 0 },
  }),
  counted('RT-260511-02', '2026-05-11T18:00:00+02:00', {
    telemetry: 'partial',
    tool_calls: 5,
    tool_failures: 0,
    tool_calls_breakdown: { Bash: 2, mcp__notion: 3, 'notion-silent': 3 },
  }),
  counted('RT-260509-01', '2026-05-09T18:00:00+02:00', {
    telemetry: 'complete',
    tool_calls: 4,
    tool_calls_breakdown: { Read: 4, 'notion-silent': 0 },
  }),
  counted('CONV-10', '2026-03-01', {}),
];

test('calls are added up by tool and by day; counters of invariants are no tools', () => {
  expect(toolCalls(withInvariants(records))).toEqual({
    sessions: 4,
    counted: 3,
    coverage: { complete: 2, partial: 1, none: 1 },
    calls: 19,
    failures: 2,
    tools: [
      ['Bash', 9],
      ['Read', 4],
      ['Edit', 3],
      ['mcp__notion', 3],
    ],
    others: { names: 0, calls: 0 },
    days: [
      { day: '2026-05-09', calls: 4, failures: 0, sessions: 1 },
      { day: '2026-05-11', calls: 15, failures: 2, sessions: 2 },
    ],
  });
});

test('a breakdown of a hundred thousand names is two hundred rows and a rest', () => {
  const breakdown = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`tool-${at}`, 1]));
  const model = siteModel([
    counted('RT-1', '2026-05-11', { tool_calls: 100_000, tool_calls_breakdown: breakdown }),
  ]);
  const { tools, others } = toolCalls(model);
  expect(tools).toHaveLength(200);
  expect(others).toEqual({ names: 99_800, calls: 99_800 });
  expect(drawn(telemetryPage(model), model).length).toBeLessThan(100_000);
});

test.each([
  ['text', '7'],
  ['negative', -1],
  ['a fraction', 1.5],
  ['no number', Number.NaN],
  ['endless', Number.POSITIVE_INFINITY],
  ['huge', 1e300],
  ['a list', [1]],
  ['nothing', null],
])('a count that is %s counts nothing', (_, bad) => {
  const data = { tool_calls: bad, tool_failures: bad, tool_calls_breakdown: { Bash: bad } };
  for (const one of [data, { tool_calls_breakdown: bad }]) {
    const sum = toolCalls(siteModel([counted('RT-1', '2026-05-11', one)]));
    expect([sum.calls, sum.failures, sum.tools, sum.days]).toEqual([0, 0, [], []]);
  }
});

test('a name that every object has, or that is HTML, is a name', () => {
  const breakdown = JSON.parse('{"__proto__": 2, "constructor": 1, "<img src=x>": 3}') as object;
  const model = siteModel([
    counted('RT-1', '2026-05-11', { tool_calls: 6, tool_calls_breakdown: breakdown }),
  ]);
  expect(toolCalls(model).tools).toEqual([
    ['<img src=x>', 3],
    ['__proto__', 2],
    ['constructor', 1],
  ]);
  expect(drawn(telemetryPage(model), model)).not.toContain('<img');
});

test('the last sixty days that have any are shown', () => {
  const days = Array.from({ length: 100 }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at * 2)).toISOString());
  const model = siteModel(days.map((day, at) => counted(`RT-${at}`, day, { tool_calls: 1 })));
  const shown = toolCalls(model).days;
  expect([shown.length, shown.at(-1)?.day]).toEqual([60, days.at(-1)?.slice(0, 10)]);
});

test('the charts have their numbers in tables', () => {
  const model = withInvariants(records);
  const html = drawn(telemetryPage(model), model);
  expect(textOf(html)).toContain('19 tool calls in 3 sessions, 2 failed.');
  expect(textOf(html)).toContain('11 May 2026 15 2 2 9 May 2026 4 0 1');
  expect(textOf(html)).toMatch(/Bash 9 .*Read 4 /);
  expect(html).not.toContain('style=');
});

test('an invariant says its limit, how often it was broken, by whom, and what proves nothing', () => {
  const model = withInvariants(records);
  const [counter] = counters(model);
  expect(counter).toMatchObject({ counted: 3, uncounted: 1, broken: 1, total: 3 });
  expect(counter?.recent.map(({ id, count }) => [id, count])).toEqual([
    ['RT-260509-01', 0],
    ['RT-260511-01', 0],
    ['RT-260511-02', 3],
  ]);
  const html = drawn(invariantsPage(model), model);
  expect(textOf(html)).toContain('Broken in 1 session of 3');
  expect(textOf(html)).toMatch(/Not counted 1 session\./);
  expect(html).toContain('<a href="../sessions/RT-260511-02/">Title of RT-260511-02</a>');
});

test('an invariant that holds says in how many sessions', () => {
  const model = withInvariants(records.filter(({ id }) => id !== 'RT-260511-02'));
  expect(textOf(drawn(invariantsPage(model), model))).toContain('Never broken in 2 sessions');
});

test('where nothing was counted the pages say what to do', () => {
  const none = siteModel([counted('CONV-10', '2026-03-01', {})]);
  expect(textOf(drawn(telemetryPage(none), none))).toContain('canon init installs the hooks');
  expect(textOf(drawn(invariantsPage(none), none))).toContain('invariants in .canon/config.yaml');
  const uncounted = withInvariants([counted('CONV-10', '2026-03-01', {})]);
  expect(textOf(drawn(invariantsPage(uncounted), uncounted))).toContain('Not counted yet');
});

test('in Russian no English is left', () => {
  const russian = records.map((record) => ({ ...record, title: 'Запись' }));
  for (const model of [withInvariants(russian, 'ru'), siteModel([], { language: 'ru', title: 'x' })]) {
    for (const page of [telemetryPage(model), invariantsPage(model)]) {
      const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(drawn(page, model)) ?? [];
      const names =
        /notion-silent|mcp__notion|Bash|Edit|Read|[RT]{2}-[\d-]+|canon \w+|\.canon\/config\.yaml|invariants/g;
      expect(textOf(main).replace(names, ''), page.url).not.toMatch(/[A-Za-z]{2,}/);
    }
  }
});

test('a chart with few columns has its first day below the first of them', () => {
  const model = withInvariants(records);
  // Two of 24 places are taken, at the right.
  expect(drawn(telemetryPage(model), model)).toMatch(
    /<figcaption><svg class="gap" width="91\.7%"[^>]*>(?:<\/svg>)?<time datetime="2026-05-09">/,
  );
});
