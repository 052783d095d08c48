import { KINDS } from '../../record/kinds.ts';
import { openProject } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { safeLine } from '../../text/safe.ts';
import { planStatus } from '../../work/status-change.ts';
import { statesOf } from '../../work/transitions.ts';
import { runChange } from '../changes/run-change.ts';
import { sessionAtWork } from '../changes/session-at-work.ts';
import { finishFirst } from '../changes/finish-first.ts';
import { defineCommand } from '../command.ts';
import { changeData, changeText } from '../output/change.ts';
import { changePlan } from '../status/plan.ts';
import { readRequest } from '../status/read-request.ts';

/** For completion: every state of every kind. */
const STATES = [...new Set(KINDS.flatMap((kind) => (kind === 'session' ? [] : statesOf(kind))))];

/** `canon status REF STATUS` */
export const command = defineCommand({
  name: 'status',
  usage: ['status REF STATUS [--by REF] [--reason TEXT]'],
  about: [
    'Moves a record to another state, with what goes with it, and commits these lines. A plan: stub, draft, ratified (gets its date), done. A workstream: draft, active, blocked (by another), done. A decision: proposed, accepted or rejected, deprecated. A learning: active, deprecated. Any record: superseded, which is written on both sides. What is done may be taken up again.',
    'Any other way takes --force and --reason. A reason is kept as status_reason of the record. Done with open tasks is said, not refused.',
  ],
  args: [
    { name: 'REF', brief: 'the record' },
    { name: 'STATUS', brief: 'the state it is to have', values: STATES },
  ],
  flags: {
    by: { value: 'REF', brief: 'its successor, or the workstream that blocks it (no longer, with active)' },
    reason: { value: 'TEXT', brief: 'why; kept in the record' },
    force: { brief: 'a way that is not foreseen; wants a reason' },
    dryRun: { brief: 'say what would change, and change nothing' },
    noCommit: { brief: 'change the files, commit nothing' },
  },
  examples: [
    ['canon status email-sender ratified', 'the plan is agreed on'],
    ['canon status vault blocked --by flip', 'it has to wait'],
    ['canon status 0011-email-sender superseded --by 0014-two-senders', 'another decision takes its place'],
    ['canon status locks deprecated --reason "the kernel does it"', 'a learning that is none any more'],
  ],
  async run({ world, globals, progress }, flags, [ref = '', to = '']) {
    const dryRun = flags.dryRun === true;
    const opened = await openProject(world, globals.repo, { readOnly: dryRun });
    const project = await finishFirst(opened, world, dryRun);
    progress.say('Reading the records');
    const [set, session] = await Promise.all([readRows(project), sessionAtWork(project, world)]);
    const rows = set.all();
    const { by, reason, force = false } = flags;
    const request = await readRequest(project, world, rows, { ref, to, by, reason, force });
    const change = planStatus(request, rows);
    const about = { id: request.row.id, kind: request.row.kind, from: change.from, to: change.to };
    const told = [...project.diagnostics, ...change.findings];
    if (change.records.length === 0) {
      return {
        data: { ...about, changed: [], commit: null },
        diagnostics: told,
        human: () => `${safeLine(about.id)} is ${safeLine(change.to)} already. Nothing to change.`,
      };
    }
    const outcome = await runChange(project, world, changePlan(request, change, rows, session), {
      dryRun,
      commit: flags.noCommit !== true,
      progress,
    });
    return {
      data: { ...about, ...changeData(outcome) },
      diagnostics: [...told, ...outcome.diagnostics],
      exit: outcome.exit,
      human: (look) => changeText(outcome, look),
    };
  },
});
