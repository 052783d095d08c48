import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discover } from '../../src/git/discover.ts';
import { extendHistory, fileHistory } from '../../src/git/file-history.ts';
import { sandbox, type Sandbox } from '../support/sandbox.ts';

const LINES = Array.from({ length: 20 }, (_, at) => `Line ${at}\n`).join('');

function commit(box: Sandbox, repo: string, subject: string): string {
  box.git(repo, 'add', '-A');
  box.git(repo, 'commit', '-q', '--allow-empty', '-m', subject);
  return box.git(repo, 'rev-parse', 'HEAD');
}

test('one log has what each commit did to the files of a folder, renames and odd letters among it', async () => {
  const box = sandbox();
  const path = box.repo('offplan');
  box.write(join(path, 'docs/a b\n.md'), LINES);
  box.write(join(path, 'docs/é.md'), 'R\n');
  box.write(join(path, 'src/x.ts'), 'x\n');
  commit(box, path, 'Add \u0001 them\n\nCanon-Session: RT-260511-01');
  box.git(path, 'mv', 'docs/a b\n.md', 'docs/b.md');
  writeFileSync(join(path, 'docs/b.md'), `${LINES}One more\n`);
  commit(box, path, 'Move it');
  box.git(path, 'rm', '-q', 'docs/é.md');
  const head = commit(box, path, 'Remove it');
  const repo = await discover(path, box.env);
  const found = await fileHistory(repo, ['docs'], head);
  expect(found.map(({ subject, session, files }) => [subject, session, files])).toEqual([
    ['Remove it', '', [{ what: 'removed', path: 'docs/é.md' }]],
    ['Move it', '', [{ what: 'renamed', path: 'docs/b.md', from: 'docs/a b\n.md' }]],
    [
      'Add \u0001 them',
      'RT-260511-01',
      [
        { what: 'added', path: 'docs/a b\n.md' },
        { what: 'added', path: 'docs/é.md' },
      ],
    ],
  ]);
  expect(found[0]).toMatchObject({ sha: head, author: 'Roman', email: 'roman@example.com' });
});

test('what came on top is added to what was known; where histories part, nobody guesses', async () => {
  const box = sandbox();
  const path = box.repo('offplan');
  const repo = await discover(path, box.env);
  box.write(join(path, 'docs/a.md'), LINES);
  const old = commit(box, path, 'Add it');
  const before = await fileHistory(repo, ['docs'], old);
  box.git(path, 'mv', 'docs', 'notes');
  box.write(join(path, 'docs/b.md'), LINES);
  commit(box, path, 'Move the folder');
  const head = commit(box, path, 'Nothing');
  const newer = await extendHistory(repo, ['docs'], old, head);
  expect([...(newer ?? []), ...before]).toEqual(await fileHistory(repo, ['docs'], head));
  expect(newer?.map(({ subject }) => subject)).toEqual(['Move the folder']);
  expect(await extendHistory(repo, ['docs'], head, old)).toBeUndefined();
  expect(await extendHistory(repo, ['docs'], '1'.repeat(40), head)).toBeUndefined();
  box.git(path, 'checkout', '-q', '-b', 'side', old);
  commit(box, path, 'Aside');
  box.git(path, 'merge', '-q', '--no-edit', 'main');
  expect(await extendHistory(repo, ['docs'], head, box.git(path, 'rev-parse', 'HEAD'))).toBeUndefined();
});
