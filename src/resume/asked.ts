import { type Asked, askedFrom } from '../store/kept.ts';

/** A request for a dashboard, or for what comes next, as it decides the answer; see `askedFrom`. */
export function askedIn(
  world: Pick<Asked, 'cwd' | 'env'>,
  request: { [K in 'operator' | 'ref' | 'repo' | 'day']?: string | undefined } & {
    readonly command?: 'resume' | 'next';
    readonly all?: boolean | undefined;
  },
): Asked | undefined {
  const { command = 'resume', operator = null, ref = null, all, repo, day } = request;
  return askedFrom(world, { command, words: [operator, ref, all === true], repo, day });
}
