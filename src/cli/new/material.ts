import { containedText } from '../../handoff/section-text.ts';
import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import { escapeInline, linkDestination, relativePath } from '../../record/markdown-write.ts';
import { rebaseLinks } from '../../record/rebase-links.ts';
import { isEmptyText, sectionText, stripComments } from '../../record/sections.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { readBody } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';

/** Which section of a session becomes which of the record that grows out of it. */
const TAKES = {
  learning: [['Learnings', 'What']],
  adr: [
    ['Decisions Made', 'Decision'],
    ['Ruled Out', 'Alternatives Considered'],
  ],
} as const;

export interface Material {
  /** By section of the new record. */
  readonly sections: ReadonlyMap<string, string>;
  /** Sections of the session that say nothing. */
  readonly missing: readonly string[];
}

/**
 * What a session has to say for a record that grows out of it, to be put into words by whoever writes that. Links lead
 * where they led in the session. A decision names its session in Context; a learning has it as `source`.
 */
export async function materialOf(
  project: Pick<Project, 'root' | 'top' | 'prefix'>,
  session: Row,
  kind: keyof typeof TAKES,
  path: string,
): Promise<Material> {
  const text = (await readRecord(project, session.path)) ?? '';
  const { document } = await parseFrontmatterFully(text, 'session');
  const body = await readBody('session', document.body);
  const sections = new Map<string, string>();
  if (kind === 'adr') {
    const link = linkDestination(relativePath(path, session.path));
    sections.set('Context', `From [${escapeInline(session.id)}](${link}): ${escapeInline(session.title)}`);
  }
  const missing: string[] = [];
  for (const [from, to] of TAKES[kind]) {
    const said = sectionText(body, from);
    if (isEmptyText(said)) missing.push(from);
    else {
      const contained = await containedText(stripComments(said).trim(), from, session.path);
      sections.set(to, await rebaseLinks(contained, session.path, path, project.prefix));
    }
  }
  return { sections, missing };
}
