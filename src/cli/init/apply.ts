import { chmod, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atomicWrite } from '../../store/atomic.ts';
import type { Project } from '../../store/project.ts';
import { containedPath } from '../../store/read.ts';
import { ensureSpool } from '../../store/spool.ts';
import type { InitPlan, Step } from './plan.ts';

/** Carries out a plan, and makes the place where tool calls are kept. */
export async function applyInit(project: Project, plan: InitPlan): Promise<void> {
  await applySteps(project, plan.steps);
  // Calls are counted from now on, and not from the next command.
  if (project.config.telemetry === 'on') ensureSpool(project);
}

/** Each file is written whole or not at all; run again, it goes on where it stopped. */
export async function applySteps(project: Project, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (step.act === 'keep') continue;
    const file = containedPath(project, step.path);
    if (step.act === 'remove') {
      await rm(file, { force: true });
      await removeEmpty(project.root, dirname(file));
      continue;
    }
    await atomicWrite(file, step.text, step.executable ? { mode: 0o777 } : {});
    if (step.executable) await makeExecutable(file);
  }
}

// A file that was there keeps its mode when it is replaced; one that lost its bit gets it back.
async function makeExecutable(file: string): Promise<void> {
  await chmod(file, 0o755).catch(() => {
    // Some mounts know no modes; the command that commits then sets the bit in git.
  });
}

/** The folders of a file that is gone, from its own upwards, while nothing else is in them. */
async function removeEmpty(root: string, folder: string): Promise<void> {
  for (let dir = folder; dir.startsWith(root) && dir !== root; dir = dirname(dir)) {
    try {
      await rmdir(dir);
    } catch {
      return;
    }
  }
}
