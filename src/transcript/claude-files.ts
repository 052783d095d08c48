import { dirname, join, sep } from 'node:path';
import type { TranscriptPlace } from './facts.ts';
import { fileWithin, hostFolder, isFileId, namesOnce, namesWithin, realFolder } from './place.ts';

const SUBAGENT = /^agent-([\w.-]{1,100})\.jsonl$/;

/** The files of one session: its own, and those of its subagents. */
export interface ClaudeFiles {
  readonly main: string;
  readonly subagents: readonly SubagentFile[];
}

export interface SubagentFile {
  readonly path: string;
  readonly agentId: string;
  /** What stands beside it about the subagent; newer versions write it. */
  readonly meta: string | undefined;
}

/** Claude Code's files of a session: `projects/<folder>/<session>.jsonl`, `<session>/subagents/agent-*.jsonl`. */
export function claudeFiles(place: TranscriptPlace): ClaudeFiles | undefined {
  if (!isFileId(place.session)) return undefined;
  const main = named(place) ?? found(place);
  const folder = main === undefined ? undefined : realFolder(dirname(main));
  if (main === undefined || folder === undefined) return undefined;
  const beside = join(folder, place.session, 'subagents');
  const subagents = namesWithin(folder, beside).flatMap((file) => {
    const agentId = SUBAGENT.exec(file)?.[1];
    const path = agentId === undefined ? undefined : fileWithin(folder, join(beside, file));
    if (agentId === undefined || path === undefined) return [];
    return [{ path, agentId, meta: fileWithin(folder, join(beside, `agent-${agentId}.meta.json`)) }];
  });
  return { main, subagents };
}

/** The file that a payload named, if it can be this session's. */
function named({ session, transcript }: TranscriptPlace): string | undefined {
  const path = transcript?.replaceAll('\\', '/');
  if (transcript === undefined || !path?.endsWith(`/${session}.jsonl`)) return undefined;
  const folder = realFolder(dirname(transcript));
  return folder === undefined ? undefined : fileWithin(folder, join(folder, `${session}.jsonl`));
}

/** The file where Claude Code puts it. A session begun in a subfolder stands under that one's name. */
function found(place: TranscriptPlace): string | undefined {
  const { session, cwd, env, home } = place;
  const projects = hostFolder(env['CLAUDE_CONFIG_DIR'], home, '.claude', 'projects');
  if (projects === undefined) return undefined;
  const file = `${session}.jsonl`;
  const inFolder = (folder: string): string | undefined => fileWithin(projects, join(projects, folder, file));
  const usual = inFolder(projectFolder(cwd));
  if (usual !== undefined) return usual;
  for (const folder of namesOnce(place, projects, projects)) {
    // Not `join`: two million times it takes seconds.
    const isThere = namesOnce(place, projects, `${projects}${sep}${folder}`).has(file);
    const path = isThere ? inFolder(folder) : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}

/** How Claude Code names the folder of a project: by its path, with `-` for all that is no letter and no digit. */
export const projectFolder = (cwd: string): string => cwd.replaceAll(/[^A-Za-z0-9]/g, '-');
