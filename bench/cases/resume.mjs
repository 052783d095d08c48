import { spawnSync } from 'node:child_process';
import { readerCases } from '../limits.mjs';

/** The dashboard of somebody who works there, from canon's caches and without any. */
export const cases = (context) => {
  const { canon, env, repository } = context;
  const hit = (sessions) => {
    const { command, args, cwd } = canon(repository(sessions), 'resume', '--json');
    spawnSync(command, args, { cwd, env });
    const done = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
    const { data } = JSON.parse(done.stdout);
    return data?.cache?.hit === true ? undefined : 'the cache was not hit';
  };
  return readerCases('resume', ['resume'], context, hit);
};
