import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandbox } from '../support/sandbox.ts';
import { sessionText } from '../support/records.ts';
import { offplan, record } from './records.ts';

test('a record is shown with its facts, its text behind a mark, and its links', async () => {
  const box = sandbox();
  const ran = await box.canon(offplan(box), ['show', 'RT-260511-01']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatchInlineSnapshot(`
    "RT-260511-01  P2 + P3 of the flip
    session · roman · handed-off · 2026-05-11T15:12:40+02:00

      summary     Hook and handoff shipped.
      plan        canonical-store
      workstream  canonical-store-flip
      tags        ops, infra

      ──────────────────────────────────────────── docs/sessions/RT-260511-01.md ──
      │ ## Summary
      │
      │ The hook counts.
      │
      │ ## See Also
      │
      │ - [The plan](../../plans/canonical-store.md)
      │ - [A page](https://example.com/)
      ─────────────────────────────────────────────────────────────────────────────

    Links to
      plan, body  canonical-store       The store
      workstream  canonical-store-flip  The flip
      body        https://example.com/

    Linked from
      body  SK-260511-02  Пробный период
    "
  `);
});

test('the document has frontmatter, sections, and the links both ways', async () => {
  const box = sandbox();
  const { stdout } = await box.canon(offplan(box), ['show', 'RT-260511-01', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'canon.show/1',
    data: {
      record: {
        id: 'RT-260511-01',
        frontmatter: { title: 'P2 + P3 of the flip', tags: ['ops', 'infra'] },
        sections: [{ heading: 'Summary', text: 'The hook counts.' }, { heading: 'See Also' }],
        path: 'docs/sessions/RT-260511-01.md',
      },
      links_out: [
        { via: 'plan', id: 'canonical-store', path: 'plans/canonical-store.md' },
        { via: 'workstream', id: 'canonical-store-flip' },
        { via: 'body', id: 'canonical-store', href: '../../plans/canonical-store.md' },
        { via: 'body', id: null, path: null, href: 'https://example.com/' },
      ],
      links_in: [{ via: 'body', kind: 'session', id: 'SK-260511-02' }],
    },
  });
});

const REFS: readonly (readonly [ref: string, path: string])[] = [
  ['SK-260511-02', 'docs/sessions/SK-260511-02.md'],
  ['SK', 'docs/sessions/SK-260511-02.md'],
  ['sk-260511-02', 'docs/sessions/SK-260511-02.md'],
  ['plan:canonical-store', 'plans/canonical-store.md'],
  ['workstream:canon', 'workstreams/canonical-store-flip.md'],
  ['plans/canonical-store.md', 'plans/canonical-store.md'],
  ['./plans/canonical-store.md', 'plans/canonical-store.md'],
  ['canonical-store', 'plans/canonical-store.md'],
  ['renames', 'docs/learnings/locks.md'],
];

test('a reference is an id, kind:id, a path, an alias, or a beginning that only one has', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const found = await Promise.all(
    REFS.map(async ([ref]) => {
      const { stdout } = await box.canon(repo, ['show', ref, '--json']);
      return [ref, (JSON.parse(stdout) as { data: { record: { path: string } } }).data.record.path];
    }),
  );
  expect(found).toEqual(REFS);
});

test('a path may be written from where one stands', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const { stdout } = await box.canon(join(repo, 'docs/sessions'), [
    'show',
    '../learnings/locks.md',
    '--json',
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ data: { record: { id: 'locks' } } });
});

test('a beginning that several records have lists them, exit 2', async () => {
  const box = sandbox();
  const ran = await box.canon(offplan(box), ['show', 'canon']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatchInlineSnapshot(`
    "canon: "canon" may be 2 records
    Say which:
      plan:canonical-store
      workstream:canonical-store-flip
    Nothing was changed. (E_REF_AMBIGUOUS)
    "
  `);
});

test('a live id goes before an alias of the same name', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(
    join(repo, 'docs/learnings/renames.md'),
    record({ title: 'Renames', status: 'active', kind: 'learning' }, '# Renames\n'),
  );
  const { stdout } = await box.canon(repo, ['show', 'renames', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ data: { record: { path: 'docs/learnings/renames.md' } } });
});

