import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, sandbox } from '../support/sandbox.ts';
import { offplan, record } from './records.ts';

interface Next {
  readonly data: {
    readonly workstream: { id: string; tasks_done: number; tasks_total: number } | null;
    readonly task: { id: string; text: string; line: number } | null;
    readonly plan: {
      id: string;
      goal: string | null;
      locked_decisions: string | null;
      phase: string | null;
    } | null;
    readonly last_session: { id: string; resume_prompt: string | null } | null;
    readonly learnings: readonly { id: string }[];
    readonly decisions: readonly { id: string }[];
    readonly next_workstream: string | null;
  };
  readonly diagnostics: readonly { code: string }[];
}

const next = async (box: Sandbox, repo: string, ...words: string[]): Promise<Next> => {
  const ran = await box.canon(repo, ['next', ...words, '--json'], {
    env: { CANON_NOW: '2026-05-12T10:00:00+02:00' },
  });
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout) as Next;
};

const session = (id: string, more: Record<string, string>, prompt: string): string =>
  record(
    {
      title: id,
      operator: 'sergei',
      workstream: 'canonical-store-flip',
      kind: 'session',
      id,
      status: 'handed-off',
      ...more,
    },
    `# ${id} — ${id}\n\n## Resume Prompt\n\n${prompt}\n`,
  );

test('the next task comes with the plan, the last session that still counts, and what applies to the files at hand', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const write = (path: string, text: string): void => box.write(join(repo, path), text);
  write(
    'plans/canonical-store.md',
    record(
      { title: 'The store', owner: 'roman', status: 'ratified', kind: 'plan' },
      '# The store\n\n## Goal\n\nFiles.\n\n## Locked Decisions\n\n- [One file each](../docs/decisions/0001-files.md)\n\n## Phases\n\n- P1 to P3: before\n- P4: /resume, in `scripts/resume.py`\n',
    ),
  );
  write(
    'docs/decisions/0001-files.md',
    record({ title: 'Files', status: 'accepted', kind: 'adr' }, '# Files\n'),
  );
  write('docs/decisions/0002-no.md', record({ title: 'No', status: 'accepted', kind: 'adr' }, '# No\n'));
  const learning = (id: string, more: Record<string, string>): void =>
    write(
      `docs/learnings/${id}.md`,
      record({ title: id, status: 'active', kind: 'learning', ...more }, `# ${id}\n`),
    );
  learning('of-the-plan', { applies_to: '[scripts/*.py]' });
  learning('of-a-dirty-file', { applies_to: '[README.md]' });
  learning('elsewhere', { applies_to: '[app/**]' });
  learning('over', { applies_to: '[README.md]', expires: '2026-05-11' });
  write(
    'docs/sessions/SK-260511-03.md',
    session('SK-260511-03', { created: '2026-05-11T18:00:00+02:00' }, 'This one.'),
  );
  write(
    'docs/sessions/SK-260511-04.md',
    session(
      'SK-260511-04',
      { created: '2026-05-11T19:00:00+02:00', superseded_by: 'SK-260511-03' },
      'Not this one.',
    ),
  );
  write('README.md', '# Changed\n');
  const { data, diagnostics } = await next(box, repo);
  expect(diagnostics).toEqual([]);
  expect(data).toMatchObject({
    workstream: { id: 'canonical-store-flip', tasks_done: 1, tasks_total: 2 },
    task: { id: 'P4', text: 'Resume', line: 16 },
    plan: { id: 'canonical-store', goal: 'Files.', phase: '- P4: /resume, in `scripts/resume.py`' },
    last_session: { id: 'SK-260511-03', resume_prompt: 'This one.' },
    decisions: [{ id: '0001-files' }],
  });
  expect(data.learnings.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['of-the-plan', 'of-a-dirty-file']),
  );
  expect(data.learnings.map(({ id }) => id)).not.toContain('elsewhere');
  expect(data.learnings.map(({ id }) => id)).not.toContain('over');
});

test('with nothing open it says so and what comes next; nobody in particular may name a workstream', async () => {
  const box = sandbox();
  const repo = offplan(box);
  box.write(
    join(repo, 'workstreams/other.md'),
    record(
      { title: 'Other', owner: 'roman', status: 'active', kind: 'workstream' },
      '# Other\n\n## Tasks\n\n- [x] P1. Done\n- [-] P2. Not\n',
    ),
  );
  const done = await next(box, repo, 'other');
  expect(done).toMatchObject({
    data: { workstream: { id: 'other' }, task: null, next_workstream: 'canonical-store-flip' },
    diagnostics: [{ code: 'next-all-done' }],
  });
  box.git(repo, 'config', 'user.email', 'nobody@example.com');
  const named = await next(box, repo, 'canon');
  expect(named.data.task?.id).toBe('P4');
  expect(named.diagnostics.map(({ code }) => code)).toEqual(['E_OPERATOR_UNKNOWN']);
  expect((await box.canon(repo, ['next'])).code).toBe(2);
  expect((await box.canon(repo, ['next', 'no-such'])).code).toBe(2);
});

test('of a plan it takes the workstream to go on with; where there is none it names those of the plan', async () => {
  const box = sandbox();
  const repo = offplan(box);
  const put = (id: string, priority: string, tasks: string): void =>
    box.write(
      join(repo, `workstreams/${id}.md`),
      record(
        { title: id, owner: 'sergei', status: 'active', priority, plan: 'send', kind: 'workstream' },
        `# ${id}\n\n## Tasks\n\n${tasks}\n`,
      ),
    );
  const plan = { title: 'Send', owner: 'roman', status: 'ratified', kind: 'plan', created: '2026-05-10' };
  box.write(join(repo, 'plans/send.md'), record(plan, '# Send\n'));
  put('send-later', 'P2', '- [ ] A1. Later');
  put('send-first', 'P1', '- [ ] A1. First');
  const answer = await next(box, repo, 'send');
  expect(answer.data.workstream?.id).toBe('send-first');
  expect(answer.diagnostics).toMatchObject([{ code: 'next-of-plan', severity: 'info' }]);
  for (const id of ['send-first', 'send-later']) put(id, 'P1', '- [x] A1. Done');
  const none = await box.canon(repo, ['next', 'plan:send']);
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('send is a plan, and no workstream of it is active');
  expect(none.stderr).toContain('  send-first  active  1/1\n');
});
