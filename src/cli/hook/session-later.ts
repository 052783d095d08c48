import type { Lifecycle } from '../../host/lifecycle.ts';
import { findSite, openProject } from '../../store/project.ts';
import { hasSpool } from '../../store/spool.ts';
import { noteFired } from '../../telemetry/fired.ts';
import type { World } from '../../world.ts';
import type { HookCall } from './hook-call.ts';
import { noteLater } from './note.ts';
import { ON_TRIAL } from './on-trial.ts';

/**
 * PreCompact, SessionEnd and Stop: how far a session had come is noted, then what was recorded is folded. The
 * hooks of an end share a second and a half: the note comes first, and a fold that is cut off is done again.
 */
export async function sessionLater(
  world: World,
  call: HookCall,
  session: Lifecycle | undefined,
): Promise<void> {
  const site = await findSite(world);
  if (!site.initialized) return;
  const noted = call.event === 'PreCompact' || call.event === 'SessionEnd';
  if (noted && session !== undefined) await noteLater(site, world, call, session);
  // It tells of no session, so no journal says that it ran.
  if (call.event === 'Stop' && hasSpool(site) && !world.env[ON_TRIAL])
    noteFired(site, call.host, call.event, Date.now());
  // Somebody else who folds at this moment does it for this one, too.
  const { foldSpool } = await import('../fold-spool.ts');
  await foldSpool(site, { wait: false });
  // With telemetry turned off meanwhile, this takes the spool away, now that nothing waits in it.
  await openProject(world);
}
