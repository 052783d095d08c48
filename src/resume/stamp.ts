import { join } from 'node:path';
import type { Status } from '../git/status.ts';
import { readWorkState } from '../store/cache-files.ts';
import { fileStamp, isSettled } from '../store/file-stamp.ts';
import type { Look } from '../store/look.ts';
import type { Project } from '../store/project.ts';
import { evidence } from './evidence.ts';

/** A folder or file of records and its state, `-` where there is none. */
export type Stamped = readonly [path: string, stamp: string];

/** The state of records that git's status does not tell: their folders, and files that are not as HEAD has them. */
export interface RecordsState {
  readonly folders: readonly Stamped[];
  readonly loose: readonly Stamped[];
}

/**
 * How everything stands that a dashboard is made of, before it is made: compared with the stamp of one that
 * was kept. Undefined where nothing is known of the work tree yet.
 */
export function stampNow(project: Project, look: Look): string | undefined {
  if (look.state === undefined) return undefined;
  const paths = new Set(look.state.loose.map(({ path }) => path));
  for (const path of looseIn(project, look.status)) paths.add(path);
  const state = {
    folders: [...look.folders].map(([path, { stamp }]) => [path, stamp] as const),
    loose: [...paths].map((path) => [path, fileStamp(join(project.root, path)).stamp] as const),
  };
  return stampOf(look.status, state, evidence(project, look.status));
}

/**
 * The state under which a dashboard made from this look may be kept. Every file is looked at once more: one
 * whose times are older than the look was not changed since, and will show when it is. Undefined when one
 * is not.
 */
export function settledState(project: Project, look: Look): RecordsState | undefined {
  // Whoever wrote it last, it names the files that matter.
  const state = readWorkState(project);
  const { clock } = look;
  if (state === undefined || clock === undefined) return undefined;
  let settled = true;
  const stamped = (path: string): Stamped => {
    const { stamp, stats } = fileStamp(join(project.root, path));
    // What is not there went before the look, or its folder would have changed since.
    settled &&= isSettled(stats, clock);
    return [path, stamp];
  };
  const folders = state.folders.map(([path]) => stamped(path));
  const loose = state.loose.map(({ path }) => stamped(path));
  return settled ? { folders, loose } : undefined;
}

/** The stamp of a state. */
export function stampOf(status: Status, state: RecordsState, evidence: string): string {
  const sorted = (list: readonly Stamped[]): Stamped[] => [...list].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return JSON.stringify([sorted(state.folders), sorted(state.loose), status.entries, evidence]);
}

const looseIn = ({ prefix, layout }: Project, { entries }: Status): string[] =>
  entries.flatMap(({ path }) => {
    const inProject = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    return layout.isRecordPath(inProject) ? [inProject] : [];
  });
