import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { Disagreement } from '../identity/evidence.ts';
import type { Operators } from '../identity/operators.ts';
import type { Who } from '../identity/whoami.ts';
import type { Row } from '../work/row.ts';
import type { Draft } from './draft.ts';

/** A sign that speaks for another operator than the one found. */
export interface Doubt {
  /** As a person would name it: `user.email=sergei@example.com`, `the workstream onboarding-trial`. */
  readonly evidence: string;
  readonly slug: string;
}

/** Asks a person who is at work; undefined when they would rather stop. */
export type AskOperator = (who: Who, doubts: readonly Doubt[]) => Promise<string | undefined>;

/**
 * Step 0.5: what speaks against the operator found. What `--operator` says is not doubted: it was said for
 * this very call.
 */
export function doubtsOf(
  who: Who,
  signs: readonly Disagreement[],
  draft: Pick<Draft, 'data' | 'name'> | undefined,
  workstream: Row | undefined,
): Doubt[] {
  if (who.source === 'flag') return [];
  const doubts: Doubt[] = signs.map(({ evidence, slug }) => ({ evidence, slug }));
  const named = draft?.data['operator'];
  if (typeof named === 'string')
    doubts.push({ evidence: `operator: ${named} in ${draft?.name}`, slug: named });
  if (workstream?.owner !== undefined && workstream.owner !== 'unknown') {
    doubts.push({ evidence: `the owner of the workstream ${workstream.id}`, slug: workstream.owner });
  }
  return doubts.filter(({ slug }) => slug !== who.slug);
}

/**
 * Settles who hands off: asks where somebody can answer, warns elsewhere.
 * @throws E_HANDOFF_STOPPED when the person asked stops here
 */
export async function confirmOperator(
  who: Who,
  doubts: readonly Doubt[],
  operators: Operators,
  ask: AskOperator | undefined,
): Promise<{ who: Who; diagnostics: Diagnostic[] }> {
  if (doubts.length === 0) return { who, diagnostics: [] };
  if (ask === undefined) {
    const evidence = doubts.map((doubt) => `${doubt.evidence} (${doubt.slug})`);
    const args = { operator: who.slug, by: who.evidence, evidence };
    return { who, diagnostics: [{ code: 'operator-doubtful', severity: 'warning', args }] };
  }
  const answer = await ask(who, doubts);
  const chosen = answer === undefined ? undefined : operators.bySlug(answer);
  if (chosen === undefined) throw new CanonError('E_HANDOFF_STOPPED');
  if (chosen.slug === who.slug) return { who, diagnostics: [] };
  const { slug, initials, name } = chosen;
  return { who: { slug, initials, name, source: 'flag', evidence: 'your answer' }, diagnostics: [] };
}

/**
 * A draft may name its operator, as a check; it must be one of the project's.
 * @throws E_DRAFT_OPERATOR with the line
 */
export function checkDraftOperator(draft: Draft, operators: Operators): void {
  const named = draft.data['operator'];
  if (typeof named !== 'string' || (named !== 'unknown' && operators.bySlug(named) !== undefined)) return;
  const line = draft.lineOf('operator');
  throw new CanonError('E_DRAFT_OPERATOR', {
    path: draft.name,
    ...(line === undefined ? {} : { line }),
    data: { operator: named, known: operators.list.map(({ slug }) => slug) },
  });
}
