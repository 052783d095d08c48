import type { Asked } from '../../store/kept.ts';
import { quickAnswer } from '../../store/quick-answer.ts';
import type { KeptBuild } from './keep-build.ts';

/** The build of the last time, if neither what it was made from nor the site itself has changed. */
export async function quickBuild(asked: Asked): Promise<KeptBuild | undefined> {
  const answer = quickAnswer<KeptBuild>(asked);
  return answer && (await answer.holds) ? answer.kept.found : undefined;
}
