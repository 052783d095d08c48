import { hostSession } from '../../host/session.ts';
import { listClaims } from '../../identity/claims.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';

/** The id that is claimed for the agent session that this command runs in, for the trailer of a commit; else `none`. */
export async function sessionAtWork(
  project: Pick<Project, 'local'>,
  { env }: Pick<World, 'env'>,
): Promise<string> {
  const host = hostSession(env);
  if (host === undefined) return 'none';
  const claims = await listClaims(project);
  return claims.find((one) => one.hostSession === host.id)?.id ?? 'none';
}
