import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectAt } from '../support/project.ts';
import { sandbox } from '../support/sandbox.ts';

describe('the project around a folder', () => {
  test('is the top of the work tree where nobody ran init', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    mkdirSync(join(repo, 'src/deep'), { recursive: true });
    const project = await projectAt(box, join(repo, 'src/deep'));
    expect(project).toMatchObject({ root: repo, top: repo, prefix: '', initialized: false });
    expect(project.local).toBe(join(repo, '.git/canon'));
  });

  test('is the nearest folder with .canon, which may be below the top', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    box.write(join(repo, '.canon/config.yaml'), 'format: 1\n');
    box.write(join(repo, 'team/a b/.canon/config.yaml'), 'format: 1\nsessions: { layout: month }\n');
    mkdirSync(join(repo, 'team/a b/plans'));
    const inner = await projectAt(box, join(repo, 'team/a b/plans'));
    expect(inner).toMatchObject({ root: join(repo, 'team/a b'), top: repo, prefix: 'team/a b/' });
    expect(inner.config.sessions.layout).toBe('month');
    expect(await projectAt(box, join(repo, 'team'))).toMatchObject({ root: repo, prefix: '' });
    expect(await projectAt(box, box.dir, 'app/team/a b')).toMatchObject({ prefix: 'team/a b/' });
  });

  test('in a linked work tree shares the local state of the clone, under a key of its own', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    box.git(repo, 'worktree', 'add', '-q', '-b', 'other', join(box.dir, 'second'));
    const [main, linked] = await Promise.all([projectAt(box, repo), projectAt(box, join(box.dir, 'second'))]);
    expect(linked.local).toBe(main.local);
    expect(linked.worktreeKey).not.toBe(main.worktreeKey);
    expect(linked.root).toBe(join(box.dir, 'second'));
  });

  test('does not follow a .canon that is a link', async () => {
    const box = sandbox();
    const repo = box.repo('app');
    box.write(join(box.dir, 'outside/config.yaml'), 'format: 99\n');
    symlinkSync(join(box.dir, 'outside'), join(repo, '.canon'));
    expect(await projectAt(box, repo)).toMatchObject({ initialized: false });
  });

  test('is refused outside of a repository and with a configuration that is not UTF-8', async () => {
    const box = sandbox();
    await expect(projectAt(box, box.dir)).rejects.toThrow('E_NO_REPOSITORY');
    const repo = box.repo('app');
    box.write(join(repo, '.canon/config.yaml'), Buffer.from([0xff, 0xfe, 0x00]).toString('latin1'));
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(repo, '.canon/config.yaml'), Buffer.from([0x66, 0xff, 0xfe]));
    await expect(projectAt(box, repo)).rejects.toThrow('E_FILE_NOT_UTF8');
  });
});
