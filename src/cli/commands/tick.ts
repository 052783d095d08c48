import { CanonError } from '../../fault/error.ts';
import { openProject } from '../../store/project.ts';
import { finishFirst } from '../changes/finish-first.ts';
import { defineCommand } from '../command.ts';

/** `canon tick WORKSTREAM TASK` */
export const command = defineCommand({
  name: 'tick',
  usage: [
    'tick WORKSTREAM TASK [--commit REV] [--no-commit] [--dry-run]',
    'tick WORKSTREAM TASK --undo [--force]',
    'tick WORKSTREAM TASK --drop --reason TEXT',
  ],
  about: [
    'Marks a task of a workstream as done, with the session at work and the newest commit as evidence, and commits that one line. Whatever else is edited or staged, in the same file too, stays as it is.',
    'TASK is its id (P4), or its position from 1 where it has none. A task that another session has done is refused, and its session named. The session is the one that is claimed here; where none is, one is claimed, and the next handoff takes it.',
    'Options that take something back or drop it change the same line: --undo takes the evidence out again.',
  ],
  args: [
    { name: 'WORKSTREAM', brief: 'its id, or the beginning of it' },
    { name: 'TASK', brief: 'P4, or 3 for the third' },
  ],
  flags: {
    commit: { value: 'REV', brief: 'the commit that did it, if it is not the newest' },
    undo: { brief: 'open it again: your own tick, or a dropped task' },
    drop: { brief: 'it will not be done, and does not count any more' },
    reason: { value: 'TEXT', brief: 'why it is dropped' },
    force: { brief: 'with --undo: whoever has ticked it' },
    noCommit: { brief: 'change the file, commit nothing' },
    dryRun: { brief: 'print what would change, and change nothing' },
  },
  examples: [
    ['canon tick flip P4', 'done, by this session'],
    ['canon tick flip P4 --commit HEAD~1', 'done with an earlier commit'],
    ['canon tick flip P7 --drop --reason "The claim solves it"', 'not needed after all'],
  ],
  async run(context, flags, [ref = '', name = '']) {
    const { world, globals, progress } = context;
    if (flags.undo && flags.drop) throw new CanonError('E_TICK_BOTH');
    const reason = flags.reason?.trim() ?? '';
    if ((flags.drop === true) !== (reason !== '') || (flags.reason !== undefined && reason === '')) {
      throw new CanonError('E_TICK_REASON', { data: { given: flags.drop ? '--drop' : '--reason' } });
    }
    const { tick } = await import('../tick/tick.ts');
    const dryRun = flags.dryRun === true;
    const opened = await openProject(world, globals.repo, { readOnly: dryRun });
    const project = await finishFirst(opened, world, dryRun);
    return tick(project, world, {
      ref,
      name,
      wish: flags.undo ? 'open' : flags.drop ? 'dropped' : 'done',
      reason,
      rev: flags.commit,
      force: flags.force === true,
      operator: globals.operator,
      commit: flags.noCommit !== true,
      dryRun,
      progress,
    });
  },
});
