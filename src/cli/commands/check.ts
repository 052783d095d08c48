import { check, type CheckResult } from '../../check/check.ts';
import { checkCached } from '../../check/cache.ts';
import { applyFixes, type Fix, planFixes } from '../../check/fix.ts';
import { unknownRules } from '../../check/unknown-rules.ts';
import { openProject, type Project } from '../../store/project.ts';
import { readRows } from '../../store/rows.ts';
import { defineCommand } from '../command.ts';
import { findingsText } from '../output/findings.ts';
import { diagnosticToJson } from '../output/json.ts';

/** `canon check` */
export const command = defineCommand({
  name: 'check',
  usage: ['check [--fix [--dry-run]]'],
  about: [
    'Reads every record and says what is wrong with it: where, why, and how to mend it. Each rule has a name and a weight; `check.rules` in .canon/config.yaml sets the weight or turns the rule off.',
    'Exits 1 when there are errors or warnings. Writes nothing unless --fix is given.',
  ],
  args: [],
  flags: {
    fix: { brief: 'mend what is safe to mend: key order, derived text' },
    dryRun: { brief: 'with --fix: say which files would change' },
  },
  examples: [
    ['canon check', 'what is wrong, and how to mend it'],
    ['canon check --fix', 'mend what is safe, then tell the rest'],
    ['canon check --json', 'for another program'],
  ],
  async run({ world, globals, progress }, flags) {
    const project = await openProject(world, globals.repo, { readOnly: flags.dryRun === true });
    progress.say('Reading the records');
    let result = await checkCached(project, world.now());
    const fixes = flags.fix === true ? await fixesFor(project, result) : [];
    if (fixes.length > 0 && flags.dryRun !== true) {
      await applyFixes(project, fixes);
      ({ result } = await check(project, undefined, world.now()));
    }
    const { findings, records } = result;
    const fixed = fixes.map(({ path }) => path);
    return {
      data: {
        findings: findings.map(diagnosticToJson),
        records,
        fixed: flags.dryRun === true ? [] : fixed,
        ...(flags.dryRun === true ? { would_fix: fixed } : {}),
      },
      diagnostics: [...project.diagnostics, ...unknownRules(project.config)],
      exit: findings.some(({ severity }) => severity !== 'info') ? 1 : 0,
      human: (look) => findingsText({ findings, records, fixed, dryRun: flags.dryRun === true }, look),
    };
  },
});

const fixesFor = (project: Project, result: CheckResult): Promise<Fix[]> =>
  planFixes(project, result.findings, async () => (await readRows(project)).all());
