import { quickAnswer } from '../store/quick-answer.ts';
import type { World } from '../world.ts';
import { askedIn } from './asked.ts';
import { pageOf } from './page-of.ts';
import type { Page } from './page.ts';
import type { Gathered } from './snapshot.ts';

/** What is kept of a dashboard. */
export interface KeptPage {
  readonly operator: Page['operator'];
  readonly gathered: Gathered;
}

/** A dashboard that was kept; see `QuickAnswer`. */
export interface QuickPage {
  readonly page: Page;
  readonly holds: Promise<boolean>;
}

/** The dashboard of the last time, if everything that it depends on is as it was. */
export function quickPage(
  world: Pick<World, 'cwd' | 'env' | 'now'>,
  request: Parameters<typeof askedIn>[1] & { readonly hostSession?: string | undefined },
): QuickPage | undefined {
  const asked = askedIn(world, request);
  const answer = asked && quickAnswer<KeptPage>(asked);
  if (!answer) return undefined;
  const { kept, status, holds } = answer;
  const { operator, gathered } = kept.found;
  const at = { root: kept.root, status, operator, now: world.now() };
  return {
    page: pageOf(at, gathered, { all: request.all === true, hit: true, asking: request.hostSession }),
    holds,
  };
}
