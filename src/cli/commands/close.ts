import { openProject } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { safeLine } from '../../text/safe.ts';
import { runChange } from '../changes/run-change.ts';
import { sessionAtWork } from '../changes/session-at-work.ts';
import { copiesOf, findItems } from '../close/find-items.ts';
import { planClose } from '../close/plan.ts';
import { finishFirst } from '../changes/finish-first.ts';
import { defineCommand } from '../command.ts';
import { changeData, changeText } from '../output/change.ts';

/** `canon close REF#ITEM` */
export const command = defineCommand({
  name: 'close',
  usage: ['close REF#ITEM… [--reason TEXT]', 'close --undo REF#ITEM…'],
  about: [
    'Ticks items under Waiting On and Open Questions, of a session or a plan, whoever wrote them: the box in that one line, and a reason at its end. Then they wait on nobody any more. It commits these lines and nothing else; an item without an id gets the one it is shown with, and so do those before it.',
    'What imported sessions have in the same words is ticked with it: it was copied from handoff to handoff, and `canon resume` shows it once. `--undo` opens only what it names.',
    'An item that is closed already, by its tick or by a record that has it in `closes`, is left alone.',
  ],
  args: [{ name: 'REF#ITEM', brief: 'the item, as `canon resume` shows it', many: true }],
  flags: {
    reason: { value: 'TEXT', brief: 'what came of it; kept at the end of the item' },
    undo: { brief: 'open them again' },
    dryRun: { brief: 'say what would change, and change nothing' },
    noCommit: { brief: 'change the files, commit nothing' },
  },
  examples: [
    ['canon close RT-260510-02#w1', 'it is done'],
    ['canon close SK-260511-02#w1 sender#q2 --reason "by mail"', 'several at once, with what came of it'],
    ['canon close --undo RT-260510-02#w1', 'it is not'],
  ],
  async run({ world, globals, progress }, flags, refs) {
    const dryRun = flags.dryRun === true;
    const opened = await openProject(world, globals.repo, { readOnly: dryRun });
    const project = await finishFirst(opened, world, dryRun);
    progress.say('Reading the records');
    const [rows, session] = await Promise.all([readRows(project), sessionAtWork(project, world)]);
    const all = rows.all();
    const undo = flags.undo === true;
    const items = await findItems(project, world.cwd, all, refs);
    const copies = undo ? [] : await copiesOf(project, all, items);
    const { plan, diagnostics } = planClose([...items, ...copies], { undo, reason: flags.reason }, session);
    const told = [...project.diagnostics, ...diagnostics];
    const state = items.map(({ ref, placed, closer }) => ({
      ref,
      text: placed.item.text,
      closed_by: closer?.id ?? null,
    }));
    if (!plan) {
      return {
        data: { changed: [], commit: null, items: state },
        diagnostics: told,
        human: () => `Nothing to change: ${items.map(({ ref }) => safeLine(ref)).join(', ')}.`,
      };
    }
    const outcome = await runChange(project, world, plan, {
      dryRun,
      commit: flags.noCommit !== true,
      progress,
    });
    return {
      data: { ...changeData(outcome), items: state },
      diagnostics: [...told, ...outcome.diagnostics],
      exit: outcome.exit,
      human: (look) => changeText(outcome, look),
    };
  },
});
