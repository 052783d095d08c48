import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkCached } from '../../src/check/cache.ts';
import { planFixes } from '../../src/check/fix.ts';
import { claim } from '../../src/identity/claims.ts';
import { readRows } from '../../src/store/rows.ts';
import type { Moment } from '../../src/world.ts';
import { NOON, OPERATORS, projectAt } from '../support/project.ts';
import { sessionText, workstreamText } from '../support/records.ts';
import { sandbox } from '../support/sandbox.ts';

const DAY = 24 * 60 * 60_000;
const after = (days: number): Moment => ({ ...NOON, ms: NOON.ms + days * DAY });

it('a kept result knows the days, the claims, the operators and the commits that it depends on', async () => {
  const box = sandbox();
  const repo = box.repo('work');
  const put = (path: string, text: string): void => box.write(join(repo, path), text);
  put(
    '.canon/config.yaml',
    'format: 1\nderived: never\ncheck: { rules: { workstream-without-plan: off } }\n',
  );
  put('.canon/operators.yaml', OPERATORS);
  const commit = box.git(repo, 'commit-tree', '-m', 'x', box.git(repo, 'write-tree'));
  const away = 'c0ffee1';
  put('workstreams/flip.md', workstreamText('The flip', `- [x] P1. One — ${away}, ${commit}\n`));
  put('docs/sessions/RT-260511-01.md', sessionText('RT-260511-01', { extra: 'workstream: flip\n' }));
  put('docs/sessions/RT-260511-02.md', sessionText('RT-260511-02', { body: '\n[next](RT-260511-03.md)\n' }));
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Records');
  const at = async (now: Moment): Promise<string[]> => {
    const { findings } = await checkCached(await projectAt(box, repo), now);
    return findings.map(({ code, severity, args }) => `${code} ${severity} ${args?.['why'] ?? ''}`.trim());
  };
  const NOT_HERE = 'bad-evidence info not-here';
  expect(await at(NOON)).toEqual(['broken-link error missing', NOT_HERE]);
  const project = await projectAt(box, repo);
  const who = { slug: 'roman', initials: 'RT' };
  const { id } = await claim(project, { now: () => NOON }, who);
  expect(id).toBe('RT-260511-03');
  for (let round = 0; round < 3; round += 1)
    expect(await at(NOON)).toEqual(['broken-link info claimed', NOT_HERE]);
  expect(await at(after(1.1))).toEqual(['broken-link error missing', 'unclosed-claim warning', NOT_HERE]);
  // Back again, and then two weeks on.
  expect(await at(NOON)).toEqual(['broken-link info claimed', NOT_HERE]);
  expect(await at(after(15))).toContain('idle-workstream info');
  // Its record comes to another branch.
  box.git(repo, 'checkout', '-qb', 'other');
  put('docs/sessions/RT-260511-03.md', sessionText('RT-260511-03'));
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Elsewhere');
  box.git(repo, 'checkout', '-q', 'main');
  expect(await at(after(2))).toEqual(['broken-link error missing', NOT_HERE]);
  put('.canon/operators.yaml', OPERATORS.replace('roman:', 'romana:'));
  expect(await at(after(2))).toContain('unknown-operator warning');
  put('.canon/operators.yaml', 'roman: {');
  expect((await at(after(2))).some((one) => one.startsWith('E_OPERATORS'))).toBe(true);
});

it('what another clone has ticked and pushed waits for its handoff for a day', async () => {
  const box = sandbox();
  const repo = box.repo('work');
  const put = (path: string, text: string): void => box.write(join(repo, path), text);
  put(
    '.canon/config.yaml',
    'format: 1\nderived: never\ncheck: { rules: { workstream-without-plan: off } }\n',
  );
  const id = 'SK-260511-09';
  const link = `[${id}](../docs/sessions/${id}.md)`;
  put('workstreams/flip.md', workstreamText('The flip', `- [x] P1. One — ${link}\n`));
  box.git(repo, 'add', '-A');
  box.env['GIT_COMMITTER_DATE'] = new Date(NOON.ms).toISOString();
  box.git(repo, 'commit', '-qm', `Tick P1 of flip\n\nCanon-Session: ${id}`);
  const at = async (now: Moment): Promise<string[]> => {
    const { findings } = await checkCached(await projectAt(box, repo), now);
    return findings.map(({ code, severity }) => `${code} ${severity}`);
  };
  expect(await at(after(0.5))).toEqual(['bad-evidence info', 'broken-link info']);
  expect(await at(after(1.1))).toEqual(['bad-evidence warning', 'broken-link error']);
});

it('the missing side of a succession is written, and nothing that somebody wrote is changed', async () => {
  const box = sandbox();
  const repo = box.repo('work');
  const put = (path: string, text: string): void => box.write(join(repo, path), text);
  const plan = (more: string): string =>
    `---\r\ntitle: A # mine\r\nowner: roman\r\nstatus: draft\r\n${more}kind: plan\r\n---\r\n# A\r\n`;
  put('.canon/config.yaml', 'format: 1\nderived: never\n');
  put('plans/a.md', plan('supersedes: [b]\r\n'));
  put('plans/b.md', plan(''));
  put('plans/c.md', plan('superseded_by: d\r\n'));
  put('plans/d.md', plan('supersedes: [x-1]\r\naliases: [x-1]\r\n'));
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-qm', 'Plans');
  const project = await projectAt(box, repo);
  const { findings } = await checkCached(project, NOON);
  const fixes = await planFixes(project, findings, async () => (await readRows(project)).all());
  expect(Object.fromEntries(fixes.map(({ path, text }) => [path, text]))).toEqual({
    'plans/b.md': plan('superseded_by: a\r\n'),
    'plans/d.md': plan('supersedes: [x-1, c]\r\naliases: [x-1]\r\n'),
  });
});
