// `npm start`: plays the main job of canon on a throw-away copy of examples/offplan, and checks it.
// `npm start -- PATH`: shows the dashboard of the repository at PATH instead.

import { spawnSync } from 'node:child_process';
import { red, print } from './play/say.mjs';
import { BIN, isBuilt } from './play/stage.mjs';
import { play } from './play/story.mjs';

const [path, ...rest] = process.argv.slice(2);

if (!isBuilt()) {
  process.stderr.write('dist/bin.cjs is not there: run `npm run build` first (npm start does both).\n');
  process.exitCode = 2;
} else if (path === undefined) {
  try {
    process.exitCode = await play();
  } catch (error) {
    print();
    print(red('The play stopped.'));
    print(error instanceof Error ? [error.message, error.stderr].filter(Boolean).join('\n') : String(error));
    process.exitCode = 1;
  }
} else {
  const ran = spawnSync(process.execPath, [BIN, '--repo', path, 'resume', ...rest], { stdio: 'inherit' });
  process.exitCode = ran.status ?? 2;
}
