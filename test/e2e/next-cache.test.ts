import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Repository, repository, sessionText, workstreamText } from '../resume/repository.ts';

const CACHE = '.git/canon/cache';
const TODAY = { CANON_NOW: '2026-05-11T18:20:00+02:00' };

const learning = (expires: string): string =>
  `---\ntitle: The lock\nstatus: active\napplies_to: [src/**]\nexpires: ${expires}\nkind: learning\n---\n# The lock\n`;

async function next(repo: Repository, env: Record<string, string> = TODAY): Promise<string> {
  const ran = await repo.canon(repo.path, ['next'], { env });
  expect(ran.code, ran.stderr).toBe(0);
  return ran.stdout;
}

/** What is kept, with when it was written: an answer that is made again is written again. */
function kept(repo: Repository): string {
  const dir = join(repo.path, CACHE);
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => name.startsWith('next-')) : [];
  return names.map((name) => `${name} ${statSync(join(dir, name)).ino}`).join('\n');
}

/** Until it is kept: a file changed in the tick of the clock in which it was looked at is looked at again. */
async function settle(repo: Repository): Promise<string> {
  for (let i = 0; i < 50; i += 1) {
    const before = kept(repo);
    await next(repo);
    if (before !== '' && kept(repo) === before) return before;
  }
  throw new Error('the answer is never kept');
}

test('what comes next is kept, shown again as it was, and made anew when anything it says has changed', async () => {
  const repo = repository();
  repo.put('docs/sessions/RT-260511-01.md', sessionText('RT-260511-01', { workstream: 'flip' }));
  repo.put('docs/learnings/lock.md', learning('2026-05-11'));
  repo.put('src/lock.ts', 'export {};\n');
  repo.put('workstreams/flip.md', workstreamText({}, ['[x] P1. Schemas', '[ ] P2. Resume']));
  repo.commit('Records');
  const file = await settle(repo);
  const first = await next(repo);
  expect(first).toContain('P2');
  expect(kept(repo)).toBe(file);

  repo.put('src/lock.ts', 'export const a = 1;\n');
  expect(await next(repo), 'a file at hand').toContain('The lock');
  await settle(repo);
  expect(await next(repo)).toContain('The lock');
  expect(await next(repo, { CANON_NOW: '2026-05-12T08:00:00+02:00' }), 'the day after').not.toContain(
    'The lock',
  );

  repo.put('workstreams/flip.md', workstreamText({}, ['[x] P1. Schemas', '[x] P2. Resume', '[ ] P3. List']));
  expect(await next(repo), 'an edited workstream').toContain('P3');
  await settle(repo);
  repo.commit('P2');
  const third = await next(repo);
  expect(third, 'a commit').not.toContain('The lock');
  expect(third).toContain('P3');
});
