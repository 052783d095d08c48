import { CanonError } from '../fault/error.ts';
import { readBlobs } from '../git/objects.ts';
import { refsContaining } from '../git/refs.ts';
import { parseFrontmatterFully } from '../record/frontmatter.ts';
import { setValues } from '../record/set-values.ts';
import { atomicWrite } from '../store/atomic.ts';
import { containedPath } from '../store/read.ts';
import { amendRecord } from './amend.ts';
import type { Draft } from './draft.ts';
import { ALLOWED_SECRETS } from './draft-keys.ts';
import type { Ground } from './ground.ts';
import { supersededPaths } from './superseded.ts';
import { type Guard, makeGuard } from '../secrets/guard.ts';
import type { SessionChange } from './plan.ts';
import type { HandoffRequest } from './request.ts';
import type { Existing } from './target.ts';

/** What is left to do for a record that is there. */
export interface ExistingSession {
  /** Undefined when it is committed and nothing about it is to change. */
  readonly change: SessionChange | undefined;
  readonly title: string;
  readonly text: string;
  /** Its `tool_calls_breakdown`, as it stands. */
  readonly breakdown: unknown;
  readonly guard: Guard;
  /** Puts the new text into the work tree where the plan alone would take it for somebody's edit. */
  write(): Promise<void>;
}

/**
 * A record that is there already: `--amend` corrects it, `--id` finishes what a killed or stopped run left
 * behind. What the person changed in the file by hand counts as part of the correction.
 * @throws E_HANDOFF_DONE for `--id` with another draft than the committed record was made from
 */
export async function existingSession(
  { project, footing: { head }, rows }: Ground,
  existing: Existing,
  draft: Draft | undefined,
  request: HandoffRequest,
): Promise<ExistingSession> {
  const { id, path, commit } = existing;
  const before =
    head.oid === null ? undefined : await committedText(project.repo, `${head.oid}:${project.prefix}${path}`);
  const earlier = await dataOf(existing.text, path);
  const recorded = listOf(earlier[ALLOWED_SECRETS]);
  const guard = makeGuard(project.config.secrets, request.allowSecrets, recorded);
  let text = draft === undefined ? existing.text : await amendRecord(existing.text, id, draft);
  // Somebody has handed it off now, whoever made it first.
  if (draft !== undefined && (earlier['status'] === 'auto' || earlier['status'] === 'imported'))
    text = await setValues(text, [{ key: 'status', value: 'handed-off' }], 'session');
  await guard.look([{ path, text, committed: before }]);
  if (guard.used().length > 0) {
    const value = [...new Set([...recorded, ...guard.used()])];
    text = await setValues(text, [{ key: ALLOWED_SECRETS, value }], 'session');
    guard.forget();
    await guard.look([{ path, text, committed: before }]);
  }
  const data = await dataOf(text, path);
  const title = String(data['title'] ?? id);
  const superseded = supersededPaths(await rows, data, id);
  const change: SessionChange = {
    id,
    path,
    title,
    text,
    kind: before === undefined ? 'new' : 'correction',
    ...(superseded.length === 0 ? {} : { superseded }),
    ...(commit && (await replaceable(project.repo, head.oid, commit)) ? { amend: commit.oid } : {}),
  };
  const done = request.amend === undefined && before !== undefined;
  if (done && text !== existing.text) throw new CanonError('E_HANDOFF_DONE', { path, data: { id } });
  return {
    change: done ? undefined : change,
    title,
    text,
    breakdown: data['tool_calls_breakdown'],
    guard,
    async write() {
      if (text !== existing.text && existing.text !== before) {
        await atomicWrite(containedPath(project, path), text);
      }
    },
  };
}

/** A handoff's own commit may be replaced while nothing stands on it and nobody else has it. */
async function replaceable(
  repo: Ground['project']['repo'],
  head: string | null,
  { oid, own }: NonNullable<Existing['commit']>,
): Promise<boolean> {
  if (!own || oid !== head) return false;
  return (await refsContaining(repo, oid, ['refs/remotes', 'refs/tags'])).length === 0;
}

async function committedText(repo: Ground['project']['repo'], spec: string): Promise<string | undefined> {
  const [blob] = await readBlobs(repo, [spec]);
  return blob?.toString('utf8');
}

/** Frontmatter that is still a valid session's. */
async function dataOf(text: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  const parsed = await parseFrontmatterFully(text, 'session');
  if (!parsed.ok) {
    const { code, line, column, source, args } = parsed.fault;
    throw new CanonError(code, { path, line, column, source, data: args });
  }
  const { validate } = await import('../record/validate.ts');
  const [first] = validate('session', parsed.data, text);
  if (first === undefined) return parsed.data;
  throw new CanonError('E_SESSION_INVALID', {
    path,
    ...(first.line === undefined ? {} : { line: first.line }),
    ...(first.column === undefined ? {} : { column: first.column }),
    data: { ...first.args, rule: first.code },
  });
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
