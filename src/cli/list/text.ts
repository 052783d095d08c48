import { safeLine } from '../../text/safe.ts';
import { KINDS, type Kind } from '../../record/kinds.ts';
import { cells, cutTo } from '../../text/width.ts';
import type { Row } from '../../work/row.ts';
import { BROKEN, LEGACY } from '../../work/standing.ts';
import { SUPERSEDED } from '../../work/transitions.ts';
import type { Look } from '../output/look.ts';
import { table } from '../output/table.ts';
import type { Derived } from './document.ts';

/** What the list shows as a record's state. The state that all handed-off sessions have says nothing. */
function stateOf(row: Row, derived: Derived): string {
  if (row.fault) return BROKEN;
  if (derived.superseded) return SUPERSEDED;
  const progress = derived.total === undefined ? '' : ` ${derived.done ?? 0}/${derived.total}`;
  if (row.kind === 'session')
    return row.legacy ? LEGACY : row.status === 'handed-off' ? '' : (row.status ?? '');
  return (row.status ?? '') + progress;
}

const titleOf = (row: Row): string => {
  if (!row.fault) return row.title === row.id ? '' : row.title;
  const { line, column } = row.fault;
  return `${row.path}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`}`;
};

const HEADINGS: Readonly<Record<Kind, string>> = {
  session: 'Sessions',
  workstream: 'Workstreams',
  plan: 'Plans',
  adr: 'Decisions',
  learning: 'Learnings',
};

/** A title that gets less room than this says nothing: it is given a line of its own. */
const READABLE = 28;
const DATE = 10;

/** The rows by kind, each kind as a table: when, which, what, in what state, whose. */
export function listText(rows: readonly Row[], derive: (row: Row) => Derived, look: Look): string {
  const kinds = KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  const parts = kinds.map((kind) => {
    const lines = kindLines(
      rows.filter((row) => row.kind === kind),
      derive,
      look,
    );
    return [...(kinds.length > 1 ? [look.bold(HEADINGS[kind])] : []), ...lines].join('\n');
  });
  return parts.join('\n\n');
}

function kindLines(rows: readonly Row[], derive: (row: Row) => Derived, look: Look): string[] {
  const states = rows.map((row) => safeLine(stateOf(row, derive(row))));
  const titles = rows.map((row) => safeLine(titleOf(row)));
  const ids = rows.map((row) => safeLine(row.id));
  const owners = rows.map((row) => safeLine(row.owner ?? ''));
  const widest = (values: readonly string[], max: number): number => {
    const width = Math.min(max, Math.max(...values.map(cells)));
    return width === 0 ? 0 : width + 2;
  };
  const priorities = rows.map((row) => safeLine(row.priority ?? ''));
  const room =
    look.width - DATE - 2 - widest(priorities, 2) - widest(ids, 40) - widest(states, 16) - widest(owners, 10);
  const below = room < READABLE;
  const lines = table(
    [
      { values: rows.map((row) => safeLine(row.created ?? '').slice(0, DATE)), max: DATE, style: look.dim },
      { values: priorities, max: 2 },
      // An id is what people copy: only one that no layout could hold is cut.
      { values: ids, max: 40, style: look.bold },
      { values: below ? [] : titles, max: 200, flexible: true },
      { values: states, max: 16, style: (text, i) => (rows[i]?.fault ? look.bad(text) : text) },
      { values: owners, max: 10, style: look.dim },
    ],
    look.width,
  );
  if (!below) return lines;
  const margin = ' '.repeat(DATE + 2);
  return lines.flatMap((line, i) => {
    const title = titles[i] ?? '';
    return title === '' ? [line] : [line, margin + look.dim(cutTo(title, look.width - margin.length))];
  });
}
