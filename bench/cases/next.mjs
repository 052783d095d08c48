import { spawnSync } from 'node:child_process';
import { readerCases } from '../limits.mjs';

/** The next open task of the most important active workstream, with all that an agent is told of it. */
export const cases = (context) => {
  const { canon, env, repository } = context;
  const found = (sessions) => {
    const { command, args, cwd } = canon(repository(sessions), 'next', '--json');
    const { stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
    return JSON.parse(stdout || '{}').data?.task?.id === undefined
      ? `no task was found: ${stderr}`
      : undefined;
  };
  return readerCases('next', ['next'], context, found);
};
