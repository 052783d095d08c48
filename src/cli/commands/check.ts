import { rulesBy } from '../../check/rules/index.ts';
import { unknownRules } from '../../check/unknown-rules.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { openProject, type Project } from '../../store/project.ts';
import { type Checked, checkHere, checkIndex } from '../check/findings.ts';
import { hookMode, hookText } from '../check/hook.ts';
import { hookUnchecked } from '../check/hook-unchecked.ts';
import { type Context, defineCommand, type Outcome } from '../command.ts';
import { findingsText } from '../output/findings.ts';
import { diagnosticToJson, envelope } from '../output/json.ts';

const FORMATS = ['text', 'json', 'github', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

/** `canon check` */
export const command = defineCommand({
  name: 'check',
  usage: ['check [--format FORMAT]', 'check --fix [--dry-run]', 'check --staged [--format FORMAT]'],
  about: [
    'Reads every record and says what is wrong with it: where, why, and how to mend it. Each rule has a name and a weight; `check.rules` in .canon/config.yaml sets the weight or turns the rule off.',
    'With --staged it checks what is about to be committed, as the index has it: the records that are staged, and what they break. `canon init --git-hooks` installs a pre-commit hook that does.',
    'Exits 1 when there are errors or warnings. Writes nothing unless --fix is given.',
  ],
  args: [],
  flags: {
    fix: { brief: 'mend what is safe to mend: key order, one-sided successions, derived text' },
    dryRun: { brief: 'with --fix: say which files would change' },
    staged: { brief: 'only what is staged, as it is in the index' },
    format: { values: FORMATS, brief: 'text; json; github, for annotations in its workflows; sarif 2.1.0' },
    hook: {
      hidden: true,
      brief: 'as the pre-commit hook: quiet without a finding, and `check.hook` decides',
    },
  },
  examples: [
    ['canon check', 'what is wrong, and how to mend it'],
    ['canon check --fix', 'mend what is safe, then tell the rest'],
    ['canon check --staged', 'before a commit'],
    ['canon check --format github', 'in a workflow: findings at their lines'],
    ['canon check --json', 'for another program'],
  ],
  async run(context, flags) {
    const checked = runCheck(context, flags);
    if (flags.hook !== true) return checked;
    const { world, globals } = context;
    return checked.catch((error: unknown) => {
      if (error instanceof CanonError)
        return hookUnchecked(world, globals.repo, error, dataOf(NOTHING, false));
      throw error;
    });
  },
});

interface CheckFlags {
  readonly fix?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly staged?: boolean | undefined;
  readonly hook?: boolean | undefined;
  readonly format?: Format | undefined;
}

async function runCheck({ world, globals, progress }: Context, flags: CheckFlags): Promise<Outcome> {
  const [fix, dryRun, hook] = [flags.fix === true, flags.dryRun === true, flags.hook === true];
  const staged = hook || flags.staged === true;
  if (staged && fix) throw new CanonError('E_FIX_STAGED');
  const project = await openProject(world, globals.repo, { readOnly: dryRun });
  const mode = hook ? hookMode(project.config, world.env) : undefined;
  if (mode === 'off') return { data: dataOf(NOTHING, false), human: () => '' };
  progress.say('Reading the records');
  const checked = staged
    ? await checkIndex(project, world)
    : await checkHere(project, world, { fix, dryRun });
  const { findings } = checked;
  const exit = findings.some(({ severity }) => severity !== 'info') && mode !== 'warn' ? 1 : 0;
  const diagnostics = hook ? [] : [...project.diagnostics, ...unknownRules(project.config)];
  const outcome: Outcome = {
    data: dataOf(checked, dryRun),
    diagnostics,
    exit,
    human: (look) => (mode ? hookText(checked, mode, look) : findingsText({ ...checked, dryRun }, look)),
  };
  return formatted(outcome, flags.format ?? 'text', { project, checked, diagnostics });
}

const NOTHING: Checked = { findings: [], records: 0, fixed: [] };

const dataOf = ({ findings, records, fixed }: Checked, dryRun: boolean): Record<string, unknown> => ({
  findings: findings.map(diagnosticToJson),
  records,
  fixed: dryRun ? [] : fixed,
  ...(dryRun ? { would_fix: fixed } : {}),
});

/** The outcome as another format has it. */
async function formatted(
  outcome: Outcome,
  format: Format,
  seen: { project: Project; checked: Checked; diagnostics: readonly Diagnostic[] },
): Promise<Outcome> {
  const { prefix, config } = seen.project;
  const { findings, records } = seen.checked;
  switch (format) {
    case 'text':
      return outcome;
    case 'json':
      return { ...outcome, diagnostics: [], raw: envelope('check', outcome.data, seen.diagnostics) };
    case 'github': {
      const { githubText } = await import('../check/github.ts');
      return { ...outcome, raw: githubText(findings, records, prefix) };
    }
    case 'sarif': {
      const { sarifText } = await import('../check/sarif.ts');
      return { ...outcome, raw: sarifText(findings, rulesBy(config.check.rules), prefix) };
    }
  }
}
