import { localAround } from '../../store/kept.ts';
import { keepPayload } from '../../telemetry/spool.ts';
import type { World } from '../../world.ts';
import type { HookCall } from './hook-call.ts';

/** Keeps the payload of a tool call as `.canon/hook.sh` does, where the clone has a spool. */
export async function keepToolEvent(
  world: Pick<World, 'cwd' | 'env'>,
  { host }: HookCall,
  bytes: Buffer,
): Promise<void> {
  const local = localAround(world.env['CLAUDE_PROJECT_DIR'] ?? world.cwd);
  if (local !== undefined && bytes.length > 0) await keepPayload({ local }, host, bytes);
}