test('an unknown reference suggests the nearest', async () => {
  const box = sandbox();
  const ran = await box.canon(offplan(box), ['show', 'RT-260511-03']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('Did you mean RT-260511-01');
});

test('a path out of the repository is no record', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(join(box.dir, 'secret.md'), 'secret\n');
  for (const ref of ['../secret.md', join(box.dir, 'secret.md'), 'plans/../../secret.md']) {
    const ran = await box.canon(repo, ['show', ref]);
    expect(ran.code).toBe(2);
    expect(ran.stdout + ran.stderr).not.toContain('secret\n');
  }
});

test('a record that does not parse is refused with its line', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(join(repo, 'plans/broken.md'), '---\ntitle: a: b: c\n---\n');
  const ran = await box.canon(repo, ['show', 'broken']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('canon: plans/broken.md:2:');
  expect(ran.stderr).toContain('  2 │ title: a: b: c');
});

test('a heading in a code block is no section, a link in one is no link, a comment is not shown', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const body = '# X\n\n## Goal\n\n```\n## No heading\n[no link](canonical-store.md)\n```\n\n<!-- hint -->\n';
  box.write(
    join(repo, 'plans/x.md'),
    record({ title: 'X', owner: 'roman', status: 'stub', kind: 'plan' }, body),
  );
  const { stdout } = await box.canon(repo, ['show', 'plan:x', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    data: { record: { sections: [{ heading: 'Goal' }] }, links_out: [] },
  });
  const text = await box.canon(repo, ['show', 'plan:x']);
  expect(text.stdout).not.toContain('hint');
});

test('a project below the top of the repository finds its records by its own paths', async () => {
  const box = sandbox();
  const repo = box.repo('mono');
  mkdirSync(join(repo, 'app/.canon'), { recursive: true });
  box.write(join(repo, 'app/.canon/config.yaml'), 'format: 1\n');
  box.write(
    join(repo, 'app/plans/x.md'),
    record({ title: 'X', owner: 'roman', status: 'stub', kind: 'plan' }, '# X\n'),
  );
  const { stdout } = await box.canon(join(repo, 'app/plans'), ['show', 'x', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ data: { record: { path: 'plans/x.md' } } });
});

test('a session shows what it continues; one that is superseded says by which, and its prompt is left out', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const prompt = (text: string): string => `\n## Resume Prompt\n\n${text}\n\n## See Also\n\n- Nothing\n`;
  const at = (day: number): string => `2026-05-${day}T10:00:00+02:00`;
  const put = (id: string, options: Parameters<typeof sessionText>[1]): void =>
    box.write(join(repo, `docs/sessions/${id}.md`), sessionText(id, options));
  put('RT-260512-01', { created: at(12), extra: 'parent: SK-260511-02\n', body: prompt('Old way.') });
  put('SK-260513-01', {
    created: at(13),
    extra: 'parent: RT-260512-01\nsupersedes: [RT-260512-01]\naliases: [SK-260512-09, SK-260511-02]\n',
    body: prompt('New way.'),
  });
  const [old, json, now, resumed, live] = await Promise.all([
    box.canon(repo, ['show', 'RT-260512-01']),
    box.canon(repo, ['show', 'RT-260512-01', '--json']),
    box.canon(repo, ['show', 'SK-260512-09']),
    box.canon(repo, ['resume', '--json'], { env: { CANON_NOW: '2026-05-14T10:00:00+02:00' } }),
    box.canon(repo, ['show', 'SK-260511-02']),
  ]);
  expect(live.stdout).toContain('SK-260513-01 had this id before.');
  expect(old.stdout.replace(/\s+/g, ' ')).toContain('Superseded by SK-260513-01: its resume prompt counts');
  expect(old.stdout).not.toContain('Old way.');
  expect(old.stdout).toContain('Continues\n  SK-260511-02  sergei  Пробный период\n');
  const { data } = JSON.parse(json.stdout);
  expect(data).toMatchObject({
    record: { sections: [{ heading: 'See Also' }] },
    lineage: { parents: [{ id: 'SK-260511-02' }], more: false, superseded_by: { id: 'SK-260513-01' } },
  });
  expect(now.stdout).toContain('SK-260512-09 is now SK-260513-01.');
  expect(now.stdout).toContain('New way.');
  expect(JSON.parse(resumed.stdout)).toMatchObject({
    data: { last_session: { id: 'RT-260512-01', resume_prompt: null, superseded_by: 'SK-260513-01' } },
  });
});

