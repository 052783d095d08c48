import { describe, expect, it } from 'vitest';
import { isWaitingFor, openItems, whomReader } from '../../src/work/open-items.ts';
import { progressReader } from '../../src/work/progress.ts';
import type { Row } from '../../src/work/row.ts';
import { toRow, toRowFully } from '../../src/work/to-row.ts';

const SESSION = `---
title: P2 + P3 of the flip
operator: roman
summary: Hook and handoff shipped; four of nine tasks done.
plan: repo-as-canonical-store
workstream: repo-as-canonical-store-flip
tags: [ops, claude-code]
closes: [RT-260510-02#w1]
kind: session
id: RT-260511-01
status: handed-off
created: 2026-05-11T15:12:40+02:00
branch: main
base: 1c9e0d2
head: 1234e56
commits: [ad6f578, 3149e06]
host_sessions: [fbdab05d-a50e]
---
# RT-260511-01 — P2 + P3 of the flip

## Summary

The tool-call hook counts without losing updates.

## Waiting On

- [ ] w1 @sergei: approve the **sender** address
- [x] w2 the review
- Roman's own

## Open Questions

- [ ] q1: How long do we keep them?
`;
const PATH = 'docs/sessions/RT-260511-01.md';
const session = (text: string, path = PATH): Row => {
  const row = toRow(path, 'session', text);
  if (!row) throw new Error('declined');
  return row;
};

describe('the row of a record', () => {
  it('says what its frontmatter and its lists of items say', async () => {
    const row = session(SESSION);
    expect(row).toEqual({
      path: PATH,
      kind: 'session',
      id: 'RT-260511-01',
      title: 'P2 + P3 of the flip',
      status: 'handed-off',
      summary: 'Hook and handoff shipped; four of nine tasks done.',
      owner: 'roman',
      tags: ['ops', 'claude-code'],
      plan: 'repo-as-canonical-store',
      workstream: 'repo-as-canonical-store-flip',
      created: '2026-05-11T15:12:40+02:00',
      branch: 'main',
      base: '1c9e0d2',
      head: '1234e56',
      commits: ['ad6f578', '3149e06'],
      hostSessions: ['fbdab05d-a50e'],
      closes: ['RT-260510-02#w1'],
      waiting: [
        { id: 'w1', text: 'approve the sender address', for: 'sergei', open: true, line: 27 },
        { id: 'w2', text: 'the review', open: false, line: 28 },
        { id: 'w3', text: "Roman's own", open: true, line: 29 },
      ],
      questions: [{ id: 'q1', text: 'How long do we keep them?', open: true, line: 33 }],
    });
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
    expect(await toRowFully(PATH, 'session', SESSION)).toEqual(row);
  });

  it('is the same for a file with CRLF, a byte order mark, or YAML that only the full reader knows', async () => {
    expect(session(SESSION.replaceAll('\n', '\r\n'))).toEqual(session(SESSION));
    expect(session(`\uFEFF${SESSION}`)).toEqual(session(SESSION));
    const folded = SESSION.replace(/summary: (.*)\n/, 'summary: >-\n  $1\n');
    expect(toRow(PATH, 'session', folded)).toBeUndefined();
    expect(await toRowFully(PATH, 'session', folded)).toEqual({
      ...session(SESSION),
      waiting: session(SESSION).waiting?.map((item) => ({ ...item, line: item.line + 1 })),
      questions: session(SESSION).questions?.map((item) => ({ ...item, line: item.line + 1 })),
    });
  });

  it('takes title and summary from the body where the frontmatter has none, without markup', () => {
    const bare = session(
      '---\nkind: session\n---\n# RT-260511-01 — Use `git` for *all*\n\n## Summary\n\n- **Shipped** [it](a.md)\n  at last.\n- More.\n',
    );
    expect(bare).toMatchObject({ title: 'Use git for all', summary: 'Shipped it at last.' });
    const long = session(`---\nkind: session\n---\n## Summary\n\n${'Слово за словом. '.repeat(40)}\n`);
    expect(long.title).toBe('RT-260511-01');
    expect(long.summary).toMatch(/^Слово за .{150,230}…$/);
    expect(long.summary).not.toMatch(/[\s.,]…$/);
  });

  it('of a legacy session says so and counts for the operator it names', () => {
    const path = 'docs/sessions/CONV-30-email-sender.md';
    expect(
      session(
        '---\ntitle: Email\noperator: roman\n---\n## Changes\n\n- x\n\n## Waiting On\n\n- [ ] Sergei\n',
        path,
      ),
    ).toEqual({
      path,
      kind: 'session',
      id: 'CONV-30-email-sender',
      title: 'Email',
      legacy: true,
      owner: 'roman',
      waiting: [{ id: 'w1', text: 'Sergei', open: true, line: 11 }],
    });
    expect(session('# CONV-30: Email sender\n\n## Resume Prompt\n\nGo.\n', path)).toMatchObject({
      title: 'Email sender',
      legacy: true,
    });
  });

  it('keeps what is no id in front of its title', async () => {
    const title = async (heading: string, path = PATH): Promise<string> =>
      (await toRowFully(path, 'session', `# ${heading}\n`)).title;
    expect(await title('UTF-8: what else')).toBe('UTF-8: what else');
    expect(await title('RT-260511-01: T')).toBe('T');
    expect(await title('SK-260510-02 - T')).toBe('T');
    expect(await title('CONV-30 — T', 'docs/sessions/CONV-30-a.md')).toBe('T');
    expect(await title('CONV-31 — T', 'docs/sessions/CONV-30-a.md')).toBe('CONV-31 — T');
    expect(await title('RT-260511-01 —')).toBe('RT-260511-01 —');
  });

  it('of a stub says so', () => {
    expect(
      session('---\nkind: session\noperator: roman\nclaimed_at: 2026-05-11T10:00:00Z\n---\n'),
    ).toMatchObject({
      stub: true,
      title: 'RT-260511-01',
    });
  });

  it('of a file that does not parse says where, and never throws', async () => {
    for (const text of [
      '---\ntitle: a: b\n---\n# T\n',
      '---\na: 1\na: 2\n---\n# T\n',
      '---\n[x]\n---\n# T\n',
    ]) {
      expect(toRow(PATH, 'session', text)).toBeUndefined();
      const row = await toRowFully(PATH, 'session', text);
      expect(row).toMatchObject({ id: 'RT-260511-01', title: 'T', fault: { line: expect.any(Number) } });
      expect(Object.keys(row.fault ?? {}).sort()).toEqual(['code', 'column', 'line']);
    }
    expect(await toRowFully(PATH, 'session', '')).toMatchObject({ title: 'RT-260511-01', legacy: true });
  });

  it('has no prototype tricks and no bounds to break', async () => {
    const row = await toRowFully(
      PATH,
      'session',
      `---\n__proto__: {a: 1}\nconstructor: x\ntitle: "${'[('.repeat(50_000)}"\ntags: [1, null, a]\nowner: x\n---\n${'- [ '.repeat(300_000)}\n## Waiting On\n\n- [ ] ${'@['.repeat(300_000)}\n`,
    );
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(row.title.length).toBeLessThanOrEqual(300);
    expect(row.tags).toContain('a');
    expect(row.owner).toBeUndefined();
    expect(JSON.stringify(row).length).toBeLessThan(20_000);
  });

  it('of a workstream counts its tasks', () => {
    const text =
      '---\ntitle: Flip\nowner: roman\nstatus: active\npriority: P0\nblocked_by: a\n---\n## Tasks\n\n- [x] P0. a\n- [ ] P1. b\n- [-] P2. c\n';
    expect(toRow('workstreams/flip.md', 'workstream', text)).toMatchObject({
      blockedBy: ['a'],
      progress: { done: 1, total: 2, next: { id: 'P1', text: 'b' } },
    });
  });

  it('of a decision is dated by `date`', () => {
    expect(toRow('docs/decisions/0011-x.md', 'adr', '---\ntitle: X\ndate: 2026-05-11\n---\n')?.created).toBe(
      '2026-05-11',
    );
  });
});

