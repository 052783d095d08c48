import { safeLine } from '../../text/safe.ts';
import { cells, wrapTo } from '../../text/width.ts';
import { linesOf } from '../init/text.ts';
import { DRIVER } from '../merge/driver-command.ts';
import type { Look } from '../output/look.ts';
import { VERSION } from '../version.ts';
import type { PreparedUninstall } from './prepare.ts';

/** What is said of a file that stays. */
const WHY: Readonly<Record<string, string>> = {
  changed: 'changed by hand',
  records: 'the records need it',
  unreadable: 'it cannot be read',
};

/** What `uninstall` did, for a person; at the end the one command to copy. */
export function uninstallText(
  { project, plan, hasRecords, driver }: PreparedUninstall,
  { dryRun, commit }: { dryRun: boolean; commit: string | undefined },
  look: Look,
): string {
  const out = [`${look.bold('canon')} ${VERSION}  ${look.dim(safeLine(project.root))}`, ''];
  if (plan === undefined && !driver) return [...out, 'Nothing is installed here.'].join('\n');
  const lines = linesOf(plan?.steps ?? [], dryRun);
  if (driver)
    lines.push({
      word: dryRun ? 'remove' : 'removed',
      path: `merge.${DRIVER} in git's configuration of this clone`,
    });
  const width = Math.max(...lines.map(({ word }) => cells(word)), 0);
  for (const { word, path, why } of lines) {
    const reason = why === undefined ? '' : `  ${look.dim(WHY[why] ?? why)}`;
    out.push(`  ${look.dim(word.padEnd(width))}  ${safeLine(path)}${reason}`);
  }
  if (lines.length === 0) out.push('Nothing of it is left to be taken away.');
  if (hasRecords) out.push('', ...wrapTo('Every record stays as it is.', look.width));
  if (dryRun) out.push('', 'Nothing was removed.');
  else if (commit !== undefined) out.push('', look.bold('Commit it:'), `  ${commit}`);
  return out.join('\n');
}
