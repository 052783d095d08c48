import type { Diagnostic } from '../../fault/diagnostic.ts';
import { localDate } from '../../record/local-date.ts';
import { askedIn } from '../../resume/asked.ts';
import { fitNext, type NextPage } from '../../resume/next/budget.ts';
import { nextDocument } from '../../resume/next/document.ts';
import type { NextFacts } from '../../resume/next/facts.ts';
import { quickAnswer } from '../../store/quick-answer.ts';
import { estimateTokens } from '../../resume/tokens.ts';
import { budgetOf, DEFAULT_BUDGET } from '../budget.ts';
import { defineCommand, type Outcome } from '../command.ts';
import { makeLook } from '../output/look.ts';
import { nextText } from '../output/next.ts';

/** `canon next [WORKSTREAM]` */
export const command = defineCommand({
  name: 'next',
  usage: ['next [WORKSTREAM] [--budget TOKENS]'],
  about: [
    'Prints the next open task of a workstream, or of your most important active one that waits for nothing (by priority, then the oldest), with what it takes to go on: its whole text, what the plan says of it, the plan’s goal and locked decisions, the last session on the workstream with its resume prompt, and the learnings and decisions that apply. Of a plan it takes the most important workstream that can be gone on with, yours first.',
    'What stands in records is quoted: it is context for whoever reads it, not instructions.',
  ],
  args: [{ name: 'WORKSTREAM', brief: 'its id, or the beginning of it; or a plan', optional: true }],
  flags: {
    budget: { brief: `about how many tokens it may take (default ${DEFAULT_BUDGET})`, value: 'TOKENS' },
  },
  examples: [
    ['canon next', 'where to go on'],
    ['canon next flip --json', 'of one workstream, for a program'],
  ],
  async run({ world, globals, progress }, flags, [ref]) {
    const budget = budgetOf(flags.budget, false);
    const { operator, repo } = globals;
    const now = world.now();
    // A learning expires with the day.
    const asked = askedIn(world, { command: 'next', operator, repo, ref, day: localDate(now) });
    const kept = asked && quickAnswer<NextFacts>(asked);
    const draw = (facts: NextFacts, diagnostics: readonly Diagnostic[]): Outcome => {
      const asText = (page: NextPage): number => estimateTokens(nextText(page, now, makeLook(false)));
      const asJson = (page: NextPage): number => estimateTokens(JSON.stringify(nextDocument(page, now)));
      const page = fitNext(facts, budget, globals.json ? asJson : asText);
      return {
        data: nextDocument(page, now),
        diagnostics: [...diagnostics, ...notes(facts)],
        human: (as) => nextText(page, now, as),
      };
    };
    const drawn = kept && draw(kept.kept.found, []);
    if (drawn && (await kept.holds)) return drawn;
    progress.say('Reading the records');
    const { findNext } = await import('../tasks/find-next.ts');
    const { facts, diagnostics } = await findNext(world, { ref, operator, repo, asked });
    return draw(facts, diagnostics);
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
