import { spawnSync } from 'node:child_process';

const LIMITS = [
  [65, 1.7, 2.5],
  [2000, 2, 4],
  [20000, 2.5, 12],
];

/** The dashboard of somebody who works there, from canon's caches and without any. */
export const cases = ({ canon, env, repository, forget }) =>
  LIMITS.flatMap(([sessions, cached, cold]) => {
    const prepare = () => canon(repository(sessions), 'resume');
    const hit = () => {
      const { command, args, cwd } = canon(repository(sessions), 'resume', '--json');
      spawnSync(command, args, { cwd, env });
      const done = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
      const { data } = JSON.parse(done.stdout);
      return data?.cache?.hit === true ? undefined : 'the cache was not hit';
    };
    const rounds = sessions > 2000 ? 9 : undefined;
    return [
      { name: `resume, ${sessions} sessions, cached`, limit: cached, required: true, prepare, check: hit },
      {
        name: `resume, ${sessions} sessions, cold`,
        limit: cold,
        required: true,
        rounds,
        // In a repository of its own: what it forgets would be missing in the runs of the others.
        prepare: () => canon(repository(sessions, 'flat', 'cold'), 'resume'),
        before: () => forget(repository(sessions, 'flat', 'cold')),
      },
    ];
  });
