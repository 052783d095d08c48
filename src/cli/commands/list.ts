import { CanonError } from '../../fault/error.ts';
import { KINDS, type Kind } from '../../record/kinds.ts';
import { openProject } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { nearest } from '../../text/nearest.ts';
import { newestFirst } from '../../work/order.ts';
import type { Row } from '../../work/row.ts';
import { defineCommand } from '../command.ts';
import { deriver, rowDocument } from '../list/document.ts';
import { listText } from '../list/text.ts';

/** How many rows a person is shown unless all are asked for. */
const SHOWN = 50;

/** `canon list [KIND]` */
export const command = defineCommand({
  name: 'list',
  usage: ['list [KIND] [--status S] [--owner SLUG] [--tag TAG]… [--plan ID] [--all]'],
  about: [
    `Lists records, the newest first: the newest ${SHOWN}, with --all or --json every one. KIND is session, workstream, plan, adr or learning; without it, all kinds.`,
    'A file that cannot be read is listed as broken, with the place. Options narrow the list down together.',
  ],
  args: [{ name: 'KIND', brief: 'only this kind', optional: true, values: KINDS }],
  flags: {
    status: { value: 'STATUS', brief: 'only records in this state: active, done, ratified, broken …' },
    owner: { value: 'SLUG', brief: 'only records of this owner or operator' },
    tag: { value: 'TAG', many: true, brief: 'only records with this tag; again: with every one of them' },
    plan: { value: 'ID', brief: 'only records that name this plan' },
    all: { brief: 'all of them, not just the newest' },
  },
  examples: [
    ['canon list', 'what happened last'],
    ['canon list workstream --status active', 'what is being worked on'],
    ['canon list session --owner sergei --tag infra', "Sergei's sessions about infrastructure"],
    ['canon list --json', 'every record, for a program'],
  ],
  async run({ world, globals, progress }, flags, [asked]) {
    const kind = kindOf(asked);
    const project = await openProject(world, globals.repo);
    progress.say('Reading the records');
    const rows = (await readRows(project)).all();
    const matches = (row: Row): boolean =>
      row.stub !== true &&
      (kind === undefined || row.kind === kind) &&
      (flags.status === undefined || statusOf(row) === flags.status) &&
      (flags.owner === undefined || row.owner === flags.owner) &&
      (flags.plan === undefined || row.plan === flags.plan) &&
      (flags.tag ?? []).every((tag) => row.tags?.includes(tag));
    const found = newestFirst(rows.filter(matches));
    const derive = deriver(rows);
    return {
      data: globals.json ? { records: found.map((row) => rowDocument(row, derive(row))) } : null,
      diagnostics: project.diagnostics,
      human(look) {
        if (found.length === 0) return nothing(rows, kind, project.initialized);
        const shown = flags.all ? found : found.slice(0, SHOWN);
        const rest = found.length - shown.length;
        const more =
          rest > 0
            ? `\n\n${look.dim(`The newest ${shown.length} of ${found.length}. All of them: --all`)}`
            : '';
        return listText(shown, derive, look) + more;
      },
    };
  },
});

const statusOf = (row: Row): string | undefined =>
  row.fault ? 'broken' : (row.status ?? (row.legacy ? 'legacy' : undefined));

/** The kind, also in the plural. */
function kindOf(asked: string | undefined): Kind | undefined {
  if (asked === undefined) return undefined;
  const kind = KINDS.find((one) => one === asked || `${one}s` === asked);
  if (kind === undefined) {
    throw new CanonError('E_KIND_UNKNOWN', { data: { kind: asked, near: nearest(asked, KINDS) } });
  }
  return kind;
}

function nothing(rows: readonly Row[], kind: Kind | undefined, initialized: boolean): string {
  if (rows.some((row) => row.stub !== true && (kind === undefined || row.kind === kind))) {
    return 'No record matches.';
  }
  const begin = initialized ? 'A session comes from /handoff.' : '`canon init` sets this repository up.';
  return `No ${kind ?? 'record'} yet. ${begin}`;
}
