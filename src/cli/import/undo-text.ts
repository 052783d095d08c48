import { idFromPath } from '../../record/ids.ts';
import type { UndoneItem } from '../../import/report/plan-undo.ts';
import { safeLine } from '../../text/safe.ts';
import type { Look } from '../output/look.ts';
import { table } from '../output/table.ts';

const SHOWN = 40;

const CALLED: Readonly<Record<UndoneItem['action'], string>> = {
  remove: 'removed',
  restore: 'put back',
  gone: 'gone',
  keep: 'STAYS',
};

/** What taking an import back came to, as a person reads it. */
export function undoText(
  {
    items,
    assets,
    commit,
    dryRun,
  }: { items: readonly UndoneItem[]; assets: number; commit: string | null; dryRun: boolean },
  look: Look,
): string {
  const count = (...actions: UndoneItem['action'][]): number =>
    items.filter(({ action }) => actions.includes(action)).length;
  const parts = [
    [count('remove'), 'removed'],
    [count('restore'), 'put back'],
    [count('keep'), 'kept'],
    [assets, `${assets === 1 ? 'file' : 'files'} that came along removed`],
  ] as const;
  const said = parts.flatMap(([n, word]) => (n > 0 ? [`${n} ${word}`] : [])).join(', ');
  const rows = [...items]
    .sort((a, b) => Number(b.action === 'keep') - Number(a.action === 'keep'))
    .slice(0, SHOWN);
  const lines = [look.bold(`${dryRun ? 'Would be: ' : ''}${said === '' ? 'Nothing was left of it' : said}`)];
  const columns = [
    { values: rows.map(({ action }) => CALLED[action]), max: 8, style: look.dim },
    { values: rows.map(({ file }) => safeLine(idFromPath(file))), max: 40, style: look.bold },
    { values: rows.map(({ file }) => safeLine(file)), max: 200, flexible: true, cut: 'middle' },
  ] as const;
  lines.push(...table(columns, look.width - 2).map((line) => `  ${line}`));
  if (items.length > SHOWN) lines.push(look.dim(`  and ${items.length - SHOWN} more; all of them: --json`));
  if (commit !== null) lines.push(look.dim(`  committed as ${commit.slice(0, 7)}`));
  return lines.join('\n');
}
