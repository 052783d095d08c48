import { EDITORS } from '../../host/editor/index.ts';
import { HOST_NAMES } from '../../host/index.ts';
import { defineCommand } from '../command.ts';
import { applyInit } from '../init/apply.ts';
import { commandFor } from '../init/command-for.ts';
import { configureDriver } from '../init/driver.ts';
import { gitFacts } from '../init/git-facts.ts';
import { notesOf } from '../init/notes.ts';
import type { Step } from '../init/plan.ts';
import { prepareInit } from '../init/prepare.ts';
import { initText } from '../init/text.ts';
import { hookPlace } from '../git-hooks/place.ts';
import { applyHook, planHook } from '../git-hooks/plan.ts';
import { hookData, hookLines } from '../git-hooks/text.ts';

/** `canon init` */
export const command = defineCommand({
  name: 'init',
  usage: ['init [--host NAME]… [--git-hooks] [--dry-run]', 'init [--obsidian] [--vscode]'],
  about: [
    'Sets a repository up: .canon/ with its configuration, the operators (you, from your git identity) and a launcher; the folders of the records with their INDEX.md; lines in .gitattributes, and the merge driver that they name in the configuration of this clone; the skills /resume, /plan, /build, /audit and /handoff, with one of each for every operator; hooks in the settings of Claude Code and Codex, beside those that are there.',
    'Run it again after an update of canon or a new operator: it brings up to date what it installed and nobody changed, and keeps what people changed. It commits nothing, and ends with the command that commits exactly what it wrote.',
    'Skills go to .agents/skills, which many hosts read, and to .claude/skills where Claude Code is found: .claude, CLAUDE.md or ~/.claude is there, or `claude` is on PATH. Where no host is found at all, to both. Hooks go to .claude/settings.json with them, and to .codex/hooks.json where Codex is found: .codex or ~/.codex is there, or `codex` is on PATH. `canon uninstall` takes everything away again.',
    'With --obsidian the project opens as a good vault, with --vscode as a good folder: settings that are missing, beside those that are there. A later `canon init` keeps them up to date. Nothing else needs them.',
    'With --git-hooks it also puts `canon check --staged` into the pre-commit hook of this clone, beside what is there: it shows what a commit would break, and lets it pass unless `check.hook: block` is set. Where husky, lefthook, pre-commit or another manager looks after the hooks, it prints the line to add.',
    'With --repo DIR a folder below the top of the repository becomes a project of its own.',
  ],
  args: [],
  flags: {
    host: {
      values: HOST_NAMES,
      many: true,
      brief: 'install for this host, whatever is found; again for more',
    },
    obsidian: { brief: 'settings, property types and tables for Obsidian' },
    vscode: { brief: 'schemas for .canon/*.yaml and a check task for VS Code' },
    gitHooks: { brief: 'check what is staged before each commit in this clone' },
    dryRun: { brief: 'say what would be written, and write nothing' },
  },
  examples: [
    ['canon init', 'set up, or bring up to date'],
    ['canon init --dry-run', 'what it would do'],
    ['canon init --obsidian', 'the same, and a vault for Obsidian'],
    ['canon init --git-hooks', 'and check what is staged before each commit'],
    ['canon init --host claude-code --host agents', 'for both, on a machine that has neither'],
  ],
  async run(context, flags) {
    const { world, globals } = context;
    const { repo, operator } = globals;
    const prepared = await prepareInit(world, {
      repo,
      operator,
      hosts: flags.host ?? [],
      editors: EDITORS.map(({ name }) => name).filter((name) => flags[name] === true),
      dryRun: flags.dryRun === true,
    });
    const { project, plan } = prepared;
    const dryRun = flags.dryRun === true;
    const git = await gitFacts(project, plan.steps, plan.installed, prepared.shared);
    const hook = flags.gitHooks === true ? planHook(await hookPlace(project), project.prefix) : undefined;
    if (!dryRun) await applyInit(project, plan);
    const isDriverDue = prepared.driver === 'none' || prepared.driver === 'older';
    const driver = isDriverDue && !dryRun ? await configureDriver(project) : [];
    if (hook && !dryRun) await applyHook(hook);
    const commit = dryRun ? undefined : commandFor(world, prepared, git);
    const pathsOf = (...acts: Step['act'][]): string[] =>
      plan.steps.flatMap(({ act, path }) => (acts.includes(act) ? [path] : []));
    const ofKeep = (...whys: string[]): string[] =>
      plan.steps.flatMap((step) => (step.act === 'keep' && whys.includes(step.why) ? [step.path] : []));
    return {
      data: {
        root: project.root,
        written: pathsOf('write', 'update'),
        removed: pathsOf('remove'),
        kept: ofKeep('changed', 'newer', 'unreadable'),
        unchanged: ofKeep('same', 'yours'),
        hosts: prepared.hosts.map(({ host }) => host.name),
        editors: prepared.editors.map(({ name }) => name),
        operators: prepared.operators.map(({ slug, initials }) => ({ slug, initials })),
        merge_driver: isDriverDue ? 'set' : prepared.driver === 'theirs' ? 'kept' : 'unchanged',
        commit_command: commit ?? null,
        git_hook: hookData(hook),
        dry_run: dryRun,
      },
      diagnostics: [...prepared.diagnostics, ...notesOf(git, plan.steps), ...driver],
      human: (look) =>
        [
          initText(prepared, { dryRun, commit }, look),
          ...(hook ? ['', ...hookLines(hook, dryRun, look)] : []),
        ].join('\n'),
    };
  },
});
