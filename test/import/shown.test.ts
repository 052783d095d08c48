import { expect, test } from 'vitest';
import { type Repository, record, repository, sessionText, workstreamText } from '../resume/repository.ts';

// What an import leaves, as the rest of canon sees it.

const items = (id: string): string =>
  `## Summary\n\nXylophone.\n\n## Waiting On\n\n- [ ] @roman: look at ${id}\n- [ ] anybody at all\n`;
const UNKNOWN = 'XX-260501-01';

const imported = (id: string, operator: string, more: Record<string, string> = {}): string =>
  sessionText(
    id,
    {
      operator,
      workstream: 'flip',
      status: 'imported',
      created: `2026-05-0${id.slice(8, 9)}T00:00:00Z`,
      imported: `{source: notion, id: ${'ab'.repeat(16)}, at: 2026-05-11T10:00:00+02:00}`,
      branch: 'null',
      ...more,
    },
    items(id),
  );

const learning = (title: string, tag: string): string =>
  record(
    { title, status: 'active', tags: `[${tag}]`, created: '2026-05-01', kind: 'learning' },
    {},
    `# ${title}\n\n## What\n\nZebra.\n`,
  );

/** A workstream, sessions of nobody known, of Roman and of a machine, a learning that is one and one that may be anything. */
function filled(): Repository {
  const repo = repository();
  repo.put(`docs/sessions/${UNKNOWN}.md`, imported(UNKNOWN, 'unknown'));
  repo.put('docs/sessions/RT-260502-01.md', imported('RT-260502-01', 'roman'));
  repo.put('docs/sessions/RT-260503-01.md', imported('RT-260503-01', 'roman', { status: 'auto' }));
  repo.put('docs/learnings/a-page.md', learning('A page', 'uncertain'));
  repo.put('docs/learnings/a-lesson.md', learning('A lesson', 'sure'));
  repo.put('workstreams/flip.md', workstreamText({}, ['[ ] P1. One']));
  repo.commit();
  return repo;
}

const canon = async (repo: Repository, ...args: string[]): Promise<string> => {
  const ran = await repo.canon(repo.path, args, { env: { CANON_NOW: '2026-05-11T18:20:00+02:00' } });
  expect(ran.code, `${ran.stdout}${ran.stderr}`).toBe(0);
  return ran.stdout;
};
const data = async (repo: Repository, ...args: string[]): Promise<unknown> =>
  (JSON.parse(await canon(repo, ...args, '--json')) as { data: unknown }).data;

test('a learning that nobody has looked at is in no dashboard and no task, until its tag goes', async () => {
  const repo = filled();
  const told = async (): Promise<string[][]> => {
    const next = (await data(repo, 'next')) as { learnings: { id: string }[] };
    return [
      (await repo.data()).learnings.map(({ id }) => id),
      (await repo.data(['--all'])).learnings.map(({ id }) => id),
      next.learnings.map(({ id }) => id),
    ];
  };
  expect(await told()).toEqual([['a-lesson'], ['a-lesson'], ['a-lesson']]);
  // Everything else shows it like any other.
  expect(await canon(repo, 'list', 'learning')).toContain('a-page');
  expect(await canon(repo, 'search', 'zebra')).toContain('a-page');
  expect(await canon(repo, 'show', 'a-page')).toContain('Zebra.');
  repo.put('docs/learnings/a-page.md', learning('A page', 'looked-at'));
  repo.commit();
  for (const ids of await told()) expect(ids.toSorted()).toEqual(['a-lesson', 'a-page']);
});

test('imported sessions are listed, shown, searched and indexed like any other', async () => {
  const repo = filled();
  await canon(repo, 'index');
  repo.commit();
  const list = (await data(repo, 'list', 'session')) as {
    records: { id: string; status: string; operator: string }[];
  };
  expect(list.records.map(({ id, status, operator }) => [id, status, operator])).toEqual([
    ['RT-260503-01', 'auto', 'roman'],
    ['RT-260502-01', 'imported', 'roman'],
    [UNKNOWN, 'imported', 'unknown'],
  ]);
  expect(await canon(repo, 'list', '--owner', 'unknown')).toContain(UNKNOWN);
  expect(await canon(repo, 'list', '--status', 'imported')).not.toContain('RT-260503-01');
  expect(await canon(repo, 'show', UNKNOWN)).toContain('Xylophone.');
  expect(await canon(repo, 'search', 'xylophone', 'owner:unknown')).toContain(UNKNOWN);
  for (const file of ['docs/sessions/INDEX.md', 'workstreams/flip.md'])
    expect(repo.git(repo.path, 'show', `HEAD:${file}`), file).toContain(UNKNOWN);
  // Nothing of it is wrong.
  const ran = await repo.canon(repo.path, ['check', '--json']);
  const { data: checked } = JSON.parse(ran.stdout) as {
    data: { findings: { severity: string; code: string }[] };
  };
  expect(checked.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
});

test('nobody is taken for the operator that nobody knows, and a machine’s record comes after a person’s', async () => {
  const repo = filled();
  const mine = await repo.data();
  expect(mine.last_session?.id).toBe('RT-260502-01');
  expect(mine.peer_activity.map(({ operator }) => operator)).not.toContain('unknown');
  // Of a record of nobody only what names one is somebody's to wait for.
  const waiting = mine.waiting_on_me.map(({ ref }) => ref);
  expect(waiting).toContain(`${UNKNOWN}#w1`);
  expect(waiting).not.toContain(`${UNKNOWN}#w2`);
  const ran = await repo.resume(['unknown']);
  expect(ran.stderr).toContain('E_RESUME_UNKNOWN');
  // That record itself can be taken up again.
  expect((await repo.data([UNKNOWN])).last_session?.id).toBe(UNKNOWN);
  expect(await canon(repo, 'close', `${UNKNOWN}#w1`, '--dry-run')).toContain(`docs/sessions/${UNKNOWN}.md`);
});
