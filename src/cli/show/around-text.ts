import { quotedLine } from '../../resume/quote.ts';
import { progressReader, progressText } from '../../work/progress.ts';
import type { Row } from '../../work/row.ts';
import type { Look } from '../output/look.ts';
import { wrapTo } from '../../text/width.ts';
import { table } from '../output/table.ts';
import type { Around } from './around.ts';
import { closedElsewhere } from './items.ts';

/** What has to be said of a record before its text is read: who it is now, what has taken its place, how far it is. */
export function aboutLines(
  row: Row,
  { former, formerHolders, superseder, progress, items = [] }: Around,
  look: Look,
): string[] {
  const said: string[] = [];
  if (former !== undefined) said.push(`${quotedLine(former)} is now ${quotedLine(row.id)}.`);
  for (const id of formerHolders) said.push(`${quotedLine(id)} had this id before.`);
  if (superseder) {
    const by = quotedLine(superseder.id);
    said.push(`Superseded by ${by}: its resume prompt counts, and the one of this session is left out.`);
  }
  // In the text they stand as they were written.
  for (const [id, closed] of closedElsewhere(items)) {
    said.push(`${quotedLine(id)} has closed ${closed.map((one) => quotedLine(one)).join(', ')}.`);
  }
  // How many are done stands beside the status.
  if (progress?.next) said.push(`Next ${quotedLine(`${progress.next.id}: ${progress.next.text}`)}`);
  return said.flatMap((line) => wrapTo(line, look.width));
}

/** The sessions that one goes back to, and the workstreams that carry a plan out. */
export function aroundLines(
  { lineage, workstreams = [] }: Around,
  rows: readonly Row[],
  look: Look,
): string[] {
  const lines: string[] = [];
  if (lineage && lineage.parents.length > 0) {
    const { parents, more } = lineage;
    lines.push('', look.bold('Continues'));
    lines.push(
      ...rowsOf(
        parents.map(({ id, row }) => [id, row?.owner ?? '', row ? row.title : 'not here']),
        look,
      ),
    );
    if (more) lines.push(look.dim('  and what that one continues'));
  }
  if (workstreams.length > 0) {
    const progressOf = progressReader(rows);
    lines.push('', look.bold('Carried out by'));
    lines.push(
      ...rowsOf(
        workstreams.map((row) => {
          const state = [row.status ?? '', progressText(progressOf(row))].filter(Boolean).join(' ');
          return [row.id, state, row.title === row.id ? '' : row.title];
        }),
        look,
      ),
    );
  }
  return lines;
}

const rowsOf = (
  rows: readonly (readonly [id: string, fact: string, title: string])[],
  look: Look,
): string[] =>
  table(
    [
      { values: rows.map(([id]) => quotedLine(id)), max: 40 },
      { values: rows.map(([, fact]) => quotedLine(fact)), max: 16, style: look.dim },
      { values: rows.map(([, , title]) => quotedLine(title)), max: 200, flexible: true, style: look.dim },
    ],
    look.width - 2,
  ).map((line) => `  ${line}`);
