import { describe, expect, test } from 'vitest';
import type { Change, SiteModel } from '../../src/site/model.ts';
import { makePages } from '../../src/site/pages/pages.ts';
import type { Task } from '../../src/work/tasks.ts';
import { drawn, siteModel, type SomeRecord, textOf } from './model.ts';

const REMOTE = { commit: 'https://x.test/commit/', file: 'https://x.test/blob/main/' };

function about(
  records: readonly SomeRecord[],
  url: string,
  settings: Partial<SiteModel['settings']> = {},
): string {
  const model = siteModel(records, { remote: REMOTE, ...settings });
  return drawn(
    makePages(model).find((one) => one.url === url)!,
    model,
  );
}

const task = (id: string, text: string, state: Task['state'], evidence: readonly string[] = []): Task =>
  ({ id, text, state, evidence, sessions: evidence.filter((one) => one.includes('-')) }) as unknown as Task;

const change = (day: number, more: Partial<Change> = {}): Change => ({
  sha: `${day}`.padStart(2, '0').repeat(20),
  at: `2026-05-${String(day).padStart(2, '0')}T10:00:00+02:00`,
  author: 'Roman',
  operator: 'roman',
  subject: `Change ${day}`,
  what: 'changed',
  session: null,
  ...more,
});

const session = (at: number, more: Partial<SomeRecord> = {}): SomeRecord => ({
  kind: 'session',
  id: `RT-260511-${String(at).padStart(2, '0')}`,
  title: `Session ${at}`,
  owner: 'roman',
  created: `2026-05-11T10:${String(at).padStart(2, '0')}:00+02:00`,
  workstream: 'hook',
  ...more,
});

const HOOK: SomeRecord = {
  kind: 'workstream',
  id: 'hook',
  title: 'The hook',
  status: 'blocked',
  owner: 'sergei',
  plan: 'flip',
  blockedBy: ['vault'],
  progress: { done: 1, total: 2, next: { id: 'P2', text: 'Count' } },
  facts: {
    lead: 'Every call is counted.',
    tasks: [
      task('P1', 'Lock', 'done', ['RT-260511-01', '3f889a1']),
      task('P2', 'Count', 'open'),
      { ...task('P3', 'Serve', 'dropped'), reason: 'nobody asks' },
    ],
  },
  history: [change(12, { session: 'RT-260511-01' }), change(12), change(9, { what: 'added' })],
};
const VAULT: SomeRecord = {
  kind: 'workstream',
  id: 'vault',
  title: 'The vault',
  status: 'active',
  plan: 'flip',
};
const PLAN: SomeRecord = { kind: 'plan', id: 'flip', title: 'The flip', status: 'ratified', owner: 'roman' };

