import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { atomicWrite } from '../store/atomic.ts';
import { localFile } from '../store/local.ts';
import type { Project } from '../store/project.ts';
import type { ResumeTarget } from './data.ts';
import { nameHash } from './name-hash.ts';
import type { Snapshot } from './snapshot.ts';

// Raised whenever what is gathered changes its shape or its meaning.
const FORMAT = 1;
/** A dashboard for each operator, work tree and target; more than anybody looks at. */
const MOST = 40;

/** Which dashboard: whose, of what, in which work tree. */
export interface CacheKey {
  readonly operator: string | null;
  readonly ref: string | null;
  readonly all: boolean;
}

/** What a dashboard is drawn from. */
export interface Gathered {
  readonly snapshot: Snapshot;
  readonly subject: string | null;
  readonly target: ResumeTarget | null;
}

/** A dashboard that was gathered, and what it was true for. */
export interface Kept extends Gathered {
  readonly stamp: string;
}

interface CacheFile extends Kept {
  readonly made: string;
  readonly key: string;
}

/** What is kept for this dashboard, if it is still true: its stamp is the one given. */
export function readKept(project: Project, key: CacheKey): Kept | undefined {
  const name = nameOf(project, key);
  try {
    const file = JSON.parse(readFileSync(join(project.local, 'cache', name.file), 'utf8')) as CacheFile;
    return file.made === MADE && file.key === name.key ? file : undefined;
  } catch {
    // Not there, or not whole: it is made again.
    return undefined;
  }
}

/** Keeps a dashboard. A repository that cannot be written to is shown all the same. */
export async function keep(project: Project, key: CacheKey, kept: Kept): Promise<void> {
  const name = nameOf(project, key);
  const file: CacheFile = { made: MADE, key: name.key, ...kept };
  try {
    await atomicWrite(localFile(project, 'cache', name.file), JSON.stringify(file), {
      mode: 0o600,
      durable: false,
    });
    prune(join(project.local, 'cache'));
  } catch {
    // A cache is no reason to fail.
  }
}

const MADE = `${version}/${FORMAT}`;

function nameOf(project: Project, key: CacheKey): { file: string; key: string } {
  const full = JSON.stringify([project.root, project.worktreeKey, key.operator, key.ref, key.all]);
  return { file: `resume-${nameHash(full)}.json`, key: full };
}

/** Clears away what was not used for longest. */
export function prune(dir: string): void {
  const files = readdirSync(dir).filter((name) => /^(?:resume|quick)-[0-9a-f]+\.json$/.test(name));
  if (files.length <= MOST) return;
  const aged = files.map((name) => ({ name, at: statSync(join(dir, name)).mtimeMs }));
  aged.sort((a, b) => b.at - a.at);
  for (const { name } of aged.slice(MOST)) rmSync(join(dir, name), { force: true });
}
