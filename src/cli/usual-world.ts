import { userInfo } from 'node:os';
import { delimiter, isAbsolute } from 'node:path';
import type { World } from '../world.ts';

/** Where programs are, for whom cron or launchd has told little: git is one of them. */
const USUAL = ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin', '/opt/local/bin'];

/** The world with what a schedule may not have told: where programs are, and where the user's home is. */
export function withUsual(given: World): World {
  const world = withHome(given);
  const known = (world.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const path = [...known, ...USUAL.filter((folder) => !known.includes(folder))].join(delimiter);
  return withEnv(world, { PATH: path });
}

/** The world with a HOME, where none is set that could be one: what the system has down for the user. */
export function withHome(world: World): World {
  const { env } = world;
  const home = env['HOME'] || env['USERPROFILE'] || '';
  if (isAbsolute(home)) return env['HOME'] === '' ? withEnv(world, { HOME: home }) : world;
  const known = homeOfUser();
  return known === undefined ? world : withEnv(world, { HOME: known });
}

// Not spread: the streams are looked up when they are used.
const withEnv = (world: World, more: World['env']): World =>
  Object.create(world, { env: { value: { ...world.env, ...more }, enumerable: true } }) as World;

function homeOfUser(): string | undefined {
  try {
    // Not `homedir`, which believes an empty HOME.
    const { homedir } = userInfo();
    return isAbsolute(homedir) ? homedir : undefined;
  } catch {
    // A user that the system does not know, as in some containers.
    return undefined;
  }
}
