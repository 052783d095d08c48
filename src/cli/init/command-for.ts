import { relative } from 'node:path';
import { HOOK_PATH } from '../../host/hook-script.ts';
import { LAUNCHER_PATH } from '../../host/launcher.ts';
import { CONFIG_PATH } from '../../store/config.ts';
import type { World } from '../../world.ts';
import { commitCommand } from './commit-command.ts';
import { filesBelow } from './found.ts';
import type { GitFacts } from './git-facts.ts';
import type { Prepared } from './prepare.ts';

// Folders that hold nothing but what canon puts there; the records' own folders are other people's, too.
const OWN_FOLDERS = ['.canon', '.claude', '.agents', '.codex'];

/** The command line that commits exactly what `init` wrote; undefined where that is nothing. */
export function commandFor(
  { cwd }: Pick<World, 'cwd'>,
  { project }: Prepared,
  git: GitFacts,
): string | undefined {
  const { add } = git;
  const ours = new Set(add);
  const from = relative(cwd, project.root);
  return commitCommand({
    written: add,
    removed: git.drop,
    modeless: git.modeless,
    executables: [LAUNCHER_PATH, HOOK_PATH],
    message: ours.has(CONFIG_PATH) ? 'Set up canon' : 'Bring canon up to date',
    ...(from === '' ? {} : { from: from.startsWith('-') ? `./${from}` : from }),
    isOnlyOurs: (folder) =>
      OWN_FOLDERS.includes(folder.split('/')[0] ?? '') &&
      (filesBelow(project.root, folder)?.every((path) => ours.has(path)) ?? false),
  });
}
