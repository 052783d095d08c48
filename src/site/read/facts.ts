import { hash } from 'node:crypto';
import type { Kind } from '../../record/kinds.ts';
import { linkTarget } from '../../record/link-target.ts';
import { linkCandidates } from '../../record/links.ts';
import { leadText } from '../../record/markdown-shown.ts';
import { sectionText } from '../../record/sections.ts';
import { readRecordText } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';
import { tasksOf } from '../../work/tasks.ts';
import { excerpt } from '../excerpt.ts';
import type { RecordFacts } from '../model.ts';

/** The section that says what a record is about. */
const LEAD: Readonly<Record<Kind, string>> = {
  session: 'Summary',
  workstream: 'Goal',
  plan: 'Goal',
  adr: 'Decision',
  learning: 'What',
};
/** A lead is read in a glance. */
const LONGEST_LEAD = 400;
const MOST_LINKS = 200;
/** So many are looked at: what nobody wrote by hand may hold a million. */
const MOST_READ = 10_000;

/** What was made of a text holds as long as this is the same. */
export const textHash = (text: string): string => hash('sha256', text, 'hex').slice(0, 20);

/** Reads what a record's file says beyond its row. */
export async function factsOf(row: Row, text: string, prefix: string): Promise<RecordFacts> {
  const { frontmatter, body } = await readRecordText(row.kind, text);
  const { bodyLine } = frontmatter.document;
  const lead = excerpt(leadText(sectionText(body, LEAD[row.kind]), body.source), LONGEST_LEAD);
  const links = new Set<string>();
  for (const { href, kind } of linkCandidates(body.source).slice(0, MOST_READ)) {
    if (links.size >= MOST_LINKS) break;
    if (kind !== 'link') continue;
    const target = linkTarget(href, row.path, prefix);
    if (target.to === 'file') links.add(target.path);
  }
  return {
    hash: textHash(text),
    data: frontmatter.ok ? { ...frontmatter.data } : {},
    lead: lead === '' ? null : lead,
    tasks: row.kind === 'workstream' ? tasksOf(body, bodyLine) : [],
    links: [...links],
  };
}
