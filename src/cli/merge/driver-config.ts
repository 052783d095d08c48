import { readConfig } from '../../git/config.ts';
import type { Repo } from '../../git/discover.ts';
import { DRIVER, DRIVER_COMMAND, DRIVER_NAME, isOwnDriver } from './driver-command.ts';

/** Whether this clone runs canon's merge driver: as this canon configures it, as another did, somebody's own, or none. */
export type DriverState = 'same' | 'older' | 'theirs' | 'none';

const SECTION = `merge.${DRIVER}`;

export async function driverState(repo: Repo): Promise<DriverState> {
  const found = (await readConfig(repo)).get(`${SECTION}.driver`);
  if (found === undefined) return 'none';
  if (found === DRIVER_COMMAND) return 'same';
  return isOwnDriver(found) ? 'older' : 'theirs';
}

/** Has every work tree of this clone run the driver. */
export async function setDriver(repo: Repo): Promise<void> {
  await repo.git.run(['config', '--local', `${SECTION}.name`, DRIVER_NAME]);
  await repo.git.run(['config', '--local', `${SECTION}.driver`, DRIVER_COMMAND]);
}

/** Takes the driver out of the clone's configuration. */
export async function unsetDriver(repo: Repo): Promise<void> {
  // 128: there is no such section in this file.
  await repo.git.run(['config', '--local', '--remove-section', SECTION], { ok: [0, 128] });
}
