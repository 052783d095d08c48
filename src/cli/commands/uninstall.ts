import { argv, execPath, platform } from 'node:process';
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { EDITORS } from '../../host/editor/index.ts';
import { HOST_NAMES, HOSTS } from '../../host/index.ts';
import { defineCommand } from '../command.ts';
import { applySteps } from '../init/apply.ts';
import { commitCommand } from '../init/commit-command.ts';
import { gitFacts } from '../init/git-facts.ts';
import { MANIFEST_PATH } from '../init/manifest.ts';
import { prepareUninstall } from '../uninstall/prepare.ts';
import { unsetDriver } from '../merge/driver-config.ts';
import { uninstallText } from '../uninstall/text.ts';
import { hookPlaces } from '../git-hooks/place.ts';
import { applyHook, planNoHook } from '../git-hooks/plan.ts';
import { hookData, hookLines } from '../git-hooks/text.ts';
import { withUsual } from '../usual-world.ts';

/** `canon uninstall` */
export const command = defineCommand({
  name: 'uninstall',
  usage: ['uninstall [--host NAME]… [--obsidian] [--vscode] [--dry-run]'],
  about: [
    'Takes away what `canon init` installed and nobody changed: skills, the hooks in the settings of hosts, lines in .gitattributes, its part of the pre-commit hook, the schedule that `canon sweep --install` made for this work tree, .canon/ and index files without records. What somebody changed stays, and is named.',
    'Every record stays, and where there are records, also their INDEX.md, .canon/config.yaml and .canon/operators.yaml. It commits nothing, and ends with the command that commits exactly what it did.',
    'With --host only what that host reads: its skills and its hooks. With --obsidian or --vscode only what that editor reads.',
  ],
  args: [],
  flags: {
    host: { values: HOST_NAMES, many: true, brief: 'take it out of this host only; again for more' },
    obsidian: { brief: 'take it out of Obsidian only' },
    vscode: { brief: 'take it out of VS Code only' },
    dryRun: { brief: 'say what would be removed, and remove nothing' },
  },
  examples: [
    ['canon uninstall --dry-run', 'what it would do'],
    ['canon uninstall', 'take canon out of this repository'],
    ['canon uninstall --host codex', 'the hooks of Codex only'],
  ],
  async run({ world, globals }, flags) {
    const hosts = flags.host ?? [];
    const editors = EDITORS.filter(({ name }) => flags[name] === true);
    const dryRun = flags.dryRun === true;
    const prepared = await prepareUninstall(world, {
      repo: globals.repo,
      hosts,
      editors: editors.map(({ name }) => name),
    });
    const { project, plan, shared } = prepared;
    const steps = plan?.steps ?? [];
    const git = await gitFacts(project, steps, [], shared);
    const places = hosts.length > 0 || editors.length > 0 ? [] : await hookPlaces(project);
    const hooks = places.flatMap((place) => planNoHook(place, project.prefix) ?? []);
    if (!dryRun) await applySteps(project, steps);
    if (!dryRun && prepared.driver) await unsetDriver(project.repo);
    if (!dryRun) for (const hook of hooks) await applyHook(hook);
    // It would go on to make records in a repository that canon was taken out of.
    const { scheduleFiles, uninstall } = await import('../sweep/install.ts');
    const machine = {
      platform,
      env: withUsual(world).env,
      node: execPath,
      canon: resolve(argv[1] ?? execPath),
    };
    const isWhole = hosts.length === 0 && editors.length === 0;
    const schedule =
      isWhole && scheduleFiles(project).length > 0 ? await uninstall(project, machine, dryRun) : undefined;
    const { scheduledText } = await import('../sweep/text.ts');
    const from = relative(world.cwd, project.root);
    const titles = [...HOSTS.filter(({ name }) => hosts.includes(name)), ...editors].map(
      ({ title }) => title,
    );
    const commit = dryRun
      ? undefined
      : commitCommand({
          written: git.add,
          removed: git.drop,
          modeless: git.modeless,
          executables: [],
          message: titles.length > 0 ? `Take canon out of ${titles.join(' and ')}` : 'Take canon out',
          ...(from === '' ? {} : { from: from.startsWith('-') ? `./${from}` : from }),
          isOnlyOurs: () => false,
        });
    const pathsOf = (act: string): string[] => steps.flatMap((step) => (step.act === act ? [step.path] : []));
    return {
      data: {
        root: project.root,
        removed: pathsOf('remove'),
        edited: pathsOf('update').filter((path) => path !== MANIFEST_PATH),
        kept: steps.flatMap((step) => (step.act === 'keep' ? [{ path: step.path, why: step.why }] : [])),
        merge_driver: prepared.driver ? 'removed' : 'unchanged',
        commit_command: commit ?? null,
        git_hook: hookData(hooks[0]),
        schedule: schedule ? { files: schedule.files, commands: schedule.commands } : null,
        dry_run: dryRun,
      },
      diagnostics: [
        ...project.diagnostics,
        ...(plan || prepared.driver
          ? (plan?.diagnostics ?? [])
          : [{ code: 'uninstall-nothing', severity: 'info' } as const]),
        ...(schedule?.diagnostics ?? []),
        ...git.dirty.map((path): Diagnostic => ({
          code: 'uninstall-left-uncommitted',
          severity: 'info',
          path,
        })),
      ],
      human: (look) =>
        [
          uninstallText(prepared, { dryRun, commit }, look),
          ...hooks.flatMap((hook) => ['', ...hookLines(hook, dryRun, look)]),
          ...(schedule
            ? ['', 'The schedule of canon sweep:', scheduledText(schedule, { dryRun, installs: false }, look)]
            : []),
        ].join('\n'),
    };
  },
});
