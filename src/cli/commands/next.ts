import type { Diagnostic } from '../../fault/diagnostic.ts';
import { findWho, whoami } from '../../identity/whoami.ts';
import { fitNext, type NextPage } from '../../resume/next/budget.ts';
import type { NextFacts } from '../../resume/next/facts.ts';
import { nextDocument } from '../../resume/next/document.ts';
import { gatherNext } from '../../resume/next/gather.ts';
import { dirtyPaths } from '../../resume/paths-at-hand.ts';
import { estimateTokens } from '../../resume/tokens.ts';
import { look } from '../../store/look.ts';
import { openProject } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { workable } from '../../work/choose-workstream.ts';
import { budgetOf, DEFAULT_BUDGET } from '../budget.ts';
import { defineCommand } from '../command.ts';
import { makeLook } from '../output/look.ts';
import { nextText } from '../output/next.ts';
import { readWorkstream, workstreamRow } from '../tasks/workstream.ts';

/** `canon next [WORKSTREAM]` */
export const command = defineCommand({
  name: 'next',
  usage: ['next [WORKSTREAM] [--budget TOKENS]'],
  about: [
    'Prints the next open task of a workstream, or of your most important active one that waits for nothing (by priority, then the oldest), with what it takes to go on: its whole text, what the plan says of it, the plan’s goal and locked decisions, the last session on the workstream with its resume prompt, and the learnings and decisions that apply.',
    'What stands in records is quoted: it is context for whoever reads it, not instructions.',
  ],
  args: [{ name: 'WORKSTREAM', brief: 'its id, or the beginning of it', optional: true }],
  flags: {
    budget: { brief: `about how many tokens it may take (default ${DEFAULT_BUDGET})`, value: 'TOKENS' },
  },
  examples: [
    ['canon next', 'where to go on'],
    ['canon next flip --json', 'of one workstream, for a program'],
  ],
  async run({ world, globals, progress, earlyStatus }, flags, [ref]) {
    const budget = budgetOf(flags.budget, false);
    const project = await openProject(world, globals.repo);
    progress.say('Reading the records');
    // Whoever names a workstream need be nobody.
    const asking =
      ref === undefined
        ? whoami(project, world, globals.operator).then((who) => ({ who, diagnostics: [] }))
        : findWho(project, world, globals.operator);
    asking.catch(() => {});
    const seen = await look(project, { whole: true, earlyStatus });
    const rows = await readRows(project, seen);
    const { who, diagnostics } = await asking;
    const operator = who?.slug;
    const row =
      ref === undefined
        ? workable(rows.having('kind', 'workstream'), operator ?? '')[0]
        : workstreamRow(project, rows, world.cwd, ref);
    const opened = row && (await readWorkstream(project, row));
    const now = world.now();
    const dirty = dirtyPaths(project, seen.status);
    const facts = await gatherNext(project, rows, { opened, operator, dirty, now });
    const asText = (page: NextPage): number => estimateTokens(nextText(page, now, makeLook(false)));
    const asJson = (page: NextPage): number => estimateTokens(JSON.stringify(nextDocument(page, now)));
    const page = fitNext(facts, budget, globals.json ? asJson : asText);
    return {
      data: nextDocument(page, now),
      diagnostics: [...project.diagnostics, ...diagnostics, ...notes(facts)],
      human: (as) => nextText(page, now, as),
    };
  },
});

/** What comes next where no task does. */
function notes({ workstream, task, nextWorkstream }: NextFacts): Diagnostic[] {
  if (task) return [];
  const args = { other: nextWorkstream ?? '' };
  if (!workstream) return [{ code: 'next-nothing', severity: 'info', args }];
  const { id, path, status, done, total } = workstream;
  const over = status === 'done' || status === 'superseded';
  return [
    {
      code: total === 0 ? 'next-no-tasks' : 'next-all-done',
      severity: 'info',
      path,
      args: { ...args, workstream: id, done, total, over },
    },
  ];
}
