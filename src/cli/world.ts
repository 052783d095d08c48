import { isatty } from 'node:tty';
import type { World } from '../world.ts';
import { clock } from './clock.ts';
import { isDevice } from './output/write.ts';

/**
 * The real world. The streams are looked up when they are used: Node builds each of them on first use,
 * and most runs write to a pipe and read nothing.
 */
export function makeWorld(host: NodeJS.Process): World {
  return {
    cwd: host.cwd(),
    env: host.env,
    get stdin() {
      return host.stdin;
    },
    get stdout() {
      return host.stdout;
    },
    get stderr() {
      return host.stderr;
    },
    now: clock(host.env['CANON_NOW']),
  };
}

/** Whether a person may be shown colour there. */
export function mayColor(fd: 1 | 2, env: World['env'], noColor: boolean): boolean {
  if (noColor || env['NO_COLOR'] || env['TERM'] === 'dumb') return false;
  return isDevice(fd) && isatty(fd);
}
