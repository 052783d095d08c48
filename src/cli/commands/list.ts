import { KINDS, type Kind } from '../../record/kinds.ts';
import { type Known, look } from '../../store/look.ts';
import { openProject } from '../../store/project.ts';
import type { RowHead } from '../../store/row-head.ts';
import type { RowSet } from '../../store/row-set.ts';
import { readRows } from '../../store/rows.ts';
import { namesOf } from '../../work/aliases.ts';
import { defineCommand } from '../command.ts';
import { kindOf } from '../kind-of.ts';
import { limitOf } from '../limit.ts';
import { deriver, rowDocument } from '../list/document.ts';
import { SORTS } from '../list/sort.ts';
import { listText } from '../list/text.ts';
import { statusOf, supersededIn } from '../list/superseded.ts';

/** How many rows a person is shown unless all are asked for. */
const SHOWN = 50;

/** `canon list [KIND]` */
export const command = defineCommand({
  name: 'list',
  usage: ['list [KIND] [options]'],
  about: [
    `Lists records, the newest first: the newest ${SHOWN}, with --all or --json every one. KIND is session, workstream, plan, adr or learning; without it, all kinds.`,
    'A file that cannot be read is listed as broken, with the place; a session that another has replaced is superseded. Options narrow the list down together.',
  ],
  args: [{ name: 'KIND', brief: 'only this kind', optional: true, values: KINDS }],
  flags: {
    status: {
      value: 'STATUS',
      many: true,
      brief: 'only records in this state: active, broken …; again: or in that',
    },
    owner: { value: 'SLUG', many: true, brief: 'only records of this owner or operator; again: or of that' },
    tag: { value: 'TAG', many: true, brief: 'only records with this tag; again: with every one of them' },
    plan: { value: 'ID', many: true, brief: 'only records that name this plan; again: or that' },
    workstream: { value: 'ID', many: true, brief: 'only sessions of this workstream; again: or of that' },
    sort: { values: SORTS, brief: 'in this order, each kind by itself; created if you do not say' },
    limit: { value: 'N', brief: 'the first so many' },
    all: { brief: 'all of them, not just the newest' },
  },
  examples: [
    ['canon list', 'what happened last'],
    ['canon list workstream --status active', 'what is being worked on'],
    ['canon list session --owner sergei --tag infra', "Sergei's sessions about infrastructure"],
    ['canon list workstream --sort priority --limit 5', 'the most urgent'],
    ['canon list --json', 'every record, for a program'],
  ],
  async run({ world, globals, progress, earlyStatus }, flags, [asked]) {
    const kind = asked === undefined ? undefined : kindOf(asked);
    const project = await openProject(world, globals.repo);
    progress.say('Reading the records');
    const matchesIn = (rows: RowSet): ((head: RowHead) => boolean) => {
      // A record that was renumbered is still named by its old id, and asked for by it.
      const named = (kindOfIt: Kind, asks: readonly string[] | undefined): ReadonlySet<string> | undefined =>
        asks && new Set(asks.flatMap((id) => [...namesOf(rows.having('kind', kindOfIt), kindOfIt, id)]));
      const plans = named('plan', flags.plan);
      const workstreams = named('workstream', flags.workstream);
      const superseded = flags.status === undefined ? new Set<string>() : supersededIn(rows);
      return (head) =>
        !head.stub &&
        (kind === undefined || head.kind === kind) &&
        (flags.status === undefined || isAmong(flags.status, statusOf(head, superseded))) &&
        isAmong(flags.owner, head.owner) &&
        (plans === undefined || plans.has(head.plan ?? '')) &&
        (workstreams === undefined || workstreams.has(head.workstream ?? '')) &&
        (flags.tag ?? []).every((tag) => head.tags.includes(tag));
    };
    const { diagnostics } = project;
    const limit = limitOf(flags.limit);
    if (flags.sort !== undefined || limit !== undefined) {
      const rows = await readRows(project, await look(project, { earlyStatus }));
      const { listSorted } = await import('../list/sorted.ts');
      const { found, shown, derive } = listSorted(rows, matchesIn(rows), flags.sort ?? 'created', {
        limit: limit ?? (flags.all || globals.json ? undefined : SHOWN),
      });
      return {
        data: { records: shown.map((row) => rowDocument(row, derive(row))) },
        diagnostics,
        human: (view) =>
          found === 0
            ? nothing(rows, kind, project.initialized)
            : listText(shown, derive, view) +
              (found > shown.length ? `\n\n${view.dim(`The first ${shown.length} of ${found}.`)}` : ''),
      };
    }
    if (globals.json) {
      const { listJson } = await import('../list/records-json.ts');
      return {
        data: null,
        raw: await listJson(project, matchesIn, diagnostics, earlyStatus),
        human: () => '',
      };
    }
    const rows = await readRows(project, await look(project, { beside: makeNewest, earlyStatus }));
    const matches = matchesIn(rows);
    const { status, owner, plan, workstream, tag } = flags;
    const isNarrowed = [kind, status, owner, plan, workstream, tag].some((one) => one !== undefined);
    // For a person only the rows that are shown are parsed, and the workstreams that a plan's count needs.
    const shown = rows.where(matches, flags.all ? undefined : SHOWN);
    const total = (): number => (isNarrowed ? rows.count(matches) : rows.size - rows.stubs());
    const found = shown.length < SHOWN || flags.all ? shown.length : total();
    const derive = deriver(
      [...rows.having('kind', 'workstream'), ...rows.having('kind', 'plan')],
      supersededIn(rows),
    );
    return {
      data: null,
      diagnostics,
      human(look) {
        if (found === 0) return nothing(rows, kind, project.initialized);
        const more =
          found > shown.length
            ? `\n\n${look.dim(`The newest ${shown.length} of ${found}. All of them: --all`)}`
            : '';
        return listText(shown, derive, look) + more;
      },
    };
  },
});

/** Makes the rows that are most likely shown, and those of the workstreams. */
function makeNewest({ table }: Known): void {
  for (let at = 0; at < Math.min(SHOWN, table.count); at += 1) table.row(at);
  for (const at of table.indexes('kind', 'workstream')) table.row(at);
}

const isAmong = (asked: readonly string[] | undefined, value: string | undefined): boolean =>
  asked === undefined || (value !== undefined && asked.includes(value));

function nothing(rows: RowSet, kind: Kind | undefined, initialized: boolean): string {
  if (rows.where((head) => !head.stub && (kind === undefined || head.kind === kind), 1).length > 0) {
    return 'No record matches.';
  }
  const begin = initialized ? 'A session comes from /handoff.' : '`canon init` sets this repository up.';
  return `No ${kind ?? 'record'} yet. ${begin}`;
}
