import type { Globals, Progress } from './command.ts';
import { isDevice } from './output/write.ts';

/** Work that takes over a second says so, on a terminal only, on one line that is wiped again. */
export function makeProgress(host: NodeJS.Process, globals: Globals): Progress {
  if (globals.json || !isDevice(2)) return { say: () => {}, stop: () => {} };
  let timer: NodeJS.Timeout | undefined;
  let shown = false;
  let current = '';
  const show = (): void => {
    if (!host.stderr.isTTY) return;
    shown = true;
    host.stderr.write(`\r\u001B[K${current} …`);
  };
  return {
    say(what) {
      current = what;
      if (shown) show();
      // A timer must not keep a finished command alive.
      else timer ??= setTimeout(show, 1000).unref();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      if (shown) host.stderr.write('\r\u001B[K');
      shown = false;
    },
  };
}
