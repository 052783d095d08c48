import type { World } from '../world.ts';
import { askedIn } from './kept.ts';
import { pageOf } from './page-of.ts';
import type { Page } from './page.ts';
import { quickAnswer } from './quick-answer.ts';
import type { Gathered } from './snapshot.ts';

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
  const answer = asked && quickAnswer<Gathered>(asked);
  if (!answer) return undefined;
  const { kept, status, holds } = answer;
  const at = { root: kept.root, status, operator: kept.operator, now: world.now() };
  return {
    page: pageOf(at, kept.found, { all: asked.all, hit: true, asking: request.hostSession }),
    holds,
  };
}
