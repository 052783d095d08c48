import { expect, test } from 'vitest';
import { type Repository, repository, sessionText, workstreamText } from './repository.ts';

// What an import of years leaves open stands behind what was handed off, few of it, and counted.

const id = (day: string): string => `RT-${day}-01`;
const date = (day: string): string => `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}T00:00:00Z`;

function put(repo: Repository, day: string, values: Record<string, string | null>, body: string): void {
  repo.put(`docs/sessions/${id(day)}.md`, sessionText(id(day), { created: date(day), ...values }, body));
}

const IMPORTED = {
  status: 'imported',
  branch: null,
  imported: '{source: handoffs, id: old.md, at: 2026-05-11T10:00:00+02:00}',
};
const OLD = Array.from({ length: 12 }, (_, i) => `2401${String(i + 1).padStart(2, '0')}`);

/** Twelve imported handoffs of 2024 that copy one blocker forward, one of last week, and one by hand before it. */
function old(): Repository {
  const repo = repository();
  for (const day of OLD)
    put(
      repo,
      day,
      IMPORTED,
      `## Waiting On\n\n- [ ] Waiting for the certificate${day > '240106' ? '.' : ''}\n- blocker of ${day}\n\n` +
        `## Open Questions\n\n- which way on ${day}?\n- who pays?\n`,
    );
  put(repo, '260508', IMPORTED, '## Waiting On\n\n- [ ] the newest blocker\n- [ ] shared thing\n');
  put(
    repo,
    '260501',
    {},
    '## Waiting On\n\n- [ ] w1 by hand\n- [ ] w2 Shared thing\n\n## Open Questions\n\n- [ ] q1 which colour?\n',
  );
  repo.commit();
  return repo;
}

const refs = (items: readonly { ref: string }[]): string[] => items.map(({ ref }) => ref);

test('what was handed off comes first; of imported sessions the newest, each thing once, and a count of the rest', async () => {
  const repo = old();
  const { stdout } = await repo.resume();
  expect(stdout.slice(stdout.indexOf('Waiting on you'), stdout.indexOf('You left off')))
    .toMatchInlineSnapshot(`
    "Waiting on you
      Shared thing                              Roman, 10 days ago · RT-260501-01#w2
      by hand                                   Roman, 10 days ago · RT-260501-01#w1
      the newest blocker              Roman, 3 days ago · imported · RT-260508-01#w1
      blocker of 240112              Roman, 12 Jan 2024 · imported · RT-240112-01#w2
      Waiting for the certificate.
        Roman, 12 Jan 2024 · imported 12 times · RT-240112-01#w1
      blocker of 240111              Roman, 11 Jan 2024 · imported · RT-240111-01#w2
      blocker of 240110              Roman, 10 Jan 2024 · imported · RT-240110-01#w2
      and 9 more from imported sessions: canon resume --all

    "
  `);
  expect(stdout).toContain('Open questions (1 and 13 imported): canon resume --all');
  expect(stdout).not.toContain('Left out');
  const all = await repo.resume(['--all']);
  for (const day of OLD) {
    expect(all.stdout).toContain(`${id(day)}#w2`);
    expect(all.stdout).toContain(`which way on ${day}?`);
  }
  expect(all.stdout.match(/for the certificate/g)).toHaveLength(1);
});

test('a program is told the same', async () => {
  const repo = old();
  const data = await repo.data(['--budget', '9000']);
  expect(refs(data.waiting_on_me)).toEqual([
    'RT-260501-01#w2',
    'RT-260501-01#w1',
    'RT-260508-01#w1',
    'RT-240112-01#w2',
    'RT-240112-01#w1',
    'RT-240111-01#w2',
    'RT-240110-01#w2',
  ]);
  expect(data.waiting_on_me[0]).not.toHaveProperty('imported');
  expect(data.waiting_on_me[4]).toMatchObject({ imported: true, times: 12 });
  expect(data.open_questions[0]).toMatchObject({ ref: 'RT-260501-01#q1' });
  expect(data.open_questions.slice(1).every(({ imported }) => imported === true)).toBe(true);
  expect(data.imported).toEqual({ waiting_on_me: 14, open_questions: 13 });
  expect(data.left_out).toEqual([
    { what: 'waiting_on_me', count: 9, unit: 'entries' },
    { what: 'open_questions', count: 8, unit: 'entries' },
  ]);
  const all = await repo.data(['--all']);
  expect(all.waiting_on_me).toHaveLength(2 + 14);
  expect(all.left_out).toEqual([]);
});

test('a budget drops what was imported first, and still counts it', async () => {
  const repo = old();
  const { stdout } = await repo.resume(['--budget', '180']);
  expect(stdout).toContain('RT-260501-01#w1');
  expect(stdout).not.toContain('imported ·');
  expect(stdout).toContain('  and 14 more from imported sessions: canon resume --all\n');
});

