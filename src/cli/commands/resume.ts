import type { Diagnostic } from '../../fault/diagnostic.ts';
import { fit } from '../../resume/budget.ts';
import { toDocument } from '../../resume/document.ts';
import type { Page } from '../../resume/page.ts';
import { quickPage } from '../../resume/quick.ts';
import { estimateTokens } from '../../resume/tokens.ts';
import { hostSession as sessionOf } from '../../host/session.ts';
import { budgetOf, DEFAULT_BUDGET } from '../budget.ts';
import { defineCommand, type Outcome } from '../command.ts';
import { fittedText } from '../output/resume-fitted.ts';

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
    const shape = { json: globals.json, budget: budgetOf(flags.budget, flags.all === true) };
    const { operator, repo } = globals;
    const hostSession = sessionOf(world.env)?.id;
    const request = { ref, all: flags.all === true, operator, repo, hostSession };
    if (flags.fetch !== true) {
      const kept = quickPage(world, request);
      const drawn = kept && outcome(kept.page, [], shape);
      if (drawn && (await kept.holds)) return drawn;
    }
    progress.say(flags.fetch ? 'Asking the remote' : 'Reading the records');
    const [{ openProject }, { foldWaiting }, { resume }] = await Promise.all([
      import('../../store/project.ts'),
      import('../fold-waiting.ts'),
      import('../../resume/resume.ts'),
    ]);
    const project = await openProject(world, globals.repo);
    await foldWaiting(project);
    const began = performance.timeOrigin;
    const { page, diagnostics } = await resume(project, world, { ...request, fetch: flags.fetch, began });
    return outcome(page, diagnostics, shape);
  },
});

function outcome(
  page: Page,
  diagnostics: readonly Diagnostic[],
  { json, budget }: { json: boolean; budget: number },
): Outcome {
  if (json) {
    const fitted = fit(page, budget, (one) => estimateTokens(JSON.stringify(toDocument(one))));
    return { data: toDocument(fitted), diagnostics, human: () => '' };
  }
  return { data: null, diagnostics, human: fittedText(page, budget).text };
}
