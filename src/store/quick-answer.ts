import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leanStatus } from '../git/status-lean.ts';
import type { Status } from '../git/status.ts';
import { BUILD } from './build.ts';
import { type Asked, kindAt, type Kept, keptName, localAround, stampAt, type Stamped } from './kept.ts';

/** What was kept. It may be drawn while git is still at work, and shown once it is known to hold. */
export interface QuickAnswer<Found> {
  readonly kept: Kept<Found>;
  readonly status: Status;
  readonly holds: Promise<boolean>;
}

/** So many files are looked at before git is: what an answer is made from comes first. */
const FEW = 100;

/**
 * The answer of the last time, if everything that it depends on is as it was; otherwise undefined, or one
 * that does not hold, and the long way has to be gone. One git process, and nothing loaded but this.
 */
export function quickAnswer<Found>(asked: Asked): QuickAnswer<Found> | undefined {
  const local = localAround(asked.cwd);
  if (local === undefined) return undefined;
  const name = keptName(local, asked);
  const kept = read<Found>(name.file);
  if (kept === undefined || kept.made !== BUILD || kept.key !== name.key) return undefined;
  try {
    if (!kept.kinds.every(([path, kind]) => kindAt(path) === kind)) return undefined;
    const holds = ([path, stamp]: Stamped): boolean => stampAt(path).stamp === stamp;
    // Before git is started: looking costs less than a millisecond, and a git whose answer nobody needs ten.
    if (!kept.files.slice(0, FEW).every(holds)) return undefined;
    const status = JSON.parse(kept.status) as Status;
    const answer = leanStatus(kept.top, asked.env, join(dirname(name.file), `status-${nonce()}.tmp`));
    // What a site consists of are thousands: they are looked at while git works.
    if (!kept.files.slice(FEW).every(holds)) return undefined;
    return {
      kept,
      status,
      holds: answer.then(
        (now) => now !== undefined && JSON.stringify(now) === kept.status,
        () => false,
      ),
    };
  } catch {
    // Somebody has written something else into it.
    return undefined;
  }
}

function read<Found>(file: string): Kept<Found> | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept<Found> | null;
    return typeof kept === 'object' && kept !== null ? kept : undefined;
  } catch {
    return undefined;
  }
}

const nonce = (): string => Math.random().toString(36).slice(2);
