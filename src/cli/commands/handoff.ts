import { dirname, join } from 'node:path';
import { hostSession } from '../../host/session.ts';
import { handoff } from '../../handoff/handoff.ts';
import type { HandoffRequest, HandoffResult } from '../../handoff/request.ts';
import { loadOperators } from '../../identity/operators.ts';
import { fileStamp, isSettled } from '../../store/file-stamp.ts';
import { openProject } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { defineCommand, type Globals } from '../command.ts';
import { handoffText, planText } from '../output/handoff.ts';

/** `canon handoff` */
export const command = defineCommand({
  name: 'handoff',
  usage: ['handoff --draft FILE', 'handoff --quick "one line"', 'handoff --amend ID [--draft FILE]'],
  about: [
    'Writes the record of your session from a draft and from what git knows, links it from its workstream, brings the indexes up to date, commits exactly these lines and pushes them. What others have staged or edited stays as it is.',
    'A draft is Markdown with frontmatter and a heading for each part (Summary, Next Action, Waiting On, What I Did, Decisions Made, Ruled Out, Verification, For Future Me, Learnings, Open Questions, Resume Prompt, See Also), or JSON with the same keys. A session without commits and without changed files needs none.',
    'What looks like a secret stops the commit: the record stays in the work tree, and --id hands it off when it is mended.',
  ],
  args: [],
  flags: {
    draft: { value: 'FILE', brief: 'the draft, Markdown or JSON; - is stdin' },
    quick: { value: 'LINE', brief: 'one line instead of a draft' },
    id: { value: 'ID', brief: 'the id you claimed; finishes what was stopped or killed' },
    amend: { value: 'ID', brief: 'correct a session that is handed off' },
    dryRun: { brief: 'print the plan and change nothing' },
    noCommit: { brief: 'write the record, commit nothing' },
    noPush: { brief: 'commit, but do not push' },
    allowSecret: {
      value: 'FINGERPRINT',
      many: true,
      brief: 'a finding that is no secret; noted in the record',
    },
  },
  examples: [
    ['canon handoff --draft handoff.md', 'the usual way'],
    ['canon handoff --quick "Found why the hook stalls"', 'a session of one line'],
    ['canon handoff --draft - --dry-run < handoff.md', 'what would be written and committed'],
  ],
  async run(context, flags) {
    const { world, globals, progress } = context;
    const project = await openProject(world, globals.repo, { readOnly: flags.dryRun === true });
    const request: HandoffRequest = {
      draft: flags.draft,
      quick: flags.quick,
      id: flags.id,
      amend: flags.amend,
      operator: globals.operator,
      dryRun: flags.dryRun === true,
      commit: flags.noCommit !== true,
      push: flags.noPush !== true,
      allowSecrets: flags.allowSecret ?? [],
    };
    // A person can answer where they type and read; a draft on stdin leaves no place to type.
    const canAsk =
      !globals.json && flags.draft !== '-' && world.stdin.isTTY === true && world.stdout.isTTY === true;
    const operators = loadOperators(project);
    const result = await handoff(project, world, request, {
      host: hostSession(world.env),
      fold: async () => (await import('../fold-spool.ts')).foldSpool(project),
      say: progress.say,
      ask: canAsk
        ? async (who, doubts) => {
            progress.stop();
            const { askOperator } = await import('../ask-operator.ts');
            return askOperator(who, doubts, await operators, world);
          }
        : undefined,
    });
    const known = await operators;
    const rendered =
      project.layout.rendered !== undefined && isLanded(result, request)
        ? await (await import('../site/render-after.ts')).renderAfter(project, world, result, request.push)
        : [];
    // Without a remote to wait for there is no time in which it could be had for nothing (ADR 0009).
    if (result.commit !== null && request.push)
      await refreshResume(world, globals, join(project.root, result.path));
    return {
      data: dataOf(result),
      diagnostics: [...result.diagnostics, ...rendered],
      exit: result.exit,
      human: (look) =>
        handoffText(result, known, look) + (request.dryRun ? `\n\n${planText(result, look)}` : ''),
    };
  },
});

/** Whether the record is committed: by this call, or by one that was stopped after that. */
const isLanded = (result: HandoffResult, { dryRun, commit }: HandoffRequest): boolean =>
  result.exit === 0 && !dryRun && commit && result.notCommitted === undefined;

/** Step 8: what `canon resume` shows next is made now. */
async function refreshResume(world: World, { operator, repo }: Globals, record: string): Promise<void> {
  const began = performance.timeOrigin + performance.now();
  // Seen so soon after it was written to, its folder could change once more and look the same: nothing would be kept.
  if (!isSettled(fileStamp(dirname(record)).stats, began)) return;
  const { refreshResumeCache } = await import('../../resume/resume.ts');
  await refreshResumeCache(world, { operator, repo, began });
}

function dataOf(result: HandoffResult): Record<string, unknown> {
  const { id, path, commit, push, telemetry, waiting, who, leftAlone, plan } = result;
  return {
    id,
    path,
    operator: who.slug,
    commit,
    pushed: push.pushed,
    telemetry: telemetry.telemetry,
    // Every invariant that was counted; without telemetry nothing was.
    invariants: result.invariants,
    waiting_on: waiting.map((item) => ({
      ref: `${id}#${item.id}`,
      text: item.text,
      for: item.for ?? who.slug,
    })),
    left_alone: leftAlone,
    ...(plan === undefined ? {} : { plan }),
  };
}
