import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `holds`, and says what was waited for when it never does. */
export async function until(what: string, holds: () => boolean, seconds = 30): Promise<void> {
  for (let left = seconds * 20; !holds(); left--) {
    if (left === 0) throw new Error(`Waited ${seconds} s in vain: ${what}`);
    await pause(50);
  }
}

const cwdOf = (pid: string): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

/**
 * Waits until no process is at work below `dir`: what a hook left running in the background would write into a
 * folder that is being removed. Where the system does not tell who works where, it does not wait.
 */
export async function quiet(dir: string): Promise<void> {
  const working = (): boolean => {
    try {
      return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && cwdOf(pid).startsWith(dir));
    } catch {
      return false;
    }
  };
  await until(`processes in ${dir} end`, () => !working());
}
