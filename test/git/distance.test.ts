import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { discover } from '../../src/git/discover.ts';
import { distance } from '../../src/git/distance.ts';
import { sandbox } from '../support/sandbox.ts';

/** A line of commits, every fifth with canon's trailer and a record. */
async function line(count: number) {
  const box = sandbox();
  const path = box.repo('line');
  const start = box.git(path, 'rev-parse', 'HEAD');
  const commits = Array.from({ length: count }, (_, i) => {
    const file = i % 5 === 0 ? `docs/sessions/RT-260511-${i}.md` : `src/${i}.ts`;
    const message = i % 5 === 0 ? `Hand off ${i}\n\nCanon-Session: RT-260511-${i}\n` : `Work ${i}\n`;
    return [
      'commit refs/heads/main',
      `committer Roman <roman@example.com> ${1_778_000_000 + i} +0200`,
      `data ${message.length}\n${message}`,
      ...(i === 0 ? [`from ${start}`] : []),
      `M 100644 inline ${file}\ndata 2\n${i % 10}\n`,
    ].join('\n');
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: path, env: box.env, input: commits.join('\n') });
  return { repo: await discover(path, box.env), start, head: box.git(path, 'rev-parse', 'HEAD'), path, box };
}

test.each([3, 199, 200, 230])(
  'counts %i commits, and names the paths of those with the trailer',
  async (count) => {
    const { repo, start, head } = await line(count);
    const far = await distance(repo, start, head);
    expect(far?.commits).toBe(count);
    expect(far?.marked).toHaveLength(Math.ceil(count / 5));
    expect(far?.marked.at(-1)).toEqual(['docs/sessions/RT-260511-0.md']);
    expect(await distance(repo, start.slice(0, 8), head)).toEqual(far);
  },
);

test('is nothing from a commit to itself', async () => {
  const { repo, head } = await line(1);
  expect(await distance(repo, head, head)).toEqual({ commits: 0, marked: [] });
});

test.each([5, 230])('is not known from a commit of another line, %i commits away', async (count) => {
  const { repo, path, box, head, start } = await line(count);
  box.git(path, 'switch', '-q', '-c', 'other', start);
  box.git(path, 'commit', '-q', '--allow-empty', '-m', 'Other');
  const other = box.git(path, 'rev-parse', 'HEAD');
  expect(await distance(repo, other, head)).toBeUndefined();
  expect(await distance(repo, head, start)).toBeUndefined();
});

test.each(['', '--all', 'HEAD', 'f'.repeat(40), 'main..main'])('is not known from %j', async (from) => {
  const { repo, head } = await line(1);
  expect(await distance(repo, from, head)).toBeUndefined();
});
