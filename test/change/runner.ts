import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { remembered } from '../support/remembered.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { flipRepo, WORKSTREAM } from './kit.ts';

/** The steps of a change that is committed, in order: see `OnStep`. */
export const COMMITTING = [
  'created',
  'built',
  'index-locked',
  'noted',
  'moved',
  'work-tree',
  'index',
  'unlocked',
  'done',
] as const;

export interface Runner {
  /** Arguments: the repository, a plan as JSON, the step to die at. */
  readonly file: string;
  remove(): void;
}

/** Bundles `killed-run.ts` to be run as a process that can be killed. */
export async function buildRunner(): Promise<Runner> {
  const outDir = mkdtempSync(join(tmpdir(), 'canon-killed-'));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(outDir, 'node_modules'));
  await build({
    config: false,
    logLevel: 'silent',
    entry: { run: fileURLToPath(new URL('killed-run.ts', import.meta.url)) },
    outDir,
    format: 'esm',
    platform: 'node',
    dts: false,
    clean: false,
    deps: {
      neverBundle: ['fs-native-extensions'],
      alwaysBundle: [/^(?!fs-native-extensions|node:)/],
      onlyBundle: false,
    },
  });
  return { file: join(outDir, 'run.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}

/** A repository with everything in the way that a person can put there. */
export function busyRepo(box: Sandbox): string {
  remembered(box, ['app'], 'busy', () => {
    const path = flipRepo(box);
    box.write(join(path, 'workstreams/flip.md'), WORKSTREAM.replace('Ship it.', 'Staged.'));
    box.write(join(path, 'staged'), 'x');
    box.git(path, 'add', '.');
    box.write(join(path, 'workstreams/flip.md'), WORKSTREAM.replace('Ship it.', 'Edited.'));
    box.write(join(path, 'src/code.txt'), 'mine\n');
  });
  return join(box.dir, 'app');
}

/** Locks, copies, notes and temporary files that a run has left behind. */
export const traces = (path: string): string[] =>
  [...readdirSync(join(path, '.git')), ...readdirSync(join(path, '.git/canon/pending'))].filter((name) =>
    /lock|canon-index|\.tmp$|\.json$/.test(name),
  );
