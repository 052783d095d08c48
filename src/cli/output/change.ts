import type { ChangedLine } from '../../change/changed-lines.ts';
import { safeLine, safeText } from '../../text/safe.ts';
import { cutTo } from '../../text/width.ts';
import type { ChangeOutcome } from '../changes/run-change.ts';
import type { Look } from './look.ts';

/** A change as a person reads it: what it was, each line before and after, where it is committed. */
export function changeText({ changed, commit, subject, dryRun }: ChangeOutcome, look: Look): string {
  const lines = [safeLine(dryRun ? `Would do: ${subject}` : subject)].map((line) => look.bold(line));
  lines.push(...changedText(changed, look));
  if (changed.length === 0) lines.push('  Nothing to change.');
  if (commit !== null) lines.push(look.dim(`  committed as ${commit.slice(0, 7)}`));
  else if (!dryRun && changed.length > 0) lines.push(look.dim('  in the work tree, not committed'));
  return lines.join('\n');
}

/** Lines that read differently: where, before and after. */
export const changedText = (changed: readonly ChangedLine[], look: Look): string[] =>
  changed.flatMap(({ path, line, before, after }) => [
    look.dim(`  ${safeLine(path)}:${line}`),
    ...side('- ', before, look).map((text) => look.dim(text)),
    ...side('+ ', after, look),
  ]);

const side = (mark: string, text: string | null, { width }: Look): string[] =>
  text === null
    ? []
    : safeText(text)
        .split('\n')
        .map((line) => cutTo(`    ${mark}${line.replaceAll('\t', '  ')}`, width));

/** The same for a program. */
export const changeData = ({
  changed,
  commit,
}: Pick<ChangeOutcome, 'changed' | 'commit'>): Record<string, unknown> => ({
  changed: changed.map(({ path, line, before, after }) => ({ path, line, before, after })),
  commit,
});
