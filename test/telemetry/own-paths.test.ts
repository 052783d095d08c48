import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownPaths } from '../../src/telemetry/own-paths.ts';
import { projectAt } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';

test('files of this clone by their path in its work tree; others are nobody’s business', async () => {
  const box = sandbox();
  const top = box.repo('app');
  const linked = join(box.dir, 'linked');
  box.git(top, 'worktree', 'add', '-q', linked);
  const other = box.repo('other');
  const inner = join(top, 'vendor/inner');
  mkdirSync(inner, { recursive: true });
  box.git(inner, 'init', '-q');
  const { repo } = await projectAt(box, top);
  const paths = ownPaths(repo.commonDir);
  const one = (file: string, cwd?: string): string | undefined => paths([file], cwd)?.[0];
  expect(one(join(top, 'src/new/a.ts'))).toBe('src/new/a.ts');
  expect(one('src/../b.ts', top)).toBe('b.ts');
  expect(one('b.ts', join(top, 'src'))).toBe('src/b.ts');
  expect(one(join(linked, 'c.ts'))).toBe('c.ts');
  expect(one('d.ts', join(linked, 'deep/er'))).toBe('deep/er/d.ts');
  const none = [
    one(join(other, 'a.ts')),
    one(join(inner, 'a.ts')),
    one(join(box.dir, 'a.ts')),
    one('/etc/passwd'),
    one('../other/a.ts', top),
    one('a.ts'),
    one('a.ts', 'relative'),
    one(top),
    one('.git/config', top),
    one('.git', top),
    one('a\nb', top),
    one('x'.repeat(301), top),
    one('y/'.repeat(5000), top),
    one('', top),
  ];
  expect(none).toEqual(none.map(() => undefined));
});

test.skipIf(process.platform === 'win32')('a folder reached by a link is the one it leads to', async () => {
  const box = sandbox();
  const top = box.repo('app');
  symlinkSync(top, join(box.dir, 'short'));
  const { repo } = await projectAt(box, top);
  expect(ownPaths(repo.commonDir)([join(box.dir, 'short/a.ts')], undefined)).toEqual(['a.ts']);
});

test('no more than fifty, each once', async () => {
  const box = sandbox();
  const top = box.repo('app');
  const { repo } = await projectAt(box, top);
  const many = Array.from({ length: 120 }, (_, n) => `f${n % 60}`);
  expect(ownPaths(repo.commonDir)(many, top)).toHaveLength(50);
});
