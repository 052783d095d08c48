import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leanStatus } from '../git/status-lean.ts';
import type { Status } from '../git/status.ts';
import type { World } from '../world.ts';
import { pageOf } from './page-of.ts';
import type { Page } from './page.ts';
import { askedIn, kindAt, type Kept, keptName, localAround, stampAt } from './kept.ts';
import { BUILD } from '../store/build.ts';

/** An answer that was kept. It may be drawn while git is still at work, and shown once it is known to hold. */
export interface QuickPage {
  readonly page: Page;
  readonly holds: Promise<boolean>;
}

/**
 * The answer of the last time, if everything that it depends on is as it was; otherwise undefined, or one
 * that does not hold, and the long way has to be gone. One git process, and nothing loaded but what draws.
 */
export function quickPage(
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  request: Parameters<typeof askedIn>[1] & { readonly hostSession?: string | undefined },
): QuickPage | undefined {
  const asked = askedIn(world, request);
  const local = asked && localAround(asked.cwd);
  if (asked === undefined || local === undefined) return undefined;
  const name = keptName(local, asked);
  const kept = read(name.file);
  if (kept === undefined || kept.made !== BUILD || kept.key !== name.key) return undefined;
  if (!kept.kinds.every(([path, kind]) => kindAt(path) === kind)) return undefined;
  // Before git is started: looking costs less than a millisecond, and a git whose answer nobody needs ten.
  if (!kept.files.every(([path, stamp]) => stampAt(path).stamp === stamp)) return undefined;
  const answer = leanStatus(kept.top, world.env, join(dirname(name.file), `status-${nonce()}.tmp`));
  const status = JSON.parse(kept.status) as Status;
  const at = { root: kept.root, status, operator: kept.operator, now: world.now() };
  return {
    page: pageOf(at, kept.found, { all: asked.all, hit: true, asking: request.hostSession }),
    holds: answer.then((now) => now !== undefined && JSON.stringify(now) === kept.status),
  };
}

function read(file: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept | null;
    return typeof kept === 'object' && kept !== null ? kept : undefined;
  } catch {
    return undefined;
  }
}

const nonce = (): string => Math.random().toString(36).slice(2);
