import type { Doubt } from '../../import/item.ts';
import { countKinds } from '../../import/plan/change-of.ts';
import type { Action, PlannedItem } from '../../import/plan/plan.ts';
import { safeLine } from '../../text/safe.ts';
import { cells } from '../../text/width.ts';
import type { Look } from '../output/look.ts';
import { table } from '../output/table.ts';
import type { Came } from './outcome.ts';

/** As many rows are shown; a program gets them all. */
const SHOWN = 40;

const ORDER: readonly Action[] = ['conflict', 'create', 'update', 'skip'];

const CALLED: Readonly<Record<Action, string>> = {
  create: 'new',
  update: 'updated',
  same: 'same',
  skip: 'deleted',
  conflict: 'CONFLICT',
};

const DOUBTED: Readonly<Record<Doubt, string>> = {
  author: 'of nobody known',
  date: 'without a date of their own',
  kind: 'of no clear kind: learnings tagged uncertain',
  status: 'with a status that means nothing here',
  title: 'without a title',
  encoding: 'not in UTF-8',
};

/** An import as a person reads it: what came of each thing, what to look at, where it is committed. */
export function importText(
  came: Came & { readonly report: string | null; readonly lost: number },
  look: Look,
): string {
  const { plan, request, contents, applied, report, lost } = came;
  const of = (...actions: Action[]): PlannedItem[] =>
    plan.items.filter(({ action }) => actions.includes(action));
  const rows = ORDER.flatMap((action) => of(action));
  const lines = [look.bold(headline(came, of))];
  lines.push(...tableOf(rows.slice(0, SHOWN), look).map((line) => `  ${line}`));
  if (rows.length > SHOWN) lines.push(look.dim(`  and ${rows.length - SHOWN} more; all of them: --json`));
  const uncertain = doubtLines(of('create', 'update'), look);
  if (uncertain.length > 0) lines.push('', ...uncertain);
  const tail: string[] = [];
  if (!request.verify && of('same').length > 0 && rows.length > 0)
    tail.push(`${of('same').length} as before`);
  const { passed } = contents;
  if (passed > 0) tail.push(`${passed} ${passed === 1 ? 'needs' : 'need'} no record`);
  if (applied.commit !== null) tail.push(`committed as ${applied.commit.slice(0, 7)}`);
  else if (plan.change && !request.dryRun && !request.verify) tail.push('in the work tree, not committed');
  if (report !== null && !request.dryRun && !request.verify) tail.push(safeLine(report));
  const { compared } = came.proof;
  if (compared > 0 && lost === 0) tail.push(compared === 1 ? 'nothing lost' : `nothing lost of ${compared}`);
  lines.push(...packed(tail, look.width - 2).map((line) => look.dim(`  ${line}`)));
  return lines.join('\n');
}

function headline({ request, contents, proof }: Came, of: (...actions: Action[]) => PlannedItem[]): string {
  const from = `${contents.source}: ${contents.name}`;
  if (request.verify) return `Compared ${proof.compared} with ${from}`;
  const parts = [
    [of('create'), request.dryRun ? 'Would import' : 'Imported'],
    [of('update'), request.dryRun ? 'would update' : 'updated'],
  ] as const;
  const said = parts.flatMap(([items, word]) => (items.length > 0 ? [`${word} ${countKinds(items)}`] : []));
  if (said.length === 0) return `Nothing new from ${from}`;
  const [first = '', ...rest] = said;
  return `${first[0]?.toUpperCase() ?? ''}${[first, ...rest].join(', ').slice(1)} from ${from}`;
}

/** Parts on as few lines as they fit on, none of them broken. */
function packed(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = `${last ?? ''} · ${part}`;
    if (last !== undefined && cells(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** A title that gets less room than this says nothing. */
const READABLE = 20;

function tableOf(rows: readonly PlannedItem[], look: Look): string[] {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => safeLine(id));
  const doubts = rows.map(({ doubts }) => doubts.join(', '));
  const widest = Math.max(...doubts.map(({ length }) => length));
  const room =
    look.width - 2 - 8 - 2 - Math.min(40, Math.max(...ids.map(({ length }) => length))) - 2 - widest - 2;
  return table(
    [
      {
        values: rows.map(({ action }) => CALLED[action]),
        max: 8,
        style: (text, at) => (rows[at]?.action === 'conflict' ? look.bad(text) : look.dim(text)),
      },
      { values: ids, max: 40, style: look.bold, cut: 'middle' },
      {
        values:
          room < READABLE ? [] : rows.map(({ item }) => safeLine(item.title === '' ? item.path : item.title)),
        max: 200,
        flexible: true,
      },
      { values: doubts.map((text) => (text === '' ? '' : `? ${text}`)), max: 30 },
    ],
    look.width - 2,
  );
}

function doubtLines(items: readonly PlannedItem[], look: Look): string[] {
  const lines = (Object.keys(DOUBTED) as Doubt[]).flatMap((doubt) => {
    const own = items.filter(({ doubts }) => doubts.includes(doubt));
    return own.length === 0 ? [] : [`  ${String(own.length).padStart(4)} ${DOUBTED[doubt]}`];
  });
  return lines.length === 0 ? [] : [look.bold('Look at'), ...lines];
}
