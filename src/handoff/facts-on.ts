import { keptPaths } from '../change/kept-plans.ts';
import { gitPath } from '../change/project.ts';
import { gitIdentity } from '../identity/git-identity.ts';
import { foldEmail } from '../identity/operators.ts';
import { canonPaths } from '../store/canon-paths.ts';
import type { Counting } from './counting.ts';
import { collectFacts, type SessionFacts } from './facts.ts';
import { type Ground, sessionBase } from './ground.ts';
import type { Making } from './new-session.ts';

/** What git says of a session, on the ground that a handoff stands on. */
export async function factsOf(
  ground: Ground,
  { world, who }: Pick<Making, 'world' | 'who'>,
  { id, claimedAt }: { readonly id: string | undefined; readonly claimedAt?: number },
  counting: Counting,
): Promise<SessionFacts> {
  const { project, operators } = ground;
  const { head } = ground.footing;
  const listed = operators.bySlug(who.slug)?.emails ?? [];
  // Somebody who is listed without an address is whoever git says works here.
  const emails = listed.length > 0 ? listed : [(await gitIdentity(project, world.env)).email ?? ''];
  return collectFacts(
    {
      repo: project.repo,
      head: head.oid,
      branch: head.branch,
      operator: who.slug,
      emails: new Set(emails.map(foldEmail)),
      claimedAt,
      now: world.now(),
      rows: await ground.rows,
      id,
      isCanonPath: canonPaths(project),
      ownerOf: counting.ownerOf,
      pathsOf: (oid) => keptPaths(project, oid)?.map((path) => gitPath(project, path)),
      fallbackBase: () => sessionBase(ground),
    },
    ground.history,
  );
}
