import { safeLine } from '../../text/safe.ts';
import type { Look } from '../output/look.ts';
import type { Scheduled } from './install.ts';

const DONE = { write: 'wrote', same: 'is there', remove: 'removed', keep: 'kept' } as const;
const WOULD = { write: 'would write', same: 'is there', remove: 'would remove', keep: 'would keep' } as const;

/** What became of a schedule, for a person; and what is left to be run. */
export function scheduledText(
  { manager, files, commands, done }: Scheduled,
  { dryRun, installs }: { readonly dryRun: boolean; readonly installs: boolean },
  look: Look,
): string {
  const words = dryRun ? WOULD : DONE;
  const lines = files.map(({ file, action }) => `${look.dim(words[action])}  ${safeLine(file)}`);
  if (manager === 'cron') {
    lines.push(
      installs
        ? 'There is neither systemd nor launchd here. A line for `crontab -e`:'
        : 'Nothing was written here. A line of a crontab is yours to remove.',
    );
  } else if (lines.length === 0) lines.push('Nothing was written here.');
  else if (commands.length > 0) lines.push('', installs ? 'To start it:' : 'To stop what is loaded:');
  else if (done && !dryRun) lines.push(installs ? 'It runs.' : 'It is stopped.');
  if (commands.length > 0) lines.push('', ...commands.map((command) => `  ${safeLine(command)}`));
  return lines.join('\n');
}
