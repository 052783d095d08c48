import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Traces } from '../../host/host.ts';
import type { World } from '../../world.ts';

function isCommand(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Where hosts leave traces on this machine and in this project. */
export function tracesOf(root: string, env: World['env']): Traces {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const endings = (env['PATHEXT'] ?? '').split(delimiter);
  return {
    env,
    inProject: (name) => existsSync(join(root, name)),
    inHome: (name) => home !== '' && existsSync(join(home, name)),
    onPath: (command) =>
      folders.some((folder) => ['', ...endings].some((ending) => isCommand(join(folder, command + ending)))),
  };
}