describe('the page about a workstream', () => {
  const records = [
    HOOK,
    VAULT,
    PLAN,
    session(1, { waiting: [{ id: 'w1', text: 'approve it', for: 'sergei', open: true, line: 9 }] }),
  ];

  test('says first where it stands: progress, what comes next, what blocks it, what waits on whom', () => {
    const text = textOf(about(records, 'workstreams/hook/'));
    expect(text).toMatch(
      /Every call is counted\. blocked Sergei Read the workstream 1 of 2 Next P2 Count Blocked by The vault What waits approve it for Sergei RT-260511-01 w1/,
    );
    expect(textOf(about(records, 'workstreams/vault/'))).toContain('Blocks The hook');
  });

  test('lists tasks with their evidence, linked', () => {
    const html = about(records, 'workstreams/hook/');
    const text = textOf(html);
    expect(text).toMatch(/P1 Lock done RT-260511-01 3f889a1/);
    expect(text).toMatch(/P3 Serve dropped nobody asks/);
    expect(html).toContain('href="https://x.test/commit/3f889a1"');
    expect(html).toContain('href="../../sessions/RT-260511-01/"');
  });

  test('shows how it evolved by day, with commits and sessions, and links to its text', () => {
    const html = about(records, 'workstreams/hook/');
    expect(html.match(/id="d-2026-05-12"/g)).toHaveLength(1);
    expect(textOf(html)).toMatch(
      /12 May 2026 Change 12 changed 121212121 .* RT-260511-01 .*9 May 2026 Change 9 added/,
    );
    expect(html).toContain('href="document/"');
  });

  test('history is cut at twenty and sessions at fifty, and the number of the rest is said', () => {
    const many = Array.from({ length: 55 }, (_, at) => session(at + 1, { summary: 'word '.repeat(90) }));
    const history = Array.from({ length: 25 }, (_, at) => change(28 - at));
    const html = about([{ ...HOOK, history }, ...many], 'workstreams/hook/');
    expect(html.match(/id="d-/g)).toHaveLength(20);
    expect(textOf(html)).toContain('5 earlier changes');
    const summaries = [...html.matchAll(/<p class="summary">([^<]*)</g)].map(([, said = '']) => said);
    expect(summaries).toHaveLength(50);
    expect(summaries.every((said) => said.length <= 200 && said.endsWith('word…'))).toBe(true);
    expect(html.indexOf('Session 55')).toBeLessThan(html.indexOf('Session 54'));
    expect(textOf(html)).toContain('and 5 more');
  });

  test('all sessions are listed on pages of 100, to which the page about it leads', () => {
    const many = Array.from({ length: 130 }, (_, at) =>
      session(at, { created: new Date(Date.UTC(2026, 0, 1, at)).toISOString() }),
    );
    const records = [HOOK, ...many];
    expect(about(records, 'workstreams/hook/')).toContain('<a href="sessions/">and 80 more</a>');
    const [first, last] = ['', '2/'].map((page) => about(records, `workstreams/hook/sessions/${page}`));
    expect(textOf(first!)).toContain('Workstream The hook Sessions that contributed Session 129');
    expect([first, last].map((html) => html!.match(/<li class="card"/g)!.length)).toEqual([30, 100]);
    expect(first).toContain('href="2/" rel="next"');
    expect(last).toContain('href="../" rel="prev"');
    expect(makePages(siteModel([HOOK, session(1)])).some(({ url }) => url.endsWith('hook/sessions/'))).toBe(
      false,
    );
  });

  test('what is linked is drawn, at most twelve, and listed', () => {
    const many = Array.from({ length: 20 }, (_, at) => session(at + 1));
    const html = about([HOOK, VAULT, PLAN, ...many], 'workstreams/hook/');
    const [figure = ''] = /<figure[^]*?<\/figure>/.exec(html) ?? [];
    expect(figure.match(/<a /g)).toHaveLength(12);
    expect(figure).not.toMatch(/class="name">RT-/);
    expect(figure).toMatch(/role="img" aria-label="How it is linked: it links to 2, and 20 link to it"/);
    const [list = ''] = /<details[^]*?<\/details>/.exec(html) ?? [];
    expect(textOf(list)).toMatch(/Links to The vault vault · blocks this/);
    expect(list.match(/<li>/g)).toHaveLength(22);
  });
});

describe('the pages about other kinds', () => {
  test('a plan shows its workstreams with how far each is, and what waits in their sessions', () => {
    const open = session(1, { questions: [{ id: 'q1', text: 'how fast?', open: true, line: 5 }] });
    const text = textOf(about([HOOK, VAULT, PLAN, open], 'plans/flip/'));
    expect(text).toMatch(/Open questions how fast\? RT-260511-01 q1/);
    expect(text).toMatch(/The hook blocked 1 of 2 Sergei Next P2 Count/);
  });

  test('a decision shows what it replaces and what replaces it; a learning how long it holds', () => {
    const records: SomeRecord[] = [
      { kind: 'adr', id: '0001-a', title: 'One', status: 'superseded', supersededBy: '0002-b' },
      {
        kind: 'adr',
        id: '0002-b',
        title: 'Two',
        status: 'accepted',
        facts: { data: { deciders: ['roman', 'x'] } },
      },
      { kind: 'adr', id: '0003-c', title: 'Three', status: 'accepted', supersedes: ['0002-b'] },
      {
        kind: 'learning',
        id: 'l',
        status: 'deprecated',
        appliesTo: ['*.py'],
        expires: '2026-06-01',
        deprecatedBy: 'm',
      },
      { kind: 'learning', id: 'm', title: 'Better', aliases: ['older'] },
      { kind: 'learning', id: 'older', title: 'Other' },
    ];
    const decision = textOf(about(records, 'decisions/0002-b/'));
    expect(decision).toMatch(/Replaced by Three 0003-c Replaces One 0001-a/);
    expect(decision).toMatch(/Deciders Roman x/);
    expect(textOf(about(records, 'decisions/0001-a/'))).toMatch(/Versions One .* this one Two .* Three/);
    const learning = textOf(about(records, 'learnings/l/'));
    expect(learning).toMatch(/Replaced by Better/);
    expect(learning).toMatch(/Expires 1 June 2026 Applies to \*\.py/);
    expect(textOf(about(records, 'learnings/m/'))).toMatch(/Formerly older/);
    expect(textOf(about(records, 'learnings/older/'))).toMatch(/Better m had this id before\./);
  });

  test('what is empty is left out, and no text of others is ever markup', () => {
    const html = about([{ kind: 'learning', id: 'l', title: '<img src=x>' }], 'learnings/l/');
    expect(html.match(/<h2/g)).toBeNull();
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/ style=|<dl><\/dl>|<ul[^>]*><\/ul>/);
  });

  test('in Russian everything around the records is Russian', () => {
    const text = textOf(about([HOOK, VAULT, PLAN, session(1)], 'workstreams/hook/', { language: 'ru' }));
    expect(text).toMatch(/Дальше P2 Count Ждёт The vault/);
    expect(text).toMatch(/12 мая 2026/);
  });
});
