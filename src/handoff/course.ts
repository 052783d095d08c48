import type { Finished } from '../change/finish.ts';
import { finishedDiagnostics } from '../change/tell.ts';
import type { Diagnostic } from '../fault/diagnostic.ts';
import { CanonError } from '../fault/error.ts';
import { atomicWrite } from '../store/atomic.ts';
import { warmLocks } from '../store/lock.ts';
import { containedPath } from '../store/read.ts';
import type { World } from '../world.ts';
import { alongside } from './alongside.ts';
import { supersededPaths } from './superseded.ts';
import { type Begun, begin, type Course } from './begin.ts';
import { checkDraftOperator } from './confirm.ts';
import { type Draft, parseDraft, quickDraft } from './draft.ts';
import { readDraftText } from './draft-source.ts';
import { type Ground, lookAgain } from './ground.ts';
import { gradeCorrection } from './evidence.ts';
import { makeGuard } from '../secrets/guard.ts';
import { judge } from './judge.ts';
import { land } from './land.ts';
import { newSession } from './new-session.ts';
import type { SessionChange } from './plan.ts';
import { giveBack } from './take-id.ts';
import type { HandoffRequest, HandoffResult, HandoffTools } from './request.ts';
import { preloadSecretRules } from '../secrets/find-secrets.ts';
import { unknownInLists } from './unknown-refs.ts';
import type { Existing } from './target.ts';

/** The way of a handoff on its ground: from the draft to what came of it. */
export async function takeCourse(
  ground: Ground,
  world: World,
  request: HandoffRequest,
  tools: HandoffTools,
  finished: Finished | undefined,
): Promise<HandoffResult> {
  // Both are large and needed at the end: they are loaded while git is at work.
  preloadSecretRules();
  if (!request.dryRun) warmLocks();
  const draft = await readDraft(world, request);
  if (draft) checkDraftOperator(draft, ground.operators);
  const told = [...finishedDiagnostics(finished), ...ground.project.diagnostics, ...ignoredKeys(draft)];
  const course = { world, draft, request, tools };
  const named = request.amend !== undefined || request.id !== undefined;
  let begun: Begun | undefined;
  // Again as often as somebody else's handoff landed first: the commits that it lists are not this one's.
  for (let on = ground; ; on = await lookAgain(on)) {
    const found = named ? await (await import('./target.ts')).findExisting(on, request) : undefined;
    const existing = found && (await isItsAuto(on, found, course)) ? undefined : found;
    const result = existing
      ? await landExisting(on, course, existing, told)
      : await landNew(on, course, (begun ??= await begin(on, course)), told);
    if (result !== 'moved') return result;
  }
}

/** The record that `--id` names was made from this very session's transcript: it is taken over, not finished. */
async function isItsAuto(ground: Ground, { id }: Existing, { request, tools }: Course): Promise<boolean> {
  if (request.amend !== undefined) return false;
  const { findAutoRecord } = await import('./take-over.ts');
  return (await findAutoRecord(ground, tools.host)).record?.id === id;
}

async function landExisting(
  ground: Ground,
  { world, draft, request, tools }: Course,
  existing: Existing,
  diagnostics: readonly Diagnostic[],
): Promise<HandoffResult | 'moved'> {
  const { who } = ground;
  const { existingSession } = await import('./existing-session.ts');
  const graded =
    draft &&
    (await gradeCorrection(ground, existing, draft, {
      amends: request.amend !== undefined,
      host: tools.host?.id,
      now: world.now().ms,
    }));
  const session = await existingSession(ground, existing, graded?.draft, request);
  if (!request.dryRun) await session.write();
  const { id, path } = existing;
  const { title, text, change, breakdown } = session;
  const judged = judge(breakdown, ground.project.config.invariants);
  const about = { id, path, title, text, commits: 0, telemetry: { telemetry: 'absent' } as const };
  const unknown = unknownInLists(await ground.rows, draft);
  const told = [...diagnostics, ...unknown, ...(graded?.findings ?? []), ...judged.told];
  const { guard } = session;
  return land(ground, world, request, tools, { who, about, judged, change, guard, diagnostics: told });
}

async function landNew(
  ground: Ground,
  course: Course,
  begun: Begun,
  told: readonly Diagnostic[],
): Promise<HandoffResult | 'moved'> {
  const { project } = ground;
  const { world, request, tools } = course;
  const { who } = begun;
  const diagnostics = [...told, ...begun.diagnostics];
  const guard = makeGuard(project.config.secrets, request.allowSecrets, []);
  const { taken, path, autoRecord, claimed, facts, counted, composed, ...made } = await newSession(
    ground,
    { ...course, who },
    guard,
    begun.taken,
  );
  begun.taken = taken;
  diagnostics.push(...made.diagnostics);
  const { telemetry, culprits } = counted;
  if (telemetry.telemetry === 'absent' && project.config.telemetry === 'on')
    diagnostics.push({ code: 'telemetry-absent', severity: 'warning' });
  const judged = judge(telemetry.tool_calls_breakdown, project.config.invariants, culprits);
  diagnostics.push(...judged.told);
  const { title, text } = composed;
  const about = { id: taken.id, path, title, text, commits: facts.commits?.length ?? 0, telemetry };
  const rows = await ground.rows;
  const along = await alongside(project, rows, composed.data);
  const superseded = supersededPaths(rows, composed.data, taken.id);
  const change: SessionChange = {
    id: taken.id,
    path,
    title,
    text,
    kind: autoRecord?.committed === true ? 'correction' : 'new',
    ...(autoRecord === undefined ? {} : { takesOver: true }),
    ...(along.length === 0 ? {} : { alongside: along }),
    ...(superseded.length === 0 ? {} : { superseded }),
  };
  try {
    // What was made and not committed is replaced: nobody has touched it.
    if (autoRecord?.committed === false && !request.dryRun)
      await atomicWrite(containedPath(project, path), text);
    const result = await land(ground, world, request, tools, {
      who,
      about,
      judged,
      change,
      guard,
      diagnostics,
    });
    if (result !== 'moved' && claimed !== undefined && !request.dryRun) await giveBack(project, who, claimed);
    return result;
  } catch (error) {
    // Refused before anything was written: the id is free for the next run.
    const untouched = error instanceof CanonError && !error.changed;
    if (untouched && taken.fresh && !request.dryRun) await giveBack(project, who, taken.id);
    throw error;
  }
}

async function readDraft(world: World, { draft, quick, amend }: HandoffRequest): Promise<Draft | undefined> {
  if (quick !== undefined) return quickDraft(quick);
  return draft === undefined ? undefined : parseDraft(await readDraftText(world, draft), amend !== undefined);
}

const ignoredKeys = (draft: Draft | undefined): Diagnostic[] =>
  draft === undefined || draft.ignored.length === 0
    ? []
    : [{ code: 'draft-machine-keys', severity: 'warning', path: draft.name, args: { keys: draft.ignored } }];
