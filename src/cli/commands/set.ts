import { CanonError } from '../../fault/error.ts';
import { openProject } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { readRows } from '../../store/rows.ts';
import { runChange } from '../changes/run-change.ts';
import { sessionAtWork } from '../changes/session-at-work.ts';
import { finishFirst } from '../changes/finish-first.ts';
import { defineCommand } from '../command.ts';
import { changeData, changeText } from '../output/change.ts';
import { pathsOf, resolveRef } from '../ref.ts';
import { planSet } from '../set/plan.ts';

/** `canon set REF key=value …` */
export const command = defineCommand({
  name: 'set',
  usage: ['set REF KEY=VALUE …'],
  about: [
    'Changes values in the frontmatter of a record, nothing else in it, and commits these lines. Each value is checked before anything is written, and so is the record that comes of them; what names another record or an operator has to be there.',
    'A list is written with commas (tags=infra,ops); += and -= add and take out entries and leave the others alone. An empty value takes a key out. `canon schema KIND` shows the keys. What canon itself writes (id, kind, the facts of a session) is not set; a status is changed by `canon status`.',
  ],
  args: [
    { name: 'REF', brief: 'the record' },
    { name: 'KEY=VALUE', brief: 'what is to be; also KEY+=VALUE and KEY-=VALUE', many: true },
  ],
  flags: {
    dryRun: { brief: 'print the lines that would change and write nothing' },
    noCommit: { brief: 'change the record, commit nothing' },
  },
  examples: [
    ['canon set email-sender priority=P0 owner=sergei', 'two values of a workstream'],
    ['canon set email-sender plan=one-sender-for-all-mail', 'it belongs to another plan now'],
    ['canon set RT-260511-01 tags+=infra tags-=ops', 'a tag comes, another goes'],
    ['canon set locks expires=', 'a learning that does not expire any more'],
  ],
  async run({ world, globals, progress }, flags, [ref = '', ...words]) {
    const dryRun = flags.dryRun === true;
    const opened = await openProject(world, globals.repo, { readOnly: dryRun });
    const project = await finishFirst(opened, world, dryRun);
    progress.say('Reading the records');
    const rows = (await readRows(project)).all();
    const row = resolveRef(ref, rows, pathsOf(project, world.cwd, ref));
    const text = await readRecord(project, row.path);
    if (text === undefined) throw new CanonError('E_RECORD_GONE', { data: { path: row.path } });
    const session = await sessionAtWork(project, world);
    const plan = await planSet(project, { row, text, rows, words, session });
    const outcome = await runChange(project, world, plan, {
      dryRun,
      commit: flags.noCommit !== true,
      progress,
    });
    return {
      data: {
        id: row.id,
        kind: row.kind,
        path: row.path,
        ...changeData(outcome),
        ...(dryRun ? { dry_run: true } : {}),
      },
      diagnostics: [...project.diagnostics, ...outcome.diagnostics],
      exit: outcome.exit,
      human: (look) => changeText(outcome, look),
    };
  },
});
