import { spawnSync } from 'node:child_process';

// Half as much again as when there were nine rules: 10 and 4, 35 and 8.
const LIMITS = [
  [2000, 15, 6],
  [20000, 52.5, 12],
];

/** Every rule over every record: without any cache, and again while nothing has changed. */
export const cases = ({ canon, env, repository, forget }) =>
  LIMITS.flatMap(([sessions, cold, unchanged]) => {
    const place = (use) => repository(sessions, 'flat', use);
    const prepare = (use) => () => {
      // With the derived text that a repository in use has, so that there is something to compare.
      const { command, args, cwd } = canon(place(use), 'index');
      spawnSync(command, args, { cwd, env });
      spawnSync('git', ['add', '-A'], { cwd, env });
      spawnSync('git', ['commit', '-qm', 'Derived text'], { cwd, env });
      const run = canon(cwd, 'check');
      for (let i = 0; i < 2; i += 1) spawnSync(run.command, run.args, { cwd, env });
      return run;
    };
    const rounds = sessions > 2000 ? 5 : 9;
    return [
      {
        name: `check, ${sessions} sessions, unchanged`,
        limit: unchanged,
        required: true,
        rounds,
        prepare: prepare('check'),
      },
      {
        name: `check, ${sessions} sessions, cold`,
        limit: cold,
        required: true,
        rounds,
        // In a repository of its own: what it forgets would be missing in the runs of the other.
        prepare: prepare('check-cold'),
        before: () => forget(place('check-cold')),
      },
    ];
  });
