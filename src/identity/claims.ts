import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CanonError } from '../fault/error.ts';
import type { Objects } from '../git/objects.ts';
import { formatTime, parseSessionId } from '../record/ids.ts';
import { localDate } from '../record/local-date.ts';
import { absent } from '../store/atomic.ts';
import type { Project } from '../store/project.ts';
import type { World } from '../world.ts';
import { type ClaimFile, claimedNames, contentOf, create, folderOf, parse } from './claim-file.ts';
import { nextSessionId, prefixOfDay, usedNames } from './next-id.ts';
import type { Who } from './whoami.ts';

/** An id that is reserved in this clone. What its file does not say is undefined. */
export interface Claim {
  readonly id: string;
  readonly operator: string | undefined;
  /** RFC 3339 with offset. */
  readonly claimedAt: string | undefined;
  /** Absolute folder of the work tree it was claimed in. */
  readonly worktree: string | undefined;
  /** The agent session it was claimed for, by the host's own id. */
  readonly hostSession: string | undefined;
  /** HEAD when it was claimed: the session's work begins after this commit. */
  readonly head: string | undefined;
  readonly branch: string | undefined;
  /** Made in the middle of a session, for evidence to name: says nothing of when that began. */
  readonly madeBy?: 'tick';
}

/** A claim that has just been made. */
export interface Claimed {
  readonly id: string;
  /** Where its record will be, relative to the project's root. */
  readonly path: string;
  readonly operator: string;
}

export interface ClaimOptions {
  /** This id and no other: one that the operator claimed before, or a free one. */
  readonly id?: string | undefined;
  readonly hostSession?: string | undefined;
  readonly madeBy?: 'tick';
  /** False where a record follows at once: a power cut between the two takes nothing along. */
  readonly durable?: boolean | undefined;
  /** A running git that reads objects, where the caller has one. */
  readonly objects?: Objects | undefined;
}

type Operator = Pick<Who, 'slug' | 'initials'>;

/**
 * Reserves the operator's next session id of the local day, in this clone: an id that no file of this work
 * tree, no local or remote-tracking branch and no other claim has. Any number of processes in any number of
 * work trees get different ones, since the claim's file is created exclusively.
 * @throws E_CLAIM_TAKEN, E_CLAIM_ID (only with `options.id`)
 */
export async function claim(
  project: Project,
  world: Pick<World, 'now'>,
  who: Operator,
  options: ClaimOptions = {},
): Promise<Claimed> {
  const now = world.now();
  const date = localDate(now);
  const [used, content] = await Promise.all([
    usedNames(project, 'session', options.id ?? prefixOfDay(who.initials, date), options.objects),
    contentOf(project, who, formatTime(now), options),
  ]);
  const file = { content, durable: options.durable !== false };
  if (options.id !== undefined) return claimThis(project, who, options.id, used, file);
  const taken = new Set([...used, ...(await claimedNames(project))]);
  for (;;) {
    const id = nextSessionId(who.initials, date, taken);
    if (await create(project, id, file)) return claimed(project, who, id);
    // Somebody else was faster: theirs counts as taken, and the next number is tried.
    taken.add(id);
  }
}

/**
 * Gives an id back. The claim must be the operator's own.
 * @throws E_CLAIM_UNKNOWN, E_CLAIM_FOREIGN
 */
export async function releaseClaim(
  project: Pick<Project, 'local'>,
  who: Pick<Who, 'slug'>,
  id: string,
): Promise<Claim> {
  const all = await listClaims(project);
  const found = all.find((one) => one.id === id);
  if (!found) {
    const own = all.filter(({ operator }) => operator === who.slug).map((one) => one.id);
    throw new CanonError('E_CLAIM_UNKNOWN', { data: { id, own } });
  }
  // A claim that does not say whose it is (a torn or foreign file) belongs to whoever clears it away.
  if (found.operator !== undefined && found.operator !== who.slug) {
    throw new CanonError('E_CLAIM_FOREIGN', { data: { id, operator: found.operator, me: who.slug } });
  }
  await rm(join(folderOf(project), id), { force: true });
  return found;
}

/** What was claimed for something in this clone, an id or `ADR-0012`; undefined where nothing was. */
export async function claimedFor(
  project: Pick<Project, 'local'>,
  who: Pick<Who, 'slug'>,
  hostSession: string,
): Promise<string | undefined> {
  for (const name of await claimedNames(project)) {
    const text = await readFile(join(folderOf(project), name), 'utf8').catch(() => '');
    const data = parse(text);
    if (data['host_session'] === hostSession && data['operator'] === who.slug) return name;
  }
  return undefined;
}

/** Takes away what `claimedFor` has found. */
export const dropClaim = (project: Pick<Project, 'local'>, name: string): Promise<void> =>
  rm(join(folderOf(project), name), { force: true });

/** Every session id that is claimed in this clone, whether or not its record has been written since. */
export async function listClaims(project: Pick<Project, 'local'>): Promise<Claim[]> {
  const names = (await claimedNames(project)).filter((name) => parseSessionId(name) !== undefined);
  const claims = await Promise.all(names.map((id) => readClaim(project, id)));
  return claims.filter((one) => one !== undefined);
}

/** One claim, or undefined. */
export async function readClaim(project: Pick<Project, 'local'>, id: string): Promise<Claim | undefined> {
  if (parseSessionId(id) === undefined) return undefined;
  const text = await readFile(join(folderOf(project), id), 'utf8').catch(absent);
  if (text === undefined) return undefined;
  const data = parse(text);
  const at = (key: string): string | undefined => {
    const value = data[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    id,
    operator: at('operator'),
    claimedAt: at('claimed_at'),
    worktree: at('worktree'),
    hostSession: at('host_session'),
    head: at('head'),
    branch: at('branch'),
    ...(at('made_by') === 'tick' ? { madeBy: 'tick' } : {}),
  };
}

async function claimThis(
  project: Project,
  who: Operator,
  id: string,
  used: ReadonlySet<string>,
  file: ClaimFile,
): Promise<Claimed> {
  const parts = parseSessionId(id);
  if (parts?.initials !== who.initials) {
    throw new CanonError('E_CLAIM_ID', { data: { id, initials: who.initials } });
  }
  if (used.has(id)) throw new CanonError('E_CLAIM_TAKEN', { data: { id, by: 'a record' } });
  if (!(await create(project, id, file))) {
    const other = await readClaim(project, id);
    if (other?.operator !== who.slug) {
      throw new CanonError('E_CLAIM_TAKEN', { data: { id, by: other?.operator ?? 'somebody' } });
    }
  }
  return claimed(project, who, id);
}

const claimed = ({ layout }: Project, who: Operator, id: string): Claimed => ({
  id,
  path: layout.pathFor('session', id),
  operator: who.slug,
});
