import { argv, execPath, platform } from 'node:process';
import { resolve } from 'node:path';
import { CanonError } from '../../fault/error.ts';
import { openProject } from '../../store/project.ts';
import { finishFirst } from '../changes/finish-first.ts';
import { defineCommand } from '../command.ts';
import { durationOf } from '../sweep/duration.ts';
import { withUsual } from '../usual-world.ts';

/** `canon sweep` */
export const command = defineCommand({
  name: 'sweep',
  usage: [
    'sweep [--idle 15m] [--dry-run | --no-commit]',
    'sweep --install [--every 15m] [--idle 15m] [--dry-run]',
    'sweep --uninstall [--dry-run]',
  ],
  about: [
    "Makes records of agent sessions that nobody has handed off, once they have been idle for a while: when, on which branch, which commits and files, what was called, what was left open. It reads what the hosts keep of this repository's sessions and what canon's hooks recorded, as `canon import transcripts` does.",
    'A later handoff of such a session takes the record over; `resume` shows records that somebody wrote first. Nothing is pushed.',
    'It may be run by a schedule: it asks nothing, says nothing where there is nothing to do, and never runs twice at once. --install writes the schedule, for launchd or systemd, and says how to start it where it cannot do that itself.',
  ],
  args: [],
  flags: {
    idle: { value: 'TIME', brief: 'sessions without an event for so long: 90s, 15m (default), 2h' },
    dryRun: { brief: 'say what would be done, and change nothing' },
    noCommit: { brief: 'write the records, commit nothing' },
    install: { brief: 'make it run by itself, for this work tree' },
    every: { value: 'TIME', brief: 'how often then: 15m (default), 2h' },
    uninstall: { brief: 'remove what --install wrote and nobody changed' },
  },
  examples: [
    ['canon sweep', 'records of the sessions that were left'],
    ['canon sweep --idle 2h --dry-run', 'what there would be'],
    ['canon sweep --install', 'every quarter of an hour, by itself'],
  ],
  async run({ world: given, globals, progress }, flags) {
    const world = withUsual(given);
    const { install, uninstall } = flags;
    const dryRun = flags.dryRun === true;
    refuseTwo([
      ['--install', install],
      ['--uninstall', uninstall],
      ['--no-commit', flags.noCommit],
    ]);
    if (!install && flags.every !== undefined)
      throw new CanonError('E_SWEEP_OPTIONS', { data: { one: '--every', other: 'a sweep of now' } });
    const idle = durationOf(flags.idle ?? '15m', '--idle');
    const every = durationOf(flags.every ?? '15m', '--every', 60_000);
    const opened = await openProject(world, globals.repo, { readOnly: dryRun });
    if (install || uninstall) {
      const schedules = await import('../sweep/install.ts');
      const machine = { platform, env: world.env, node: execPath, canon: resolve(argv[1] ?? execPath) };
      if (!opened.initialized) throw new CanonError('E_IMPORT_NOT_SET_UP');
      const scheduled = install
        ? await schedules.install(opened, machine, { idle, every, dryRun })
        : await schedules.uninstall(opened, machine, dryRun);
      const { scheduledText } = await import('../sweep/text.ts');
      const { manager, files, commands, done, diagnostics } = scheduled;
      return {
        data: { manager, files, commands, done },
        diagnostics: [...opened.diagnostics, ...diagnostics],
        exit: diagnostics.length > 0 ? 1 : 0,
        human: (look) => scheduledText(scheduled, { dryRun, installs: install === true }, look),
      };
    }
    if (!opened.initialized) throw new CanonError('E_IMPORT_NOT_SET_UP');
    const project = await finishFirst(opened, world, dryRun);
    const { sweep } = await import('../sweep/sweep.ts');
    return sweep(project, world, {
      operator: globals.operator,
      idle,
      dryRun,
      commit: flags.noCommit !== true,
      progress,
    });
  },
});

function refuseTwo(given: readonly (readonly [name: string, is: boolean | undefined])[]): void {
  const [one, other] = given.filter(([, is]) => is === true).map(([name]) => name);
  if (one !== undefined && other !== undefined)
    throw new CanonError('E_SWEEP_OPTIONS', { data: { one, other } });
}
