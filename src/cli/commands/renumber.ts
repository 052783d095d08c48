import { deriveHere } from '../../change/derive-here.ts';
import { finishInterrupted } from '../../change/finish.ts';
import { planRenumber, type RenumberPlan } from '../../change/renumber/plan.ts';
import { finishedDiagnostics } from '../../change/tell.ts';
import { noteRenumbered } from '../../handoff/renumbered.ts';
import { anotherId } from '../../identity/another-id.ts';
import { claimedFor, dropClaim } from '../../identity/claims.ts';
import { whoami } from '../../identity/whoami.ts';
import { otherRecords } from '../../store/other-records.ts';
import { openProject, type Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { safeLine } from '../../text/safe.ts';
import type { World } from '../../world.ts';
import { type ChangeOutcome, runChange } from '../changes/run-change.ts';
import { defineCommand } from '../command.ts';
import { changeData, changeText } from '../output/change.ts';
import { pathsOf } from '../ref.ts';
import { chooseRecord } from '../renumber/choose.ts';
import { leftAlone } from '../renumber/left-alone.ts';
import { splitMet } from '../renumber/split-met.ts';

/** `canon renumber ID` */
export const command = defineCommand({
  name: 'renumber',
  usage: ['renumber ID [--to NEWID] [--dry-run | --no-commit]'],
  about: [
    'Two records that were made apart may have got one id. This gives the younger one the next free id: its file, its frontmatter and heading, and everything that means it in the records of this branch. What the other branch says by that id goes on meaning the other record. The old id stays as an alias, so that old references find it as long as no record has that id.',
    'ID is an id or, where two files here have it, the path of one. A record that nobody else shares an id with is renumbered only with --to. It is one commit; nothing is pushed.',
    'Where a merge or rebase has brought both to one file, each gets a file of its own. They are staged, and the commit is yours.',
  ],
  args: [{ name: 'ID', brief: 'the id, kind:id, or the path of a record' }],
  flags: {
    to: { value: 'NEWID', brief: 'this id instead of the next free one' },
    dryRun: { brief: 'say which lines would change' },
    noCommit: { brief: 'leave the change in the work tree' },
  },
  examples: [
    ['canon renumber RT-260511-01', 'after `canon check` has found two of them'],
    ['canon renumber docs/sessions/2026/05/RT-260511-01.md', 'this one of two files'],
    ['canon renumber 0011-email-sender --dry-run', 'what would change'],
  ],
  async run({ world, globals, progress }, flags, [ref = '']) {
    const dryRun = flags.dryRun === true;
    const project = await openProject(world, globals.repo, { readOnly: dryRun });
    const who = await whoami(project, world, globals.operator);
    // What a killed run had begun is finished before anything is looked at: its new id is taken by then.
    const finished = dryRun
      ? undefined
      : await finishInterrupted(project, world, { derive: deriveHere(project) });
    progress.say('Reading the records');
    const rows = (await readRows(project)).all();
    const paths = pathsOf(project, world.cwd, ref);
    const told = [...project.diagnostics, ...finishedDiagnostics(finished)];
    const split = await splitMet(project, world, who, rows, { ref, paths, to: flags.to, dryRun });
    if (split) return { ...split, diagnostics: [...told, ...(split.diagnostics ?? [])] };
    const others = await otherRecords(project, rows);
    const chosen = chooseRecord({ ref, paths, asked: flags.to !== undefined }, rows, others);
    if ('done' in chosen) {
      const { done, from } = chosen;
      if (!dryRun) await settle(project, world, { from, to: done.id, path: done.path });
      const reserved = dryRun ? undefined : await claimedFor(project, who, `renumber ${from}`);
      if (reserved !== undefined) await dropClaim(project, reserved);
      return {
        data: { id: done.id, from, path: done.path, changed: [], commit: null },
        diagnostics: told,
        human: () => `${safeLine(from)} is ${safeLine(done.id)} already: ${safeLine(done.path)}`,
      };
    }
    const { row } = chosen;
    const former = new Set(rows.flatMap((one) => (one.kind === row.kind ? (one.aliases ?? []) : [])));
    const next = await anotherId(project, world, who, row, { to: flags.to, former, dryRun });
    try {
      const made = await planRenumber(project, rows, { ...chosen, to: next.id });
      const outcome = withWhole(
        await runChange(project, world, made.plan, { dryRun, commit: flags.noCommit !== true, progress }),
        row.path,
        made,
      );
      if (!dryRun && outcome.exit !== 2) {
        await settle(project, world, { from: row.id, to: next.id, path: made.path });
      }
      return {
        data: {
          id: next.id,
          from: row.id,
          path: made.path,
          ...changeData(outcome),
          ...(dryRun ? { plan: made.plan } : {}),
        },
        diagnostics: [...told, ...outcome.diagnostics, ...leftAlone(made.left, row.id)],
        exit: outcome.exit,
        human: (look) => changeText(outcome, look),
      };
    } finally {
      await next.release();
    }
  },
});

/** The counts of the session's calls go on under its new id. */
const settle = (
  project: Project,
  world: World,
  renamed: { readonly from: string; readonly to: string; readonly path: string },
): Promise<void> => noteRenumbered(project, world, [renamed]);

/** The record's own lines as one file that has changed, not as one that goes and one that comes. */
function withWhole(outcome: ChangeOutcome, from: string, { path, lines }: RenumberPlan): ChangeOutcome {
  if (outcome.changed.length === 0) return outcome;
  const rest = outcome.changed.filter((line) => line.path !== from && line.path !== path);
  return { ...outcome, changed: [...lines, ...rest] };
}