test('one’s last session is the one that was handed off, and an imported one where there is no other', async () => {
  const repo = old();
  put(repo, '260502', { workstream: 'flip', branch: 'elsewhere' }, '');
  repo.put('workstreams/flip.md', workstreamText({}, ['[ ] P1. One']));
  // More of them than the dashboard looks at, all newer.
  for (let i = 10; i < 40; i += 1)
    repo.put(
      `docs/sessions/RT-260509-${i}.md`,
      sessionText(`RT-260509-${i}`, { ...IMPORTED, workstream: 'flip', created: date('260509') }),
    );
  repo.commit();
  const mine = await repo.data();
  expect(mine.last_session?.id).toBe('RT-260501-01');
  expect(mine.last_session).not.toHaveProperty('imported');
  // A session without a branch is none of the branch, as long as it is imported.
  repo.git(repo.path, 'rm', '-q', 'docs/sessions/RT-260501-01.md');
  repo.commit();
  expect((await repo.data()).last_session?.id).toBe('RT-260502-01');
  expect((await repo.data(['flip'])).last_session?.id).toBe('RT-260502-01');
  const next = await repo.canon(repo.path, ['next', '--json']);
  expect(JSON.parse(next.stdout).data.last_session.id).toBe('RT-260502-01');
  repo.git(repo.path, 'rm', '-q', 'docs/sessions/RT-260502-01.md');
  put(repo, '260510', { status: 'auto' }, '');
  repo.commit();
  expect((await repo.data()).last_session).toMatchObject({ id: 'RT-260509-39', imported: true });
  expect((await repo.resume()).stdout).toContain('Imported: it was not handed off in canon.');
});

test('closing one closes what was copied from it, by the command and by `closes`', async () => {
  const repo = old();
  const canon = async (...args: string[]): Promise<string> => {
    const ran = await repo.canon(repo.path, args);
    expect(ran.code, ran.stderr).toBe(0);
    return ran.stdout;
  };
  await canon('close', 'RT-240112-01#w1', '--reason', 'it came');
  expect(repo.git(repo.path, 'show', '--stat', '--format=%s')).toMatch(
    /^Close RT-240112-01#w1: Waiting for the certificate\.\n[^]*RT-240101-01.md \|  2 \+-\n/,
  );
  expect(repo.git(repo.path, 'log', '-1', '--format=%b')).toContain('RT-240101-01#w1');
  expect((await repo.resume(['--all'])).stdout).not.toContain('certificate');
  // Undone is what is named.
  await canon('close', '--undo', 'RT-240112-01#w1');
  expect((await repo.data(['--all'])).waiting_on_me).toContainEqual(
    expect.objectContaining({ ref: 'RT-240112-01#w1', times: 1 }),
  );
  const questions = async (): Promise<string[]> => refs((await repo.data(['--all'])).open_questions);
  expect(await questions()).toContain('RT-240112-01#q2');
  put(repo, '260510', { closes: '[RT-240112-01#q2]' }, '');
  repo.commit();
  const after = await questions();
  for (const day of OLD) expect(after).not.toContain(`${id(day)}#q2`);
  expect(after).toContain('RT-240112-01#q1');
  // What is asked again after that is open.
  put(repo, '260511', IMPORTED, '## Open Questions\n\n- who pays?\n');
  repo.commit();
  expect(await questions()).toContain('RT-260511-01#q1');
});

test('what somebody has handed off is not closed with an imported one of the same words', async () => {
  const repo = old();
  await repo.canon(repo.path, ['close', 'RT-260508-01#w2']);
  expect(refs((await repo.data()).waiting_on_me)).toContain('RT-260501-01#w2');
});

test('whoever has looked after an imported session makes it their own', async () => {
  const repo = old();
  const input = '# Mended\n\n## Summary\n\nRead again.\n\n## Waiting On\n\n- [ ] w1 the newest blocker\n';
  const amended = await repo.canon(repo.path, ['handoff', '--amend', 'RT-260508-01', '--draft', '-'], {
    input,
  });
  expect(amended.code, amended.stderr).toBe(0);
  const data = await repo.data();
  expect(data.waiting_on_me[0]).toMatchObject({ ref: 'RT-260508-01#w1' });
  expect(data.waiting_on_me[0]).not.toHaveProperty('imported');
});

test('an imported session was at no terminal beside another one, and is no rival unless it came later', async () => {
  const repo = repository();
  for (const n of ['01', '02', '03'])
    repo.put(
      `docs/sessions/RT-250501-${n}.md`,
      sessionText(`RT-250501-${n}`, { ...IMPORTED, created: '2025-05-01T00:00:00Z' }, ''),
    );
  repo.commit();
  const imported = await repo.resume();
  expect(imported.stdout).toContain('You left off at RT-250501-03');
  expect(imported.stdout).not.toContain('another terminal');
  put(repo, '250501', { created: '2025-05-01T00:10:00Z' }, '');
  put(repo, '260508', IMPORTED, '');
  repo.commit();
  const { stdout } = await repo.resume();
  expect(stdout).toContain('You left off at RT-250501-01');
  expect(stdout).toContain('RT-260508-01');
  expect(stdout).not.toContain('RT-250501-02');
});
