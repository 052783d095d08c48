import { deriveHere } from '../../change/derive-here.ts';
import { pushBranch } from '../../change/push.ts';
import { pushDiagnostics } from '../../change/tell.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import type { HandoffResult } from '../../handoff/request.ts';
import { loadOperators } from '../../identity/operators.ts';
import { renderCommitted } from '../../site/publish/render.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { assetsFolder } from './assets.ts';
import { laterNotes } from './site-notes.ts';

/** How often what others have pushed meanwhile is rendered as well. */
const TRIES = 3;

/**
 * Renders a committed site after a handoff, and pushes that where the handoff itself was pushed. A site that cannot be
 * rendered is no reason for a handoff to fail: why is told, and the next one renders it.
 */
export async function renderAfter(
  project: Project,
  world: World,
  { who, push }: Pick<HandoffResult, 'who' | 'push'>,
  mayPush: boolean,
): Promise<Diagnostic[]> {
  const out = project.layout.rendered ?? '';
  const emails = (await loadOperators(project)).bySlug(who.slug)?.emails ?? [];
  try {
    for (let tries = 0; ; tries += 1) {
      const render = await renderCommitted(project, world, assetsFolder());
      if (render === undefined) return [];
      const notes = laterNotes(render.built);
      if (render.rendered === undefined) return notes;
      const { commit, files } = render.rendered;
      const rendered: Diagnostic = { code: 'site-rendered', severity: 'info', args: { commit, files, out } };
      const told = [rendered, ...notes];
      if (!mayPush || !push.pushed) return told;
      const { handoff } = project.config;
      const pushed = await pushBranch(project, world, handoff.push, { emails, derive: deriveHere(project) });
      // Where the remote had moved on, the rendering was left behind: it did not show what came from there.
      const isLeft = pushed.replayed !== undefined;
      if (!isLeft || tries === TRIES) return [...(isLeft ? [] : told), ...pushDiagnostics(pushed)];
    }
  } catch (error) {
    if (!(error instanceof CanonError)) throw error;
    return [{ ...error.toDiagnostic(), severity: 'warning' }];
  }
}
