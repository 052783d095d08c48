import { keepRun } from '../../evidence/keep.ts';
import { keepEnding, lastLines } from '../../evidence/last-lines.ts';
import type { Holder } from '../../evidence/file.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { hostSession } from '../../host/session.ts';
import { whoami } from '../../identity/whoami.ts';
import { openProject, type Project } from '../../store/project.ts';
import { safeText } from '../../text/safe.ts';
import { shellWords } from '../../text/shell-words.ts';
import { defineCommand, type Context, type Outcome } from '../command.ts';
import { runCheck } from '../verify/run-check.ts';
import { stateOf } from '../verify/state.ts';

/** `canon verify -- COMMAND` */
export const command = defineCommand({
  name: 'verify',
  usage: ['verify -- COMMAND [ARG…]'],
  about: [
    'Runs a check, shows what it says as it says it, and keeps how it ended as evidence for the session at work: command, exit code, commit, whether tracked files differed from it, how long it took and its last lines. The next handoff writes it into Verification.',
    'COMMAND runs in this folder, with this environment and this standard input, and without a shell; for what only a shell can do: sh -c "…". What looks like a secret is taken out before anything is kept, and nothing of the environment is. Evidence is local to this work tree until it is handed off.',
    'Its own exit code is 0 if COMMAND passed, 1 if it failed, 2 if it could not be started or was interrupted; then nothing is kept.',
  ],
  args: [{ name: 'COMMAND', brief: 'what to run, with its arguments as they are', many: true }],
  flags: { dryRun: { brief: 'say what would be run and on what, and run nothing' } },
  examples: [
    ['canon verify -- npm test', 'the usual way'],
    ["canon verify -- sh -c 'npm test && npm run lint'", 'what needs a shell'],
    ['canon verify --json -- make check', 'for a program: what make says goes to stderr'],
  ],
  async run(context, flags, argv) {
    const { world, globals, progress } = context;
    const dryRun = flags.dryRun === true;
    const project = await openProject(world, globals.repo, { readOnly: dryRun });
    if (argv[0] === '') throw new CanonError('E_VERIFY_NOT_FOUND', { data: { command: '', line: "''" } });
    const [holder, before] = await Promise.all([holderOf(project, context), stateOf(project)]);
    if (dryRun) {
      const data = {
        command: shellWords(argv),
        exit_code: null,
        ...before,
        duration_ms: null,
        dry_run: true,
      };
      return {
        data,
        diagnostics: project.diagnostics,
        human: (look) => `Would run ${look.bold(data.command)} on ${onWhat(before)}, and keep how it ends.`,
      };
    }
    progress.stop();
    const ending = keepEnding();
    const t = world.now().ms;
    const call = { argv, world, toStderr: globals.json, hear: (bytes: Buffer) => ending.add(bytes) };
    const { exit, ms, interrupted, openLine } = await runCheck(call);
    if (openLine && world.stderr.isTTY === true) world.stderr.write('\n');
    if (interrupted !== undefined)
      throw new CanonError('E_VERIFY_INTERRUPTED', { data: { signal: interrupted }, changed: true });
    const after = await stateOf(project).catch(() => undefined);
    // Of a commit that was made meanwhile nobody knows which half ran before it.
    const dirty = before.dirty || after === undefined || after.dirty || after.commit !== before.commit;
    const [words, said] = await Promise.all([
      withoutSecrets(project, argv, (word) => safeText(word)),
      withoutSecrets(project, [ending.text()], (text) => lastLines(text).join('\n')),
    ]);
    const run = {
      command: shellWords(words ?? argv.slice(0, 1)),
      exit,
      commit: before.commit,
      dirty,
      ms,
    };
    const last = lastLines(said?.[0] ?? '');
    const unkept = await keep(project, holder, { e: 'run', t, ...run, last, worktree: project.top });
    return outcomeOf(project, run, unkept);
  },
});

type Ran = Pick<Parameters<typeof keepRun>[2], 'command' | 'exit' | 'commit' | 'dirty' | 'ms'>;

/** The agent's session that this runs in, else the operator. */
async function holderOf(project: Project, { world, globals }: Context): Promise<Holder> {
  const host = hostSession(world.env);
  if (host !== undefined) return { hostSession: host.id };
  return { operator: (await whoami(project, world, globals.operator)).slug };
}

/**
 * Texts without what looks like a secret, as they are and as `seen` has them: a colour in the midst of a token, or an
 * escape before it, hides it until it is taken out. Undefined where the search itself failed: then nothing is kept.
 */
async function withoutSecrets(
  project: Project,
  texts: readonly string[],
  seen: (text: string) => string,
): Promise<string[] | undefined> {
  const { withoutSecrets: take } = await import('../../secrets/redact.ts');
  try {
    const clean = await take(texts, project.config);
    const shown = clean.map(seen);
    const found = await take(shown, project.config);
    return clean.map((text, at) => (found[at] === shown[at] ? text : (found[at] ?? '')));
  } catch {
    return undefined;
  }
}

/** The run has happened, whatever becomes of its evidence: why there is none is said beside it. */
async function keep(...of: Parameters<typeof keepRun>): Promise<Diagnostic | undefined> {
  try {
    await keepRun(...of);
    return undefined;
  } catch (error) {
    const reason =
      error instanceof CanonError ? error.code : ((error as NodeJS.ErrnoException).code ?? String(error));
    return { code: 'verify-not-kept', severity: 'warning', args: { reason } };
  }
}

function outcomeOf(project: Project, run: Ran, unkept: Diagnostic | undefined): Outcome {
  const { command, exit, commit, dirty, ms } = run;
  const told: Diagnostic = {
    code: exit === 0 ? 'verify-passed' : 'verify-failed',
    severity: 'info',
    args: { command, exit, on: onWhat(run), seconds: (ms / 1000).toFixed(1) },
  };
  return {
    data: { command, exit_code: exit, commit, dirty, duration_ms: ms, kept: unkept === undefined },
    diagnostics: [...project.diagnostics, ...(unkept ? [unkept] : []), told],
    exit: exit === 0 ? 0 : 1,
    // Standard output is the command's own.
    human: () => '',
  };
}

const onWhat = ({ commit, dirty }: Pick<Ran, 'commit' | 'dirty'>): string =>
  `${commit === null ? 'no commit yet' : commit.slice(0, 7)}${dirty ? ' with changes' : ''}`;
