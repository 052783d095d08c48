import { randomBytes } from 'node:crypto';
import process from 'node:process';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import type { HookEntry } from '../../host/host.ts';
import { withLock } from '../../store/lock.ts';
import type { Project } from '../../store/project.ts';
import { forgetTrials, trialSession } from '../../telemetry/trial.ts';
import type { World } from '../../world.ts';
import { fireHooks } from './fire.ts';
import { findingOf } from './guarded.ts';
import type { Fired } from './report.ts';
import { killRunning } from './run-command.ts';

/** The hooks of a host that stand in its settings as canon wants them. */
export interface ToFire {
  readonly host: string;
  readonly entries: readonly HookEntry[];
}

export interface Trials {
  /** By host, then by event. */
  readonly fired: ReadonlyMap<string, ReadonlyMap<string, Fired>>;
  readonly findings: readonly Diagnostic[];
}

/**
 * Fires the hooks of every host, one doctor at a time: whoever holds the lock knows that what trials have left is
 * of one that was killed. Nothing of them stays.
 */
export async function runTrials(
  project: Project,
  { env }: Pick<World, 'env'>,
  hosts: readonly ToFire[],
  how: { readonly limit: number; readonly hopeless: boolean },
): Promise<Trials> {
  const fired = new Map<string, ReadonlyMap<string, Fired>>();
  const run = async (): Promise<void> => {
    await forget(project);
    try {
      for (const { host, entries } of hosts) {
        const session = trialSession(randomBytes(8).toString('hex'));
        fired.set(host, await fireHooks({ project, env, host, session, ...how }, entries));
      }
    } finally {
      await forget(project);
    }
  };
  try {
    await interruptible(project, () => withLock(project, 'doctor', run, { timeout: 60_000 }));
    return { fired, findings: [] };
  } catch (error) {
    return { fired, findings: [findingOf(error)] };
  }
}

// A fold at work would put back what it has read. One that does not come to its end must not keep everything there.
async function forget(project: Project): Promise<void> {
  const now = (): Promise<void> => Promise.resolve(forgetTrials(project));
  try {
    await withLock(project, 'fold', now);
  } catch {
    await now();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whoever stops the doctor finds nothing of it, neither files nor hooks that still run. */
async function interruptible(project: Project, run: () => Promise<void>): Promise<void> {
  const stop = (signal: NodeJS.Signals): void => {
    killRunning();
    try {
      forgetTrials(project);
    } catch {
      // The next doctor tries again.
    }
    for (const one of SIGNALS) process.off(one, stop);
    process.kill(process.pid, signal);
  };
  for (const one of SIGNALS) process.on(one, stop);
  try {
    await run();
  } finally {
    for (const one of SIGNALS) process.off(one, stop);
  }
}