describe('open items', () => {
  const row = (id: string, created: string, more: Partial<Row> = {}): Row => ({
    path: `docs/sessions/${id}.md`,
    kind: 'session',
    id,
    title: id,
    owner: 'roman',
    created,
    ...more,
  });
  const waiting = [
    { id: 'w1', text: 'approve', for: 'sergei', open: true, line: 5 },
    { id: 'w2', text: 'rest', open: true, line: 6 },
    { id: 'w3', text: 'done', open: false, line: 7 },
  ];

  it('are those that nobody ticked or closed, also of superseded sessions', () => {
    const rows = [
      row('RT-1', '2026-05-10T10:00:00+02:00', { waiting }),
      row('RT-2', '2026-05-11T10:00:00+02:00', { supersedes: ['RT-1'], closes: ['RT-1#w2'] }),
    ];
    expect(openItems(rows)).toEqual([
      {
        ref: 'RT-1#w1',
        text: 'approve',
        type: 'waiting',
        for: 'sergei',
        named: true,
        from: 'roman',
        created: '2026-05-10T10:00:00+02:00',
        path: 'docs/sessions/RT-1.md',
        line: 5,
      },
    ]);
    const waits = (slug: string): boolean => openItems(rows).some((item) => isWaitingFor(item, slug));
    expect([waits('sergei'), waits('roman')]).toEqual([true, false]);
  });

  it('wait for the operator of the record where nobody is named', () => {
    const open = openItems([row('RT-1', '2026-05-10', { waiting })]);
    expect(open.flatMap((item) => (isWaitingFor(item, 'roman') ? [item.ref] : []))).toEqual(['RT-1#w2']);
  });

  it('are not closed by an older record', () => {
    const rows = [
      row('RT-1', '2026-05-10T10:00:00+02:00', { waiting }),
      row('RT-0', '2026-05-10T09:59:59+02:00', { closes: ['RT-1#w1'] }),
    ];
    expect(openItems(rows)).toHaveLength(2);
  });

  it('of a plan are closed by a session of the same day, whatever the offset', () => {
    const plan: Row = {
      ...row('the-plan', '2026-05-11', { kind: 'plan' }),
      questions: [{ id: 'q1', text: '?', open: true, line: 1 }],
    };
    expect(openItems([plan])).toHaveLength(1);
    expect(openItems([plan, row('RT-1', '2026-05-11T00:30:00+02:00', { closes: ['the-plan#q1'] })])).toEqual(
      [],
    );
  });

  it('are closed through an alias, unless a live record has that id', () => {
    const closer = row('RT-9', '2026-05-12', { closes: ['RT-1#w1', 'RT-1#w2'] });
    const renumbered = row('RT-2', '2026-05-10', { waiting, aliases: ['RT-1'] });
    expect(openItems([renumbered, closer])).toEqual([]);
    expect(openItems([renumbered, closer, row('RT-1', '2026-05-10')])).toHaveLength(2);
    expect(openItems([renumbered, closer], { isLive: (id) => id === 'RT-1' })).toHaveLength(2);
    // A workstream has no items: it cannot be meant.
    expect(openItems([renumbered, closer, row('RT-1', '2026-05-10', { kind: 'workstream' })])).toEqual([]);
  });

  it('are closed by a reference with its kind', () => {
    const plan = row('grow', '2026-05-10', { kind: 'plan', questions: waiting });
    const closer = row('RT-9', '2026-05-12', { closes: ['plan:grow#W1', 'grow#w2'] });
    expect(openItems([plan, closer])).toEqual([]);
  });

  it('name people by slug or as whoever looks knows them; what names nobody waits for its author', () => {
    const items = [
      { id: 'w1', text: 'sign', for: 'sk', open: true, line: 1 },
      { id: 'w2', text: 'pay', for: 'sergey', open: true, line: 2 },
    ];
    const whom = (name: string): string | undefined => (name === 'sk' ? 'sergei' : undefined);
    expect(openItems([row('RT-1', '2026-05-10', { waiting: items })], { whom })).toMatchObject([
      { ref: 'RT-1#w1', for: 'sergei', named: true, text: 'sign' },
      { ref: 'RT-1#w2', for: 'roman', text: '@sergey: pay' },
    ]);
  });

  it('name operators by slug or initials, in any case; where there are none, anybody', () => {
    const whom = whomReader([
      { slug: 'roman', initials: 'RT' },
      { slug: 'rt', initials: 'SK' },
    ]);
    expect(['Roman', 'rt', 'sk', 'anna'].map(whom)).toEqual(['roman', 'rt', 'rt', undefined]);
    expect(whomReader([])('anna')).toBe('anna');
  });

  it('that are questions wait for whom others name, and for nobody else', () => {
    const questions = [
      { id: 'q1', text: 'EU or US?', for: 'sergei', open: true, line: 1 },
      { id: 'q2', text: 'When?', open: true, line: 2 },
      { id: 'q3', text: 'Which, Roman asks himself?', for: 'roman', open: true, line: 3 },
    ];
    const open = openItems([row('RT-1', '2026-05-10', { questions })]);
    expect(open.map((item) => isWaitingFor(item, 'sergei'))).toEqual([true, false, false]);
    expect(open.map((item) => isWaitingFor(item, 'roman'))).toEqual([false, false, false]);
  });
});

