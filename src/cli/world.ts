import process from 'node:process';
import { CanonError } from '../fault/error.ts';
import type { World } from '../world.ts';
import { clock } from './clock.ts';
import { isDevice } from './output/write.ts';

/**
 * The real world. The streams are looked up when they are used: Node builds each of them on first use,
 * and most runs write to a pipe and read nothing.
 */
export function makeWorld(host: NodeJS.Process): World {
  return {
    cwd: cwdOf(host),
    env: host.env,
    get stdin() {
      return host.stdin;
    },
    ownsStdin: host === process,
    get stdout() {
      return host.stdout;
    },
    get stderr() {
      return host.stderr;
    },
    now: clock(host.env['CANON_NOW']),
  };
}

function cwdOf(host: NodeJS.Process): string {
  try {
    return host.cwd();
  } catch (cause) {
    throw new CanonError('E_CWD_GONE', { cause });
  }
}

/** Whether a person may be shown colour there. Node's own stream is asked only about what may be a terminal. */
export function mayColor(host: NodeJS.Process, fd: 1 | 2, noColor: boolean): boolean {
  const { env } = host;
  if (noColor || env['NO_COLOR'] || env['TERM'] === 'dumb' || !isDevice(fd)) return false;
  return (fd === 1 ? host.stdout : host.stderr).isTTY === true;
}
