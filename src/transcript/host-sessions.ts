import { join, sep } from 'node:path';
import { projectFolder, type SubagentFile } from './claude-files.ts';
import { extentOf, type FoundSession, headOf } from './found.ts';
import { ARCHIVE } from './codex-files.ts';
import { fileWithin, hostFolder, isFileId, namesWithin } from './place.ts';

/** Whose sessions are looked for. */
export interface Wanted {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Folders that the sessions began in, or below: the work trees of a clone. */
  readonly roots: readonly string[];
  /** Whether a session that began in a folder is one of them. */
  readonly isOurs: (cwd: string | undefined) => boolean;
  /** Asked before a file is opened, with the time at which it was last written. */
  readonly wants: (session: string, changed: number) => boolean;
}

/** What hosts keep of this clone's sessions. */
export interface HostSessions {
  readonly sessions: readonly FoundSession[];
  /** Sessions that were not wanted. */
  readonly passed: number;
}

const AGENT = /^agent-([\w.-]{1,100})\.jsonl$/;
const ROLLOUT = /^rollout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-(.+)\.jsonl$/;

/** The sessions of every host, in the folders that they keep them in. */
export function hostSessions(wanted: Wanted): HostSessions {
  const claude = claudeSessions(wanted);
  const codex = codexSessions(wanted);
  return { sessions: [...claude.sessions, ...codex.sessions], passed: claude.passed + codex.passed };
}

/** Claude Code names a folder by the path it is for, and several paths may have one name: the lines say which it was. */
function claudeSessions({ env, home, roots, isOurs, wants }: Wanted): HostSessions {
  const projects = hostFolder(env['CLAUDE_CONFIG_DIR'], home, '.claude', 'projects');
  if (projects === undefined) return { sessions: [], passed: 0 };
  const names = roots.map(projectFolder);
  const mayBe = (folder: string): boolean =>
    names.some((name) => folder === name || folder.startsWith(`${name}-`));
  const sessions: FoundSession[] = [];
  let passed = 0;
  for (const name of namesWithin(projects, projects).filter(mayBe)) {
    const folder = join(projects, name);
    const files = namesWithin(projects, folder);
    let beside: Map<string, SubagentFile[]> | undefined;
    for (const file of files) {
      const session = file.endsWith('.jsonl') ? file.slice(0, -'.jsonl'.length) : '';
      if (!isFileId(session) || AGENT.test(file)) continue;
      const main = fileWithin(projects, join(folder, file));
      if (main === undefined) continue;
      const own = subagentsIn(projects, join(folder, session, 'subagents'));
      const paths = [main, ...own.map(({ path }) => path)];
      if (!wants(session, extentOf(paths).changed)) {
        passed += 1;
        continue;
      }
      const head = headOf(main);
      if (head === undefined || head.session !== session || !isOurs(head.cwd)) continue;
      // Older versions put the files of subagents beside the sessions.
      beside ??= agentsBeside(projects, folder, files);
      const subagents = [...own, ...(beside.get(session) ?? [])];
      const extent = extentOf([main, ...subagents.map(({ path }) => path)]);
      sessions.push({ host: 'claude-code', session, files: { main, subagents }, cwd: head.cwd, ...extent });
    }
  }
  return { sessions, passed };
}

function subagentsIn(projects: string, folder: string): SubagentFile[] {
  return namesWithin(projects, folder).flatMap((file) => {
    const agentId = AGENT.exec(file)?.[1];
    const path = agentId === undefined ? undefined : fileWithin(projects, join(folder, file));
    if (agentId === undefined || path === undefined) return [];
    return [{ path, agentId, meta: fileWithin(projects, join(folder, `agent-${agentId}.meta.json`)) }];
  });
}

function agentsBeside(
  projects: string,
  folder: string,
  files: readonly string[],
): Map<string, SubagentFile[]> {
  const found = new Map<string, SubagentFile[]>();
  for (const file of files) {
    const agentId = AGENT.exec(file)?.[1];
    const path = agentId === undefined ? undefined : fileWithin(projects, join(folder, file));
    const session = path === undefined ? undefined : headOf(path)?.session;
    if (agentId === undefined || path === undefined || session === undefined) continue;
    found.set(session, [...(found.get(session) ?? []), { path, agentId, meta: undefined }]);
  }
  return found;
}

/** Codex keeps the sessions of all folders by day, archived ones in a folder of their own; their first line says where they ran. */
function codexSessions({ env, home, isOurs, wants }: Wanted): HostSessions {
  const mains: { session: string; main: string; cwd: string | undefined }[] = [];
  const agents = new Map<string, string[]>();
  let passed = 0;
  const threads = new Set<string>();
  for (const path of rolloutsOf(env, home)) {
    const thread = ROLLOUT.exec(path.slice(path.lastIndexOf(sep) + 1))?.[1];
    // One that was copied to the archive is there twice.
    if (thread === undefined || !isFileId(thread) || threads.has(thread)) continue;
    threads.add(thread);
    if (!wants(thread, extentOf([path]).changed)) {
      passed += 1;
      continue;
    }
    const head = headOf(path);
    if (head?.host !== 'codex' || !isOurs(head.cwd)) continue;
    if (head.agent === undefined) mains.push({ session: head.session, main: path, cwd: head.cwd });
    else agents.set(head.session, [...(agents.get(head.session) ?? []), path]);
  }
  const found = mains.map(({ session, main, cwd }): FoundSession => {
    const paths = agents.get(session) ?? [];
    return {
      host: 'codex',
      session,
      files: { main, subagents: paths.map((path, at) => ({ path, agentId: String(at), meta: undefined })) },
      cwd,
      ...extentOf([main, ...paths]),
    };
  });
  return { sessions: found, passed };
}

function* rolloutsOf(env: Wanted['env'], home: string): Generator<string> {
  const sessions = hostFolder(env['CODEX_HOME'], home, '.codex', 'sessions');
  if (sessions !== undefined) yield* rolloutsBelow(sessions);
  const archive = hostFolder(env['CODEX_HOME'], home, '.codex', ARCHIVE);
  if (archive === undefined) return;
  for (const name of namesWithin(archive, archive)) {
    const path = ROLLOUT.test(name) ? fileWithin(archive, join(archive, name)) : undefined;
    if (path !== undefined) yield path;
  }
  yield* rolloutsBelow(archive);
}

function* rolloutsBelow(sessions: string): Generator<string> {
  const below = (folder: string): string[] =>
    namesWithin(sessions, folder)
      .filter((name) => /^\d{2,4}$/.test(name))
      .map((name) => join(folder, name));
  for (const year of below(sessions))
    for (const month of below(year))
      for (const day of below(month))
        for (const name of namesWithin(sessions, day)) {
          const path = ROLLOUT.test(name) ? fileWithin(sessions, join(day, name)) : undefined;
          if (path !== undefined) yield path;
        }
}
