import type { Parsed } from '../../record/frontmatter.ts';
import { linkTarget } from '../../record/link-target.ts';
import { linkCandidates } from '../../record/links.ts';
import type { Kind } from '../../record/kinds.ts';
import { splitDocument } from '../../record/document.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { type NamedRecord, namedRecords } from '../../work/named-records.ts';
import type { Row } from '../../work/row.ts';

/** A record that another one names. */
export interface RecordLink {
  /** The frontmatter key that names it, or `body`. */
  readonly via: string;
  readonly kind: Kind | null;
  readonly id: string | null;
  readonly title: string | null;
  /** Relative to the project's root; null for what is no file here, or not there. */
  readonly path: string | null;
  /** As written, for a link in the body. */
  readonly href?: string;
}

const isMeant = (row: Row, { id, kind }: NamedRecord): boolean =>
  row.stub !== true && (kind === undefined || row.kind === kind) && row.id === id;

/** A live id goes before an alias of the same name. */
const findMeant = (rows: readonly Row[], mention: NamedRecord): Row | undefined =>
  rows.find((row) => isMeant(row, mention)) ??
  rows.find((row) => row.kind === (mention.kind ?? row.kind) && row.aliases?.includes(mention.id));

const linkTo = (via: string, row: Row): RecordLink => ({
  via,
  kind: row.kind,
  id: row.id,
  title: row.title,
  path: row.path,
});

/** The destinations of the real links in a body: what only looks like one (in code, in a comment) is none. */
async function hrefsIn(body: string): Promise<string[]> {
  if (linkCandidates(body).length === 0) return [];
  const { markdownLinks } = await import('../../record/markdown-links.ts');
  return markdownLinks(body).flatMap(({ kind, href }) => (kind === 'link' ? [href] : []));
}

/** Everything a record points to: what its frontmatter names, then the links of its body, each once. */
export async function linksOut(
  project: Project,
  row: Row,
  { document: { body } }: Pick<Parsed, 'document'>,
  rows: readonly Row[],
): Promise<RecordLink[]> {
  const named = namedRecords(row).map((mention): RecordLink => {
    const found = findMeant(rows, mention);
    return found
      ? linkTo(mention.via, found)
      : { via: mention.via, kind: mention.kind ?? null, id: mention.id, title: null, path: null };
  });
  const byPath = new Map(rows.map((one) => [one.path, one]));
  const linked = (await hrefsIn(body)).flatMap((href): RecordLink[] => {
    const target = linkTarget(href, row.path, project.prefix);
    if (target.to === 'same-file') return [];
    const found = target.to === 'file' ? byPath.get(target.path) : undefined;
    if (found) return [{ ...linkTo('body', found), href }];
    return [
      {
        via: 'body',
        kind: null,
        id: null,
        title: null,
        path: target.to === 'file' ? target.path : null,
        href,
      },
    ];
  });
  const seen = new Set<string>();
  return [...named, ...linked].filter((link) => {
    const key = `${link.via}\0${link.path ?? link.id ?? link.href ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

// As many files at once as the system's threads can read.
const AT_ONCE = 16;

/** Every record that points to this one. Reads all of them: nothing keeps the links of bodies. */
export async function linksIn(project: Project, target: Row, rows: readonly Row[]): Promise<RecordLink[]> {
  const names = [target.id, ...(target.aliases ?? [])];
  const others = rows.filter((row) => row.stub !== true && row.path !== target.path);
  const found = new Map<number, RecordLink[]>();
  const inspect = async (row: Row, at: number): Promise<void> => {
    const links = namedRecords(row)
      .filter(({ id, kind }) => (kind ?? target.kind) === target.kind && names.includes(id))
      .map(({ via }) => linkTo(via, row));
    if (await pointsTo(project, row, target)) links.push(linkTo('body', row));
    if (links.length > 0) found.set(at, links);
  };
  const queue = others.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [at, row] of queue) await inspect(row, at);
    }),
  );
  return [...found].sort(([a], [b]) => a - b).flatMap(([, links]) => links);
}

async function pointsTo(project: Project, row: Row, target: Row): Promise<boolean> {
  // One file that cannot be read must not hide what the others say.
  const text = await readRecord(project, row.path).catch(() => undefined);
  if (text === undefined) return false;
  const file = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (!text.includes(file) && !text.includes('%')) return false;
  const isTarget = (href: string): boolean => {
    const to = linkTarget(href, row.path, project.prefix);
    return to.to === 'file' && to.path === target.path;
  };
  const { body } = splitDocument(text);
  if (!linkCandidates(body).some(({ href, plain }) => !plain || isTarget(href))) return false;
  return (await hrefsIn(body)).some(isTarget);
}
