import { PassThrough } from 'node:stream';
import { openProject, type Project } from '../../src/store/project.ts';
import type { Moment, World } from '../../src/world.ts';
import type { Sandbox } from './sandbox.ts';

/** 11 May 2026, 15:12:40 in Berlin. */
export const NOON: Moment = { ms: Date.UTC(2026, 4, 11, 13, 12, 40), offset: 120 };

/** A world as a command gets it: the sandbox's environment, a clock that stands still, streams to nowhere. */
export function worldOf(
  { env }: Pick<Sandbox, 'env'>,
  cwd: string,
  options: { env?: Record<string, string>; now?: Moment } = {},
): World {
  return {
    cwd,
    env: { ...env, ...options.env },
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    now: () => options.now ?? NOON,
  };
}

/** The project around a folder of the sandbox. */
export const projectAt = (box: Pick<Sandbox, 'env'>, cwd: string, repoFlag?: string): Promise<Project> =>
  openProject(worldOf(box, cwd), repoFlag);

/** The operators of the stories: Roman and Sergei. */
export const OPERATORS = `roman:  { initials: RT, name: Roman,  emails: [roman@example.com, r@example.org] }
sergei: { initials: SK, name: Sergei, emails: [sergei@example.com] }
`;
