import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import type { Who } from '../identity/whoami.ts';
import { canonPaths } from '../store/canon-paths.ts';
import type { World } from '../world.ts';
import { composeSession, type ComposedSession, type Telemetry } from './compose.ts';
import { type Draft, quickDraft } from './draft.ts';
import type { Counted } from './covered-sessions.ts';
import { type Counting, startCounting } from './counting.ts';
import { gradeDraft } from './evidence.ts';
import type { SessionFacts } from './facts.ts';
import { factsOf } from './facts-on.ts';
import type { Ground } from './ground.ts';
import type { Guard } from '../secrets/guard.ts';
import { previousSession } from './parent.ts';
import { type AutoRecord, findAutoRecord } from './take-over.ts';
import { type Started, takeOver } from './taken-over.ts';
import type { HandoffRequest, HandoffTools } from './request.ts';
import { withTicked } from './ticked.ts';
import { beginning, earlierClaim, giveBack, takeId, type TakenId } from './take-id.ts';

/** What a new session is made from, whatever it stands on. */
export interface Making {
  readonly world: Pick<World, 'now' | 'env'>;
  readonly who: Who;
  readonly draft: Draft | undefined;
  readonly request: HandoffRequest;
  readonly tools: HandoffTools;
}

export interface NewSession {
  readonly taken: TakenId;
  /** Where its record is: that of the `auto` record that it takes over, else the usual place. */
  readonly path: string;
  readonly autoRecord: AutoRecord | undefined;
  /** An id that was claimed for it and is not its own: to be given back. */
  readonly claimed?: string | undefined;
  readonly facts: SessionFacts;
  readonly counted: Counted;
  readonly composed: ComposedSession;
  /** What is worth saying of how it was counted. */
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING_DONE = 'A session without commits';

/**
 * Steps 0 to 4 for a session that has no record yet: an id, what git knows of it, its text. It is valid as
 * it is made: the draft was checked, the rest has its types. Nothing is written but the claim. Without a draft it must be one that left nothing behind.
 * @param known the id, where an earlier try on other ground has taken it
 * @throws E_DRAFT_MISSING, E_CLAIM_…
 */
export async function newSession(
  ground: Ground,
  making: Making,
  guard: Guard,
  known?: TakenId,
): Promise<NewSession> {
  const { who, request } = making;
  let taken = known;
  try {
    const counting = startCounting(ground.project, making);
    if (making.draft === undefined) await refuseUnlessIdle(ground);
    const { record, edited } = await findAutoRecord(ground, making.tools.host);
    const begun = record
      ? await takeOver(ground, making, counting, record)
      : known
        ? { taken: known, facts: factsOf(ground, making, known, counting) }
        : await takeWithFacts(ground, making, counting);
    taken = begun.taken;
    const session = await describe(ground, making, guard, { ...begun, record }, counting);
    if (edited === undefined) return session;
    const told: Diagnostic = { code: 'handoff-auto-edited', severity: 'warning', args: { auto: edited } };
    return { ...session, diagnostics: [...session.diagnostics, told] };
  } catch (error) {
    if (taken?.fresh && !request.dryRun) await giveBack(ground.project, who, taken.id);
    throw error;
  }
}

/** An id, and the facts that were begun before it was known: most often they are the right ones. */
async function takeWithFacts(
  ground: Ground,
  making: Making,
  counting: Counting,
): Promise<{ taken: TakenId; facts: Promise<SessionFacts> }> {
  const { project, objects } = ground;
  const { world, who, request, tools } = making;
  const earlier = await earlierClaim(project, who, request, await counting.sessions);
  // An id that is claimed only now is in no record, and says nothing of when the session began.
  const began = await counting.began();
  const expected = { id: request.id ?? earlier?.id, ...beginning(earlier, began) };
  const early = factsOf(ground, making, expected, counting);
  early.catch(() => {});
  const taken = await takeId(project, world, who, request, { host: tools.host, earlier, began, objects });
  const asExpected = taken.id === expected.id || (expected.id === undefined && taken.fresh);
  return { taken, facts: asExpected ? early : factsOf(ground, making, taken, counting) };
}

async function describe(
  ground: Ground,
  { world, who, draft: given, tools }: Making,
  guard: Guard,
  { taken, facts: known, claimed, record }: Started & { readonly record: AutoRecord | undefined },
  counting: Counting,
): Promise<NewSession> {
  // What is refused is refused before its calls are marked.
  const facts = await known;
  if (given === undefined && (facts.commits?.length ?? 0) > 0) throw missing(facts.commits?.length ?? 0, []);
  const { counted: own, diagnostics } = await counting.finish(taken.id);
  const counted =
    record && own.telemetry.telemetry === 'absent' ? { ...own, telemetry: record.telemetry } : own;
  const path = record?.path ?? ground.project.layout.pathFor('session', taken.id);
  const created = world.now();
  const rows = await ground.rows;
  const said = given ?? quickDraft(NOTHING_DONE);
  // An id that is claimed only now is no task's evidence.
  const ticked = taken.fresh ? undefined : await withTicked(ground.project, rows, said, claimed ?? taken.id);
  const { draft, findings } = await gradeDraft(ground, ticked?.draft ?? said, {
    id: taken.id,
    path,
    operator: who.slug,
    created,
    hostSessions: await counting.sessions,
    now: created.ms,
    take: 'all',
    add: true,
  });
  const { workstream } = draft.data;
  const parent = previousSession(rows, {
    id: taken.id,
    operator: who.slug,
    workstream: typeof workstream === 'string' ? workstream : undefined,
    branch: ground.footing.head.branch,
  });
  const compose = (allowedSecrets: readonly string[]): Promise<ComposedSession> =>
    composeSession({
      id: taken.id,
      operator: who.slug,
      created,
      draft,
      facts,
      parent,
      alias: claimed,
      telemetry: withHost(counted.telemetry, tools),
      allowedSecrets,
    });
  let composed = await compose([]);
  await guard.look([{ path, text: composed.text }]);
  // What was let through is said in the record itself, and moves its lines.
  if (guard.used().length > 0) {
    composed = await compose(guard.used());
    guard.forget();
    await guard.look([{ path, text: composed.text }]);
  }
  const told = [...diagnostics, ...(ticked?.diagnostics ?? []), ...findings];
  return { taken, path, autoRecord: record, claimed, facts, counted, composed, diagnostics: told };
}

/** A session that left nothing behind needs no draft; any other has something to say. */
async function refuseUnlessIdle(ground: Ground): Promise<void> {
  const { entries, untracked } = await ground.status;
  const isCanon = canonPaths(ground.project);
  const dirty = [...entries.map(({ path }) => path), ...untracked].filter((path) => !isCanon(path));
  if (dirty.length > 0) throw missing(0, dirty);
}

const missing = (commits: number, dirty: readonly string[]): CanonError =>
  new CanonError('E_DRAFT_MISSING', {
    data: { commits, dirty: dirty.slice(0, 5), more: Math.max(0, dirty.length - 5) },
  });

/** The host is known from its environment, also where nothing counted its calls. */
function withHost(telemetry: Telemetry, { host }: HandoffTools): Telemetry {
  return host === undefined ? telemetry : { host: host.host, host_sessions: [host.id], ...telemetry };
}