describe('the progress of a plan', () => {
  const of = (id: string, plan: string, done: number, total: number, more: Partial<Row> = {}): Row => ({
    path: `workstreams/${id}.md`,
    kind: 'workstream',
    id,
    title: id,
    plan,
    progress: { done, total, ...(done < total ? { next: { id: 'P1', text: id } } : {}) },
    ...more,
  });
  const plan = (id: string, ...aliases: string[]): Row => ({
    path: `plans/${id}.md`,
    kind: 'plan',
    id,
    title: id,
    aliases,
  });

  it('is the sum over the workstreams that name it', () => {
    const progress = progressReader([of('a', 'p', 2, 2), of('b', 'p', 2, 7), of('c', 'q', 1, 1)]);
    expect(progress(plan('p'))).toEqual({ done: 4, total: 9, next: { id: 'P1', text: 'b' } });
    expect(progress(plan('none'))).toEqual({ done: 0, total: 0 });
    expect(progress(of('x', 'p', 1, 2))).toMatchObject({ done: 1, total: 2 });
    expect(progress({ kind: 'session', id: 'p' })).toBeUndefined();
  });

  it('counts those that name it by an alias, unless that is the id of another plan', () => {
    const rows = [plan('p', 'old', 'q'), plan('q'), of('a', 'old', 1, 2), of('b', 'q', 3, 4)];
    const progress = progressReader(rows);
    expect(progress(plan('p'))).toMatchObject({ done: 1, total: 2 });
    expect(progress(plan('q'))).toMatchObject({ done: 3, total: 4 });
  });

  it('leaves out superseded workstreams: their tasks go on in another', () => {
    const rows = [of('a', 'p', 1, 4, { status: 'superseded' }), of('b', 'p', 2, 3, { status: 'done' })];
    expect(progressReader(rows)(plan('p'))).toMatchObject({ done: 2, total: 3 });
  });
});
