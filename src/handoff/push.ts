import { pushBranch } from '../change/push.ts';
import { pushDiagnostics } from '../change/tell.ts';
import { CanonError } from '../fault/error.ts';
import { claim, listClaims } from '../identity/claims.ts';
import { nextSessionId, usedNames } from '../identity/next-id.ts';
import type { Who } from '../identity/whoami.ts';
import { parseSessionId } from '../record/ids.ts';
import type { World } from '../world.ts';
import type { Ground } from './ground.ts';
import { giveBack } from './take-id.ts';
import { NOT_PUSHED, type Pushed } from './pushed.ts';

/** Step 7: pushes the branch as the config allows. What cannot be pushed stays, and is no failure. */
export async function push(ground: Ground, world: World, who: Who, id: string): Promise<Pushed> {
  const { project, operators, derive } = ground;
  const policy = project.config.handoff.push;
  if (policy === 'never') return NOT_PUSHED;
  const claimed: string[] = [];
  const result = await pushBranch(project, world, policy, {
    emails: operators.bySlug(who.slug)?.emails ?? [],
    derive,
    renumber: async (old, taken) => {
      const fresh = await nextFree(ground, world, who, old, taken);
      claimed.push(fresh);
      return fresh;
    },
  });
  // The records have the new ids by now, or nothing came of it.
  await Promise.all(claimed.map((one) => giveBack(ground.project, who, one)));
  const renumbered = result.replayed?.renumbered ?? [];
  if (renumbered.length > 0) {
    const { noteRenumbered } = await import('./renumbered.ts');
    await noteRenumbered(project, world, renumbered);
  }
  const moved = result.replayed?.renumbered.find(({ from }) => from === id);
  return {
    outcome: { pushed: result.pushed, ...(result.upstream === null ? {} : { to: result.upstream }) },
    ...(moved ? { renumbered: moved } : {}),
    commitNow: (oid) => result.replayed?.commits[oid] ?? oid,
    diagnostics: pushDiagnostics(result),
  };
}

/** The next id of the same operator and day that nobody has, neither there nor here. */
async function nextFree(
  { project }: Ground,
  world: World,
  who: Who,
  old: string,
  taken: ReadonlySet<string>,
): Promise<string> {
  const parts = parseSessionId(old);
  if (parts === undefined) throw new CanonError('E_HANDOFF_ID', { data: { id: old, option: '--id' } });
  const [used, claims] = await Promise.all([usedNames(project, 'session'), listClaims(project)]);
  const all = new Set([...taken, ...used, ...claims.map((one) => one.id)]);
  for (;;) {
    const next = nextSessionId(parts.initials, parts.date, all);
    try {
      await claim(project, world, { slug: who.slug, initials: parts.initials }, { id: next });
      return next;
    } catch (error) {
      if (!(error instanceof CanonError) || error.code !== 'E_CLAIM_TAKEN') throw error;
      all.add(next);
    }
  }
}
