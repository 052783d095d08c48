import { CanonError } from '../fault/error.ts';
import { adrNumber, formatAdrId, isSessionId, isSlug, LONGEST_SLUG, parseSessionId } from '../record/ids.ts';
import type { Kind } from '../record/kinds.ts';
import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import { claimAdrNumber } from './adr-numbers.ts';
import { claim, claimedFor, dropClaim, listClaims } from './claims.ts';
import { nextSessionId, prefixOfDay, usedNames } from './next-id.ts';
import type { Who } from './whoami.ts';

/** Another id for a record, reserved until its record is there. */
export interface AnotherId {
  readonly id: string;
  /** Gives the reservation back. */
  release(): Promise<void>;
}

export interface AnotherIdOptions {
  /** This one and no other. */
  readonly to?: string | undefined;
  /** Ids that records here were once called by: nobody is to be called that again. */
  readonly former: ReadonlySet<string>;
  /** Nothing is reserved. */
  readonly dryRun: boolean;
}

const KEEP = { release: (): Promise<void> => Promise.resolve() };

/**
 * The next free id for a record that gives its own away: of a session of the same operator and day, of a decision
 * the next number with the same words, else the same words with a number at their end.
 * @throws E_RENUMBER_TO, E_CLAIM_TAKEN
 */
export async function anotherId(
  project: Project,
  world: Pick<World, 'now'>,
  who: Who,
  { kind, id }: { readonly kind: Kind; readonly id: string },
  options: AnotherIdOptions,
): Promise<AnotherId> {
  if (options.to !== undefined) return thisId(project, kind, id, options.to, options.former);
  const parts = kind === 'session' ? parseSessionId(id) : undefined;
  if (parts) return nextSession(project, world, who, id, parts, options);
  if (kind === 'adr' && adrNumber(id) !== undefined) return nextNumber(project, world, who, id, options);
  return { id: await nextWords(project, kind, id, options.former), ...KEEP };
}

async function thisId(
  project: Project,
  kind: Kind,
  from: string,
  to: string,
  former: ReadonlySet<string>,
): Promise<AnotherId> {
  const before = parseSessionId(from);
  const after = parseSessionId(to);
  const fits =
    kind === 'session' && before
      ? after?.initials === before.initials
      : kind === 'adr'
        ? adrNumber(to) !== undefined && isSlug(to)
        : isSlug(to) || isSessionId(to) || (kind === 'session' && /^[A-Z]{2,8}-[\w-]{1,100}$/.test(to));
  if (!fits || to === from) {
    throw new CanonError('E_RENUMBER_TO', {
      data: { id: from, to, kind, initials: before?.initials ?? '', why: to === from ? 'same' : 'form' },
    });
  }
  const [used, claims] = await Promise.all([usedNames(project, kind, to), listClaims(project)]);
  const has = [...used].some((name) => name.toLowerCase() === to.toLowerCase());
  if (has || former.has(to)) throw new CanonError('E_CLAIM_TAKEN', { data: { id: to, by: 'a record' } });
  const claimed = claims.find((one) => one.id === to);
  if (claimed)
    throw new CanonError('E_CLAIM_TAKEN', { data: { id: to, by: claimed.operator ?? 'somebody' } });
  return { id: to, ...KEEP };
}

async function nextSession(
  project: Project,
  world: Pick<World, 'now'>,
  who: Who,
  id: string,
  { initials, date }: { readonly initials: string; readonly date: string },
  { former, dryRun }: AnotherIdOptions,
): Promise<AnotherId> {
  // What the reservation is for stands in its file: a run that is started again after a kill takes the same id.
  const purpose = `renumber ${id}`;
  const release = async (name: string): Promise<void> => dropClaim(project, name);
  const earlier = await claimedFor(project, who, purpose);
  const [used, claims] = await Promise.all([
    usedNames(project, 'session', prefixOfDay(initials, date)),
    listClaims(project),
  ]);
  if (earlier !== undefined && !used.has(earlier)) return { id: earlier, release: () => release(earlier) };
  const taken = new Set([...used, ...former, id, ...claims.map((one) => one.id)]);
  for (;;) {
    const next = nextSessionId(initials, date, taken);
    if (dryRun) return { id: next, ...KEEP };
    try {
      // Whoever renumbers another's record claims an id with that one's initials.
      await claim(project, world, { slug: who.slug, initials }, { id: next, hostSession: purpose });
      return { id: next, release: () => release(next) };
    } catch (error) {
      if (!(error instanceof CanonError) || error.code !== 'E_CLAIM_TAKEN') throw error;
      taken.add(next);
    }
  }
}

async function nextNumber(
  project: Project,
  world: Pick<World, 'now'>,
  who: Who,
  id: string,
  { dryRun }: AnotherIdOptions,
): Promise<AnotherId> {
  const words = id.replace(/^\d+-?/, '');
  const idOf = (number: number): string =>
    words === '' ? String(number).padStart(4, '0') : formatAdrId(number, words);
  if (!dryRun) {
    const number = await claimAdrNumber(project, world, who);
    const claimed = `ADR-${String(number).padStart(4, '0')}`;
    return { id: idOf(number), release: () => dropClaim(project, claimed) };
  }
  // A date in the name of a file is no number of a series.
  const numbers = [...(await usedNames(project, 'adr'))].map((name) => adrNumber(name) ?? 0);
  return { id: idOf(Math.max(0, ...numbers.filter((one) => one < 1_000_000)) + 1), ...KEEP };
}

async function nextWords(
  project: Project,
  kind: Kind,
  id: string,
  former: ReadonlySet<string>,
): Promise<string> {
  const used = new Set([...(await usedNames(project, kind)), ...former].map((one) => one.toLowerCase()));
  for (let number = 2; ; number += 1) {
    const end = `-${number}`;
    const next = `${id.slice(0, LONGEST_SLUG - end.length).replace(/-+$/, '')}${end}`;
    if (!used.has(next.toLowerCase())) return next;
  }
}
