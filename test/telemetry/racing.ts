import { spawn } from 'node:child_process';
import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { joinLines } from '../../src/telemetry/calls.ts';
import { fold } from '../../src/telemetry/fold.ts';
import { readPayload } from '../../src/host/payload/index.ts';
import { readJournal } from '../../src/telemetry/journal.ts';
import { listQuarantine } from '../../src/telemetry/quarantine.ts';
import { BIN } from '../support/built.ts';
import { runHooks, withHook } from '../support/hooks.ts';
import { projectAt } from '../support/project.ts';
import type { Sandbox } from '../support/sandbox.ts';

export interface Race {
  readonly hooks: number;
  readonly rounds: number;
  /** How many hooks of a round, and whether each fold, are killed at some moment. */
  readonly kills: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** What became of all calls. */
export interface Raced {
  readonly counted: number;
  /** Told to a hook that came to its end, and not counted. */
  readonly lost: readonly string[];
  readonly twice: number;
  /** Counted, and told to nobody. */
  readonly unheard: readonly string[];
  /** Put into quarantine. */
  readonly torn: number;
}

/** As it must be, whoever was killed. */
export const NOTHING_LOST = { lost: [], twice: 0, unheard: [] };

const SESSIONS = ['one', 'two', 'three'];
/** Longer than a hook or a fold takes, by far. */
const SOON = 30;

/**
 * Hooks of three work trees at once, round after round, while folds of each tree are started and some of all are
 * killed. Whatever a hook that came to its end was told is counted exactly once; of one that was killed there is
 * all, or nothing.
 */
export async function race(box: Sandbox, { hooks, rounds, kills, random }: Race): Promise<Raced> {
  const repo = box.repo('app');
  box.write(join(repo, '.canon/config.yaml'), 'format: 1\n');
  const spool = withHook(box, repo);
  const trees = [repo, join(box.dir, 'b'), join(box.dir, 'c')];
  for (const tree of trees.slice(1)) {
    box.git(repo, 'worktree', 'add', '-q', '--detach', tree);
    withHook(box, tree);
    box.write(join(tree, '.canon/config.yaml'), 'format: 1\n');
  }
  const folding = keepFolding(box, trees, kills > 0 ? random : undefined);
  const done = new Set<string>();
  const tried = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const idOf = (at: number): string => `toolu_${round}_${at}`;
    const { ends, said } = await runHooks(box, hooks, {
      from: trees,
      payload: (at) =>
        JSON.stringify({
          session_id: SESSIONS[at % SESSIONS.length],
          cwd: trees[at % trees.length],
          hook_event_name: 'PostToolUse',
          tool_name: 'Read',
          tool_input: {},
          tool_response: 'ü'.repeat(at * 40),
          tool_use_id: idOf(at),
        }),
      started(hook, at) {
        tried.add(idOf(at));
        if (at < kills) setTimeout(() => hook.kill('SIGKILL'), random() * SOON);
      },
    });
    expect(said).toBe('');
    for (const [at, end] of ends.entries()) {
      if (end === 0) done.add(idOf(at));
      else expect([at < kills, end]).toEqual([true, 'SIGKILL']);
    }
  }
  await folding.stop();
  // What is torn by now will never be whole.
  for (const name of readdirSync(spool)) utimesSync(join(spool, name), 1, 1);
  const project = await projectAt(box, repo);
  await fold(project, { read: readPayload, now: Date.now() });
  expect(readdirSync(spool)).toEqual([]);
  const counted = SESSIONS.flatMap((session) => joinLines(readJournal(project, session)).calls).map(
    ({ id }) => id,
  );
  const once = new Set(counted);
  return {
    counted: once.size,
    lost: [...done].filter((id) => !once.has(id)),
    twice: counted.length - once.size,
    unheard: counted.filter((id) => !tried.has(id)),
    torn: listQuarantine(project).length,
  };
}

/** Starts folds one after the other in each work tree until told to stop. */
function keepFolding(
  box: Sandbox,
  trees: readonly string[],
  killing: (() => number) | undefined,
): { stop(): Promise<void> } {
  const over = new AbortController();
  const again = async (cwd: string): Promise<void> => {
    while (!over.signal.aborted) {
      const child = spawn(process.execPath, [BIN, 'hook', 'Stop'], { cwd, env: box.env, stdio: 'ignore' });
      if (killing && killing() < 0.5) setTimeout(() => child.kill('SIGKILL'), killing() * 4 * SOON);
      await new Promise((resolve) => child.on('close', resolve));
    }
  };
  const loops = trees.map(again);
  return {
    async stop() {
      over.abort();
      await Promise.all(loops);
    },
  };
}
