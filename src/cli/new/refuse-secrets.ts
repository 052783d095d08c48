import { CanonError } from '../../fault/error.ts';
import { ALLOWED_SECRETS } from '../../handoff/draft-keys.ts';
import { makeGuard } from '../../secrets/guard.ts';
import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import type { Row } from '../../work/row.ts';

/**
 * Refuses a record that holds what looks like a secret. What was let through in the session that it grows out of is no
 * news in it.
 * @throws E_NEW_SECRET
 */
export async function refuseSecrets(
  project: Project,
  record: { readonly path: string; readonly text: string },
  session: Row | undefined,
): Promise<void> {
  const guard = makeGuard(project.config.secrets, [], await allowedIn(project, session));
  const [found] = await guard.look([record]);
  if (found === undefined) return;
  const { kind, fingerprint, line } = found;
  // The title stands in the line behind the fence, before all else.
  throw new CanonError('E_NEW_SECRET', { data: { kind, fingerprint, inTitle: line === 2 } });
}

async function allowedIn(project: Project, session: Row | undefined): Promise<string[]> {
  const text = session && (await readRecord(project, session.path));
  if (text === undefined) return [];
  const parsed = await parseFrontmatterFully(text, 'session');
  const allowed = parsed.ok ? parsed.data[ALLOWED_SECRETS] : undefined;
  return Array.isArray(allowed) ? allowed.filter((one) => typeof one === 'string') : [];
}
