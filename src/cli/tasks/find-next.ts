import type { Diagnostic } from '../../fault/diagnostic.ts';
import { findWho, whoami } from '../../identity/whoami.ts';
import { keep } from '../../resume/keep.ts';
import type { NextFacts } from '../../resume/next/facts.ts';
import { gatherNext } from '../../resume/next/gather.ts';
import { dirtyPaths } from '../../resume/paths-at-hand.ts';
import type { Asked } from '../../store/kept.ts';
import { openProject } from '../../store/project.ts';
import { sight } from '../../store/sight.ts';
import { workable } from '../../work/choose-workstream.ts';
import type { World } from '../../world.ts';
import { type NamedNext, namedNext } from './next-workstream.ts';
import { readWorkstream } from './workstream.ts';

/** What is asked for. */
export interface NextRequest {
  /** A workstream to go on with instead of one's own most important one. */
  readonly ref: string | undefined;
  readonly operator: string | undefined;
  readonly repo: string | undefined;
  /** Where and how the answer is kept for the next time. */
  readonly asked: Asked | undefined;
}

/** Everything about the next open task, gathered anew, and kept for `quickAnswer`. */
export async function findNext(
  world: World,
  { ref, operator, repo, asked }: NextRequest,
): Promise<{ facts: NextFacts; diagnostics: readonly Diagnostic[] }> {
  const project = await openProject(world, repo);
  // Whoever names a workstream need be nobody.
  const asking =
    ref === undefined
      ? whoami(project, world, operator).then((who) => ({ who, diagnostics: [] }))
      : findWho(project, world, operator);
  asking.catch(() => {});
  const seen = await sight(project, world);
  const { who, diagnostics } = await asking;
  const operatorSlug = who?.slug;
  const named =
    ref === undefined
      ? undefined
      : namedNext(project, seen.rows, { cwd: world.cwd, ref, operator: operatorSlug });
  const row = named ? named.row : workable(seen.rows.having('kind', 'workstream'), operatorSlug ?? '')[0];
  const opened = row && (await readWorkstream(project, row));
  const dirty = dirtyPaths(project, seen.status);
  const facts = await gatherNext(project, seen.rows, {
    opened,
    operator: operatorSlug,
    dirty,
    now: world.now(),
  });
  await seen.write();
  const said = [...project.diagnostics, ...diagnostics, ...ofPlan(named)];
  // What is said beside the answer is not kept, so an answer with something beside it is not, either.
  if (asked && said.length === 0) {
    const found = who && { slug: who.slug, initials: who.initials, name: who.name, source: who.source };
    keep(project, seen, asked, { operator: found, found: facts, began: performance.timeOrigin });
  }
  return { facts, diagnostics: said };
}

/** Which workstream was taken where a plan was named. */
const ofPlan = (named: NamedNext | undefined): Diagnostic[] =>
  named?.plan === undefined
    ? []
    : [
        {
          code: 'next-of-plan',
          severity: 'info',
          args: { plan: named.plan.id, workstream: named.row.id },
        },
      ];
