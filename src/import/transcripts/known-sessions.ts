import { readHead } from '../../git/head.ts';
import { namedTips } from '../../git/refs.ts';
import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { refFiles } from '../../store/ref-files.ts';
import type { RowSet } from '../../store/row-set.ts';

/** How many commits other refs may stand at; what is beyond them is not looked at. */
const MOST_TIPS = 200;

/** A record that was made from a transcript, by a machine. */
export interface AutoRecord {
  readonly id: string;
  /** Relative to the project's root. */
  readonly path: string;
}

/** The host sessions that records name. */
export interface KnownSessions {
  /** Of a record that somebody wrote, or of any on another branch: nothing is made of them. */
  readonly closed: ReadonlySet<string>;
  /** Of a record here that was made from a transcript, by the host session. */
  readonly auto: ReadonlyMap<string, AutoRecord>;
}

/** Looks which host sessions have records, in this work tree and on every branch that this clone knows. */
export async function knownSessions(project: Project, rows: Pick<RowSet, 'having'>): Promise<KnownSessions> {
  const closed = new Set<string>();
  const auto = new Map<string, AutoRecord>();
  for (const { id, path, status, hostSessions = [], stub } of rows.having('kind', 'session')) {
    if (stub) continue;
    for (const session of hostSessions) {
      if (status === 'auto') auto.set(session, { id, path });
      else closed.add(session);
    }
  }
  for (const session of await elsewhere(project)) if (!auto.has(session)) closed.add(session);
  for (const session of closed) auto.delete(session);
  return { closed, auto };
}

/** Those that records of other branches name, and none here. */
async function elsewhere(project: Project): Promise<Set<string>> {
  const found = new Set<string>();
  const [head, refs] = await Promise.all([readHead(project.repo), namedTips(project.repo)]);
  if (head.oid === null) return found;
  const tips = [...new Set(refs.map(({ oid }) => oid))].filter((oid) => oid !== head.oid).slice(0, MOST_TIPS);
  if (tips.length === 0) return found;
  const look = refFiles(project, head.oid);
  const files = await look.files(tips);
  const sessions = tips
    .flatMap((tip) => files.get(tip) ?? [])
    .filter(({ path }) => project.layout.kindOfPath(path) === 'session');
  for (const { hostSessions = [], stub } of (await look.read(sessions)).values())
    if (!stub) for (const session of hostSessions) found.add(session);
  if (!project.readOnly) await look.keep();
  return found;
}

/** When a record was last made from its transcript, in milliseconds; undefined where it does not say. */
export async function importedAt(project: Project, { path }: AutoRecord): Promise<number | undefined> {
  const text = await readRecord(project, path).catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = await parseFrontmatterFully(text, 'session');
  const imported = parsed.ok ? parsed.data['imported'] : undefined;
  const at = typeof imported === 'object' && imported !== null ? Reflect.get(imported, 'at') : undefined;
  const ms = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
