import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { footingOf } from '../../change/footing.ts';
import { textOf } from '../../change/project.ts';
import { CanonError } from '../../fault/error.ts';
import { readBlobs } from '../../git/objects.ts';
import { loadOperators, type Operators } from '../../identity/operators.ts';
import { whoami } from '../../identity/whoami.ts';
import type { SourceContents, SourceName } from '../../import/item.ts';
import { EMPTY_MAP, type ImportMap } from '../../import/map.ts';
import { originsBelow } from '../../import/origins.ts';
import type { ImportGround, ImportPlan } from '../../import/plan/plan.ts';
import { follow } from '../../store/imports/follow.ts';
import { readReports } from '../../import/report/read-reports.ts';
import type { Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import type { Outcome, Progress } from '../command.ts';
import { applyImport, type Applied, tryImport } from './apply.ts';
import { groundOf } from './ground.ts';
import { assertLeadsNowhere } from './named-path.ts';
import { outcomeOf } from './outcome.ts';
import { type Proof, prove, proveInPlace, stillLost } from './proof.ts';
import { loadReader } from './readers.ts';
import { startCalls } from './session-calls.ts';
import { stoppable } from './stop.ts';

/** What is asked for. */
export interface ImportRequest {
  readonly source: SourceName;
  readonly paths: readonly string[];
  readonly map: string | undefined;
  readonly operator: string | undefined;
  readonly normalize: boolean;
  readonly history: boolean;
  readonly commit: boolean;
  readonly dryRun: boolean;
  /** Compare again, write nothing. */
  readonly verify: boolean;
  readonly allowed: readonly string[];
  /** transcripts: a session whose last event is younger is at work; in milliseconds. */
  readonly idle?: number | undefined;
  /** There is a person at a terminal who can be asked who somebody is. */
  readonly asks?: boolean;
  readonly progress: Progress;
}

/** Items between two looks at whether to stop. */
const AT_A_TIME = 50;

/**
 * Imports a source: reads it, plans, looks for secrets, writes it all as one commit, and proves that nothing was lost.
 * @throws what readers throw, E_IMPORT_…; nothing has been changed then
 */
export async function runImport(project: Project, world: World, request: ImportRequest): Promise<Outcome> {
  const { source, progress } = request;
  for (const path of request.paths) assertLeadsNowhere(project, world.cwd, path);
  const footing = await footingOf(project);
  const reader = await loadReader(source);
  const operators = await loadOperators(project);
  const operator =
    request.operator === undefined ? undefined : (await whoami(project, world, request.operator)).slug;
  const map = await loadMap(world, request.map, operators);
  const reports = await readReports(project, source);
  let opened: SourceContents | undefined;
  const calls = await startCalls(project, source);
  try {
    const planned = await stoppable(async (signal) => {
      progress.say('Reading');
      const contents = await reader(project, world, request.paths[0], {
        paths: request.paths,
        map,
        origins: (under) => originsBelow(project, under),
        say: (what) => progress.say(what),
        normalize: request.normalize,
        history: request.history,
        operator: request.operator,
        idle: request.idle,
        verify: request.verify,
        signal,
      });
      opened = contents;
      const { length } = contents.items;
      const pause = async (done: number): Promise<void> => {
        if (done % AT_A_TIME !== 0) return;
        progress.say(`Planning: ${done} of ${length}`);
        // Lets a Ctrl-C through.
        await new Promise(setImmediate);
        signal.throwIfAborted();
      };
      const ground = await groundOf(project, world, contents, { operators, operator, map, reports, pause });
      const { planImport } = await import('../../import/plan/plan-import.ts');
      return { contents, ground, plan: await planImport(contents, ground) };
    });
    const { contents, ground } = planned;
    const plan = request.asks ? await askAndPlan(planned, world, progress) : planned.plan;
    let applied: Applied = { commit: null, diagnostics: [], exit: 0 };
    const { commit, allowed } = request;
    const uncommitted = plan.items.flatMap(({ item, file }) =>
      item.inPlace && !ground.committed(file) ? [file] : [],
    );
    if (plan.change && request.dryRun) {
      applied = await tryImport(project, plan, { allowed, uncommitted, progress });
    } else if (plan.change && !request.verify) {
      const withChange = { ...plan, change: plan.change };
      // As a handoff does: whoever is killed in between leaves a mark of no record, not calls of nobody.
      await calls.mark(world, plan);
      const options = { commit, footing, allowed, uncommitted, progress };
      applied = await applyImport(project, world, withChange, options);
      if (applied.exit !== 2) await calls.close(plan);
    }
    const entries = reports.flatMap(({ report }) => report.items);
    const trail = {
      read: ground.read,
      ...follow({ rows: ground.rows, entries, prefix: project.prefix, read: ground.read }),
    };
    let proof: Proof = { lost: [], edited: [], compared: 0 };
    if (request.dryRun || applied.exit === 2) {
      const lost = await Promise.all(plan.items.map((one) => stillLost(one, trail)));
      proof = { ...proof, lost: lost.flat() };
    } else {
      progress.say('Comparing');
      proof = await prove(plan.items, trail, request.verify);
      if (request.verify) {
        const blob = async (oid: string): Promise<string | undefined> => {
          const [bytes] = await readBlobs(project.repo, [oid]);
          return bytes && textOf(bytes);
        };
        const there = await proveInPlace(reports, trail, blob);
        proof = {
          lost: [...proof.lost, ...there.lost],
          edited: [...proof.edited, ...there.edited],
          compared: proof.compared + there.compared,
        };
      }
    }
    return outcomeOf({
      request,
      contents,
      plan,
      applied,
      proof,
      diagnostics: [...project.diagnostics, ...calls.diagnostics],
    });
  } finally {
    await opened?.close();
  }
}

/** The same plan with answers to who those are that nobody could be matched to. */
async function askAndPlan(
  { contents, ground, plan }: { contents: SourceContents; ground: ImportGround; plan: ImportPlan },
  world: World,
  progress: Progress,
): Promise<ImportPlan> {
  const { askAuthors, strangersIn, withAnswers } = await import('./ask-authors.ts');
  const strangers = strangersIn(plan.items);
  if (strangers.length === 0 || ground.operators.list.length === 0) return plan;
  progress.stop();
  const answers = await askAuthors(strangers, ground.operators, world);
  if (answers === undefined) throw new CanonError('E_IMPORT_STOPPED');
  const { planImport } = await import('../../import/plan/plan-import.ts');
  return planImport(contents, { ...ground, map: withAnswers(ground.map, answers), pause: async () => {} });
}

async function loadMap(world: World, path: string | undefined, operators: Operators): Promise<ImportMap> {
  if (path === undefined) return EMPTY_MAP;
  let text: string;
  try {
    text = await readFile(resolve(world.cwd, path), 'utf8');
  } catch (cause) {
    throw new CanonError('E_IMPORT_NO_PATH', { data: { path }, cause });
  }
  const { parseMap } = await import('../../import/map-file.ts');
  return parseMap(text, path, (slug) => operators.bySlug(slug) !== undefined);
}
