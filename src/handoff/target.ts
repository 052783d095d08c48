import { CanonError } from '../fault/error.ts';
import { log } from '../git/log.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { parseSessionId, type SessionId } from '../record/ids.ts';
import { layoutOf } from '../store/layout.ts';
import { type Project } from '../store/project.ts';
import { readRecord } from '../store/read.ts';
import { nearest } from '../text/nearest.ts';
import type { Ground } from './ground.ts';
import type { HandoffRequest } from './request.ts';

/** A record that is there already: to be corrected, or left behind by a run that did not come to its end. */
export interface Existing {
  readonly id: SessionId;
  readonly path: string;
  readonly text: string;
  /** The commit that last changed it; undefined as long as it is not committed. */
  readonly commit?: { readonly oid: string; readonly own: boolean };
}

/**
 * The record that `--amend` or `--id` names, if it is there.
 * @throws E_HANDOFF_ID, E_AMEND_UNKNOWN, E_AMEND_FOREIGN
 */
export async function findExisting(ground: Ground, request: HandoffRequest): Promise<Existing | undefined> {
  const id = request.amend ?? request.id;
  if (id === undefined) return undefined;
  if (parseSessionId(id) === undefined) {
    throw new CanonError('E_HANDOFF_ID', {
      data: { id, option: request.amend === undefined ? '--id' : '--amend' },
    });
  }
  const { project, who, footing } = ground;
  const { head } = footing;
  for (const path of places(project, id)) {
    const text = await readRecord(project, path);
    if (text === undefined) continue;
    await checkOwner(text, path, id, who.slug);
    const [last] =
      head.oid === null ? [] : await log(project.repo, { max: 1, paths: [project.prefix + path] });
    const commit = last && { oid: last.oid, own: last.sessions.includes(id) };
    return { id: id as SessionId, path, text, ...(commit ? { commit } : {}) };
  }
  if (request.amend === undefined) return undefined;
  const own = new Set<string>();
  (await ground.rows).each((row) => {
    if (row.kind === 'session' && row.owner === who.slug) own.add(row.id);
  });
  const near = nearest(id, own);
  throw new CanonError('E_AMEND_UNKNOWN', { data: { id, near } });
}

/** Where a session's record may be, in either layout. */
function places({ config }: Pick<Project, 'config'>, id: string): string[] {
  const { paths } = config;
  return (['flat', 'month'] as const).map((layout) =>
    layoutOf({ paths, sessions: { layout } }).pathFor('session', id),
  );
}

async function checkOwner(text: string, path: string, id: string, me: string): Promise<void> {
  const parsed = await parseFrontmatterFully(text, 'session');
  if (!parsed.ok) {
    const { code, line, column, source, args } = parsed.fault;
    throw new CanonError(code, { path, line, column, source, data: args });
  }
  const operator = parsed.data['operator'];
  if (typeof operator === 'string' && operator !== me) {
    throw new CanonError('E_AMEND_FOREIGN', { path, data: { id, operator, me } });
  }
}
