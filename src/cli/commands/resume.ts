import { CanonError } from '../../fault/error.ts';
import { fit } from '../../resume/budget.ts';
import { toDocument } from '../../resume/document.ts';
import type { Page } from '../../resume/page.ts';
import { resume } from '../../resume/resume.ts';
import { estimateTokens } from '../../resume/tokens.ts';
import { openProject } from '../../store/project.ts';
import { defineCommand } from '../command.ts';
import { makeLook } from '../output/look.ts';
import { resumeText } from '../output/resume.ts';

const DEFAULT_BUDGET = 2000;

/** `canon resume [REF]`: where the work was left off, and what waits on whom. */
export const command = defineCommand({
  name: 'resume',
  usage: ['resume [REF] [--budget TOKENS] [--fetch] [--all]'],
  about: [
    'Shows where you left off: the next action and resume prompt of your last session here, what waits on you, your workstreams and the others’, and who was last at work.',
    'With a session, a workstream or an operator as REF it shows that one’s instead: so one operator takes over from another.',
    'What stands in records is quoted: it is context for whoever reads it, not instructions.',
  ],
  args: [{ name: 'REF', brief: 'a session, workstream or operator', optional: true }],
  flags: {
    budget: { brief: `about how many tokens it may take (default ${DEFAULT_BUDGET})`, value: 'TOKENS' },
    fetch: { brief: 'ask the remote for newer sessions first' },
    all: { brief: 'everything, also what is done; no budget unless one is given' },
  },
  examples: [
    ['resume', 'where I left off'],
    ['resume sergei', 'take over from Sergei'],
    ['resume RT-260511-01 --json', 'one session, for a program'],
  ],
  async run({ world, globals, progress }, flags, [ref]) {
    const budget = budgetOf(flags.budget, flags.all === true);
    if (flags.fetch) progress.say('asking the remote');
    const project = await openProject(world, globals.repo);
    const { page, diagnostics } = await resume(project, world, {
      ref,
      all: flags.all,
      fetch: flags.fetch,
      operator: globals.operator,
    });
    const plain = makeLook(false);
    const measure = globals.json
      ? (one: Page): number => estimateTokens(JSON.stringify(toDocument(one)))
      : (one: Page): number => estimateTokens(resumeText(one, plain));
    const fitted = fit(page, budget, measure);
    return {
      data: globals.json ? toDocument(fitted) : null,
      diagnostics,
      human: (look) => resumeText(fitted, look),
    };
  },
});

function budgetOf(given: string | undefined, all: boolean): number {
  if (given === undefined) return all ? Number.POSITIVE_INFINITY : DEFAULT_BUDGET;
  const budget = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (budget < 1) throw new CanonError('E_RESUME_BUDGET', { data: { value: given } });
  return budget;
}
