import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply.ts';
import { bytesEdit, inspectBytes } from '../../src/change/bytes.ts';
import type { ChangePlan, PlannedFile } from '../../src/change/plan.ts';
import { previewPlan } from '../../src/change/preview.ts';
import { pushBranch } from '../../src/change/push.ts';
import { sandbox } from '../support/sandbox.ts';
import { asset, blobAt, ID, nameOf, PATH, PICTURE, planWith, TABLE } from './bytes-kit.ts';
import { bench, flipRepo, handoffOf, indexed, recordOf } from './kit.ts';

describe('bytes in a change', () => {
  test('they land in the same commit as the records, byte for byte, in HEAD, index and work tree', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    const large = Buffer.alloc(1_500_000, 0xfe);
    const plan = await planWith(await asset(TABLE, 'csv'), await asset(large, 'bin', 'absent'));
    const before = await previewPlan(project, plan);
    expect(before.wholes.map(({ action }) => action)).toEqual(['create', 'create', 'create']);
    expect(before.files.map(({ path: file }) => file)).not.toContain(PATH);
    const result = await applyPlan(project, world, plan, { commit: true, derive: indexed(project) });
    expect(result).toMatchObject({ skipped: [], leftAlone: [] });
    expect(result.written).toContain(PATH);
    for (const bytes of [PICTURE, TABLE, large]) {
      const name = nameOf(bytes, bytes === PICTURE ? 'png' : bytes === TABLE ? 'csv' : 'bin');
      expect(blobAt(path, `HEAD:${name}`).equals(bytes), name).toBe(true);
      expect(readFileSync(join(path, name)).equals(bytes), name).toBe(true);
    }
    expect(box.git(path, 'status', '--porcelain')).toBe('');
    expect(box.git(path, 'diff-files')).toBe('');
    expect(box.git(path, 'log', '--oneline').split('\n')).toHaveLength(3);
    box.git(path, 'fsck', '--strict');
    // Again: it is there already.
    const again = await planWith();
    const nothing = { ...again, files: again.files.slice(-1) };
    expect((await previewPlan(project, nothing)).wholes).toEqual([]);
    expect(await applyPlan(project, world, nothing, { commit: true })).toMatchObject({
      commit: null,
      notCommitted: { reason: 'nothing' },
    });
  });

  test('the same bytes there already are the same, others of that name are somebody else’s', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    const here = await asset(PICTURE, 'png', 'absent');
    const plan = handoffOf(ID, [here]);
    box.write(join(path, PATH), 'mine\n');
    await expect(applyPlan(project, world, plan, { commit: true })).rejects.toMatchObject({
      code: 'E_CHANGE_EXISTS',
    });
    expect(box.git(path, 'log', '-1', '--format=%s')).toBe('Work');
    expect(existsSync(join(path, `docs/sessions/${ID}.md`))).toBe(false);
    await expect(applyPlan(project, world, plan, { commit: false })).rejects.toMatchObject({
      code: 'E_CHANGE_EXISTS',
    });
    expect(existsSync(join(path, `docs/sessions/${ID}.md`))).toBe(false);
    // Staged by somebody, and where the plan puts up with it: theirs stays.
    box.git(path, 'add', PATH);
    const lax = await applyPlan(project, world, await planWith(), { commit: true });
    expect(lax.skipped).toEqual([
      { path: PATH, where: 'index', why: 'edited' },
      { path: PATH, where: 'work-tree', why: 'edited' },
    ]);
    expect(blobAt(path, `HEAD:${PATH}`).equals(PICTURE)).toBe(true);
    expect(box.read(join(path, PATH))).toBe('mine\n');
    box.git(path, 'checkout', '-q', 'HEAD', '--', PATH);
    expect(box.git(path, 'status', '--porcelain')).toBe('');
    // Committed with other bytes.
    box.write(join(path, PATH), 'theirs\n');
    box.git(path, 'commit', '-qam', 'Theirs');
    const second = { ...handoffOf('RT-260511-02'), files: [recordOf('RT-260511-02'), here] };
    await expect(applyPlan(project, world, second, { commit: true })).rejects.toMatchObject({
      code: 'E_CHANGE_EXISTS',
    });
    expect(existsSync(join(path, 'docs/sessions/RT-260511-02.md'))).toBe(false);
  });

  test('a file that lies there with the same bytes is taken, and stays', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    box.write(join(path, PATH), '');
    writeFileSync(join(path, PATH), PICTURE);
    const plan = handoffOf(ID, [await asset(PICTURE, 'png', 'absent')]);
    expect(await applyPlan(project, world, plan, { commit: true })).toMatchObject({ skipped: [] });
    expect(box.git(path, 'status', '--porcelain')).toBe('');
  });

  test('they go again, and what somebody has made of one stays', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    await applyPlan(project, world, await planWith(await asset(TABLE, 'csv')), { commit: true });
    const gone = (name: string): PlannedFile => ({ path: name, edit: { op: 'remove' }, expect: 'present' });
    const undo = {
      commit: { subject: 'Undo', trailers: [] },
      files: [gone(PATH), gone(nameOf(TABLE, 'csv'))],
    };
    expect((await previewPlan(project, undo)).wholes).toEqual([{ path: PATH, action: 'remove' }]);
    writeFileSync(join(path, PATH), Buffer.concat([PICTURE, PICTURE]));
    const result = await applyPlan(project, world, undo, { commit: true });
    expect(result.skipped).toEqual([{ path: PATH, where: 'work-tree', why: 'edited' }]);
    expect(box.git(path, 'ls-files', 'docs/assets')).toBe('');
    expect(existsSync(join(path, PATH))).toBe(true);
    expect(existsSync(join(path, nameOf(TABLE, 'csv')))).toBe(false);
  });

  test('without a commit they are put into the work tree alone, and taken from it only where one has them', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    const plan = await planWith();
    const first = await applyPlan(project, world, plan, { commit: false });
    expect(first.written).toContain(PATH);
    expect(readFileSync(join(path, PATH)).equals(PICTURE)).toBe(true);
    expect(box.git(path, 'status', '--porcelain', '-uall')).toContain(`?? ${PATH}`);
    expect((await applyPlan(project, world, plan, { commit: false })).written).not.toContain(PATH);
    const undo: ChangePlan = {
      commit: { subject: 'Undo', trailers: [] },
      files: [{ path: PATH, edit: { op: 'remove' }, expect: 'present' }],
    };
    const kept = await applyPlan(project, world, undo, { commit: false });
    expect(kept.skipped).toEqual([{ path: PATH, where: 'work-tree', why: 'uncommitted' }]);
    box.git(path, 'add', '.');
    box.git(path, 'commit', '-qm', 'By hand');
    expect((await applyPlan(project, world, undo, { commit: false })).written).toEqual([PATH]);
    expect(existsSync(join(path, PATH))).toBe(false);
  });

  test('one at a time: no more is read than is being written', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    let open = 0;
    let most = 0;
    const files = await Promise.all(
      Array.from({ length: 12 }, async (_, at): Promise<PlannedFile> => {
        const bytes = Buffer.alloc(200_000, 128 + at);
        const edit = await bytesEdit({ objectFormat: 'sha1' }, async () => {
          most = Math.max(most, ++open);
          await new Promise(setImmediate);
          open -= 1;
          return bytes;
        });
        return { path: nameOf(bytes, 'bin'), edit, expect: 'any' };
      }),
    );
    most = 0;
    await applyPlan(project, world, handoffOf(ID, files), { commit: true });
    expect(most).toBe(1);
    expect(box.git(path, 'ls-files', 'docs/assets').split('\n')).toHaveLength(12);
    expect(box.git(path, 'status', '--porcelain')).toBe('');
  });

  test('a text among them is looked at for secrets before git has it', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    const key = await asset(Buffer.from('key = 1\n'), 'env');
    const looked: string[] = [];
    const inspect = (files: readonly { path: string }[]): Promise<string | undefined> => {
      looked.push(...files.map((file) => file.path));
      return Promise.resolve(files.some((file) => file.path === key.path) ? 'secrets' : undefined);
    };
    await inspectBytes((await planWith(key)).files, inspect);
    expect(looked).toEqual([key.path]);
    looked.length = 0;
    const result = await applyPlan(project, world, await planWith(key), { commit: true, inspect });
    expect(result.notCommitted?.reason).toBe('refused');
    expect(looked).toContain(key.path);
    expect(looked).not.toContain(PATH);
    expect(
      spawnSync('git', ['cat-file', '-e', (key.edit as { oid: string }).oid], { cwd: path }).status,
    ).not.toBe(0);
  });

  test('bytes that are others by now are refused', async () => {
    const box = sandbox();
    const { path, world, project } = await bench(box, flipRepo(box));
    let bytes = PICTURE;
    const edit = await bytesEdit({ objectFormat: 'sha1' }, () => Promise.resolve(bytes));
    bytes = TABLE;
    const plan = handoffOf(ID, [{ path: PATH, edit, expect: 'any' }]);
    await expect(applyPlan(project, world, plan, { commit: true })).rejects.toMatchObject({
      code: 'E_CHANGE_BYTES',
    });
    expect(box.git(path, 'status', '--porcelain', '-uall')).toBe('');
  });

  test('in a repository of SHA-256, and below its top', async () => {
    const box = sandbox();
    const path = join(box.dir, 'wide');
    box.git(box.dir, 'init', '-q', '-b', 'main', '--object-format=sha256', 'wide');
    box.write(join(path, 'app/.canon/config.yaml'), 'format: 1\n');
    const { world, project } = await bench(box, join(path, 'app'));
    const edit = await bytesEdit(project.repo, () => Promise.resolve(PICTURE));
    const plan = { ...handoffOf(ID), files: [recordOf(ID), { path: PATH, edit, expect: 'absent' } as const] };
    expect(await applyPlan(project, world, plan, { commit: true })).toMatchObject({ skipped: [] });
    expect(blobAt(path, `HEAD:app/${PATH}`).equals(PICTURE)).toBe(true);
    expect(box.git(path, 'status', '--porcelain', '--', PATH)).toBe('');
  });

  test('a replay on the remote takes them along', async () => {
    const box = sandbox();
    const hub = join(box.dir, 'hub.git');
    box.git(box.dir, 'clone', '-q', '--bare', flipRepo(box, 'seed'), hub);
    for (const name of ['one', 'two']) box.git(box.dir, 'clone', '-q', hub, name);
    const [one, two] = [await bench(box, join(box.dir, 'one')), await bench(box, join(box.dir, 'two'))];
    const options = { emails: [] };
    await applyPlan(one.project, one.world, handoffOf('RT-260511-02'), { commit: true });
    await pushBranch(one.project, one.world, 'own', options);
    await applyPlan(two.project, two.world, await planWith(), { commit: true });
    const pushed = await pushBranch(two.project, two.world, 'own', options);
    expect(pushed).toMatchObject({ pushed: true, replayed: {} });
    expect(blobAt(hub, `main:${PATH}`).equals(PICTURE)).toBe(true);
    expect(box.git(two.path, 'status', '--porcelain')).toBe('');
  });
});
