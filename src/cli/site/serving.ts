import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { buildSite } from '../../site/build/build-site.ts';
import type { Manifest } from '../../site/build/manifest.ts';
import type { BuildMemory } from '../../site/build/memory.ts';
import { listedFiles } from '../../site/build/out-folder.ts';
import { serveSite, type SiteServer } from '../../site/serve/server.ts';
import { type Watch, watchFolders } from '../../site/serve/watch-folders.ts';
import { openProject, type Project } from '../../store/project.ts';
import type { World } from '../../world.ts';
import { assetsFolder } from './assets.ts';
import { type LiveSession, liveSessions } from './live-sessions.ts';
import { laterNotes } from './site-notes.ts';
import { watchedPlaces } from './watched.ts';

/** A site that is served while work goes on. */
export interface Serving {
  readonly port: number;
  readonly pages: number;
  close(): Promise<void>;
}

interface Options {
  /** `--repo` */
  readonly repo: string | undefined;
  /** 0: any that is free. */
  readonly port: number;
  /** Told what went wrong in a later build: the server goes on with what it has. */
  readonly warn: (error: unknown) => void;
  /** Told what is not as it might be, records that do not parse among it, where that has become something else. */
  readonly notes: (notes: readonly Diagnostic[]) => void;
}

/**
 * Builds the site into a folder of local state, serves it, and builds it again whenever something has changed that it
 * is made from.
 * @throws E_SITE_PORT, and what the first build throws
 */
export async function startServing(world: World, options: Options): Promise<Serving> {
  let project = await openProject(world, options.repo);
  const out = outOf(project);
  let files: ReadonlySet<string> = new Set();
  let memory: BuildMemory = {};
  let toldBefore = '[]';
  let server: SiteServer | undefined;
  let watch: Watch | undefined;
  const state = { closed: false };

  async function build(): Promise<number> {
    const before = memory.folder?.manifest.files;
    const built = await buildSite(project, out, assetsFolder(), { memory });
    const after = memory.folder?.manifest.files;
    files = memory.folder?.listed ?? listedFiles(out);
    // Another server of this work tree may have written them.
    if (built.written.length + built.removed.length > 0 || isOther(before, after)) server?.tell('pages');
    const notes = laterNotes(built);
    const told = JSON.stringify(notes);
    if (told !== toldBefore && notes.length > 0) options.notes(notes);
    toldBefore = told;
    return built.pages;
  }

  const live = liveReader(() => liveSessions(project, world.now()));

  /** What has changed since the round that is under way began. */
  const waiting = new Set<string>();
  let round: Promise<void> | undefined;
  function changed(means: ReadonlySet<string>): void {
    for (const one of means) waiting.add(one);
    round ??= rounds().finally(() => (round = undefined));
  }

  async function rounds(): Promise<void> {
    while (waiting.size > 0 && !state.closed) {
      const means = new Set(waiting);
      waiting.clear();
      try {
        if (means.has('settings')) {
          project = await openProject(world, options.repo);
          memory = {};
          rewatch();
        }
        if (means.has('settings') || means.has('site')) await build();
        // Whoever opens a page later asks by itself.
        live.forget();
        if (server && server.readers() > 0 && (await live.isNews())) server.tell('live');
      } catch (error) {
        options.warn(error);
      }
    }
  }

  function rewatch(): void {
    if (state.closed) return;
    watch?.close();
    watch = watchFolders(watchedPlaces(project), changed);
  }

  // Before the first build: what changes while that is made is made after it.
  rewatch();
  try {
    const pages = await build();
    server = await serveSite(
      { out, files: () => files, assets: assetsFolder(), live: live.read },
      options.port,
    );
    return {
      port: server.port,
      pages,
      async close() {
        state.closed = true;
        watch?.close();
        await server?.close();
        await round;
      },
    };
  } catch (error) {
    state.closed = true;
    watch?.close();
    throw error;
  }
}

function isOther(before: Manifest['files'] | undefined, after: Manifest['files'] | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return before.size !== after.size || [...after].some(([path, { key }]) => before.get(path)?.key !== key);
}

/** Beside the caches, so that `_site` and whatever is published from there stay as they are. */
function outOf({ local, worktreeKey }: Project): string {
  const out = join(local, 'served', worktreeKey);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  return realpathSync.native(out);
}

interface LiveReader {
  readonly read: () => Promise<{ readonly sessions: readonly LiveSession[] }>;
  /** Whether they are others than when they were last read. */
  readonly isNews: () => Promise<boolean>;
  readonly forget: () => void;
}

/** Sessions in progress, counted once for all who ask until something has changed. */
function liveReader(count: () => Promise<readonly LiveSession[]>): LiveReader {
  let counted: Promise<readonly LiveSession[]> | undefined;
  let told = '';
  const read = async (): Promise<readonly LiveSession[]> => {
    counted ??= count();
    return counted.catch((error: unknown) => {
      counted = undefined;
      throw error;
    });
  };
  return {
    read: async () => ({ sessions: await read() }),
    async isNews() {
      const before = told;
      told = JSON.stringify(await read());
      return told !== before;
    },
    forget: () => (counted = undefined),
  };
}
