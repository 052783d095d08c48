import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groundOf } from '../../src/cli/import/ground.ts';
import { readLegacy } from '../../src/import/legacy/read-legacy.ts';
import { EMPTY_MAP } from '../../src/import/map.ts';
import { originsBelow } from '../../src/import/origins.ts';
import { planImport } from '../../src/import/plan/plan-import.ts';
import { loadOperators } from '../../src/identity/operators.ts';
import { buildRunner, COMMITTING, type Runner } from '../change/runner.ts';
import { at, NOW, place, type Place } from '../import/command/kit.ts';
import { BIN } from '../support/built.ts';
import { projectAt, worldOf } from '../support/project.ts';

const KILLS = Number(process.env['CANON_E2E_KILLS'] ?? 20);

let runner: Runner;
beforeAll(async () => {
  runner = await buildRunner();
});
afterAll(() => runner.remove());

function many(count: number): Place {
  const here = place();
  for (let n = 1; n <= count; n += 1) {
    here.write(
      `docs/sessions/CONV-${n}.md`,
      `# CONV-${n} — Title ${n}\n\n**Date:** 2026-05-11\n\nText ${n}\n`,
    );
  }
  here.commit('Old sessions');
  return here;
}

/** The committed files, but for what is derived. */
const filesOf = (here: Place): string[] =>
  here
    .git('ls-tree', '-r', 'HEAD')
    .split('\n')
    .filter((line) => !line.endsWith('INDEX.md'));

/** What an import has to end with: one commit, nothing left over, nothing new the next time. */
async function ended(here: Place, files: readonly string[], what: string): Promise<void> {
  const { code, data } = await here.json('legacy');
  expect([code, data.lost], what).toEqual([0, []]);
  expect(filesOf(here), what).toEqual(files);
  expect(here.git('status', '--porcelain'), what).toBe('');
  expect(here.git('rev-list', '--count', 'HEAD'), what).toBe('4');
}

test('killed at any step, an import ends the same when it is run again', async () => {
  const here = many(4);
  const copy = (name: string): Place => {
    cpSync(here.root, join(here.box.dir, name), { recursive: true });
    return at(here.box, join(here.box.dir, name));
  };
  const control = copy('control');
  await control.json('legacy');
  const files = filesOf(control);

  const world = worldOf(here.box, here.root, { now: { ms: Date.parse(NOW), offset: 120 } });
  const project = await projectAt(here.box, here.root);
  const contents = await readLegacy(project, world, undefined, {
    paths: [],
    map: EMPTY_MAP,
    origins: (under) => originsBelow(project, under),
    say: () => {},
    normalize: false,
    history: false,
    signal: new AbortController().signal,
  });
  const operators = await loadOperators(project);
  const asked = { operators, operator: undefined, map: EMPTY_MAP, reports: [], pause: async () => {} };
  const { change } = await planImport(contents, await groundOf(project, world, contents, asked));
  for (const step of COMMITTING) {
    const one = copy(step);
    const env = { ...here.box.env, CANON_NOW: NOW };
    const ran = spawnSync(process.execPath, [runner.file, one.root, JSON.stringify(change), step], {
      env,
      encoding: 'utf8',
    });
    expect(ran.signal, `${step} ${ran.stderr}`).toBe('SIGKILL');
    await ended(one, files, step);
  }
});

test('or killed at any moment', async () => {
  const here = many(60);
  const run = (root: string, ms: number): Promise<number> =>
    new Promise((resolve) => {
      const started = performance.now();
      const child = spawn(process.execPath, [BIN, 'import', 'legacy'], {
        cwd: root,
        env: { ...here.box.env, CANON_NOW: NOW },
        stdio: 'ignore',
      });
      const timer = setTimeout(() => child.kill('SIGKILL'), ms);
      child.on('close', () => {
        clearTimeout(timer);
        resolve(performance.now() - started);
      });
    });
  const control = join(here.box.dir, 'control');
  cpSync(here.root, control, { recursive: true });
  const length = await run(control, 60_000);
  const files = filesOf(at(here.box, control));
  expect(files.some((line) => line.includes('.canon/imports/'))).toBe(true);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const root = join(here.box.dir, `copy-${kill}`);
    cpSync(here.root, root, { recursive: true });
    await run(root, (length * (kill + 0.5)) / KILLS);
    await ended(at(here.box, root), files, `kill ${kill}`);
    rmSync(root, { recursive: true });
  }
});

test('Ctrl-C while it reads changes nothing, says so, and ends as a shell expects', () => {
  const here = many(300);
  const preload = join(here.box.dir, 'interrupt.cjs');
  here.box.write(
    preload,
    `const fs = require('node:fs');
const real = fs.openSync;
fs.openSync = (path, ...rest) => {
  if (String(path).endsWith('CONV-150.md')) process.kill(process.pid, 'SIGINT');
  return real(path, ...rest);
};
`,
  );
  const temporary = join(here.box.dir, 'tmp');
  here.box.write(join(temporary, 'keep'), '');
  const ran = spawnSync(process.execPath, ['--require', preload, BIN, 'import', 'legacy'], {
    cwd: here.root,
    env: { ...here.box.env, TMPDIR: temporary },
    encoding: 'utf8',
  });
  expect(ran).toMatchObject({ status: 130, signal: null, stdout: '' });
  expect(ran.stderr).toContain('The import was stopped.');
  expect(ran.stderr).toContain('Nothing was changed.');
  expect(here.git('status', '--porcelain')).toBe('');
  expect(existsSync(join(here.root, '.canon/imports'))).toBe(false);
  expect(spawnSync('ls', [temporary], { encoding: 'utf8' }).stdout).toBe('keep\n');
});