test('what waits and is asked says by which record it was closed', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const put = (id: string, day: number, extra: string, body: string): void =>
    box.write(
      join(repo, `docs/sessions/${id}.md`),
      sessionText(id, { created: `2026-05-${day}T10:00:00+02:00`, extra, body }),
    );
  const items = '\n## Waiting On\n\n- [ ] w1 the sender\n- [x] w2 the bill\n- [ ] w3 the key\n';
  put('RT-260512-01', 12, '', `${items}\n## Open Questions\n\n- [ ] q1 Which?\n`);
  put('SK-260513-01', 13, 'closes: [RT-260512-01#w1, RT-260512-01#q1, RT-260512-01#w2]\n', '');
  const [shown, json] = await Promise.all([
    box.canon(repo, ['show', 'RT-260512-01']),
    box.canon(repo, ['show', 'RT-260512-01', '--json']),
  ]);
  expect(shown.stdout).toContain('SK-260513-01 has closed w1, q1.\n');
  expect(JSON.parse(json.stdout).data.items).toMatchObject([
    { id: 'w1', type: 'waiting', text: 'the sender', open: false, closed_by: 'SK-260513-01' },
    { id: 'w2', open: false },
    { id: 'w3', open: true, closed_by: null },
    { id: 'q1', type: 'question', open: false, closed_by: 'SK-260513-01' },
  ]);
});

test('a workstream shows how far it is and its tasks, a plan those that carry it out', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const [flip, plan, text] = await Promise.all([
    box.canon(repo, ['show', 'canonical-store-flip', '--json']),
    box.canon(repo, ['show', 'plan:canonical-store', '--json']),
    box.canon(repo, ['show', 'plan:canonical-store']),
  ]);
  const progress = { done: 1, total: 2, next: { id: 'P4', text: 'Resume' } };
  expect(JSON.parse(flip.stdout)).toMatchObject({
    data: {
      progress,
      tasks: [
        { id: 'P2', state: 'done' },
        { id: 'P4', state: 'open' },
        { id: 'P7', state: 'dropped' },
      ],
    },
  });
  expect(JSON.parse(plan.stdout)).toMatchObject({
    data: { progress, workstreams: [{ id: 'canonical-store-flip', tasks_done: 1, tasks_total: 2 }] },
  });
  expect(text.stdout).toContain('1/2 · 2026-05-09\n\nNext P4: Resume\n');
  expect(text.stdout).toContain('Carried out by\n  canonical-store-flip  active 1/2  The flip\n');
});

test('a session is linked from the learning that comes from it', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const file = join(repo, 'docs/learnings/locks.md');
  box.write(file, box.read(file).replace('aliases', 'source: RT-260511-01\naliases'));
  const { stdout } = await box.canon(repo, ['show', 'RT-260511-01', '--json']);
  expect(JSON.parse(stdout).data.links_in).toContainEqual(
    expect.objectContaining({ via: 'source', id: 'locks' }),
  );
});
