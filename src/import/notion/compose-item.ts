import { createHash } from 'node:crypto';
import type { NewSection } from '../../record/compose.ts';
import type { Doubt, Known, SourceItem } from '../item.ts';
import type { ImportMap } from '../map.ts';
import { readWhen } from '../text/read-when.ts';
import type { Synonyms } from '../text/section-synonyms.ts';
import { disarmLinks } from './dead-links.ts';
import type { Draft } from './drafts.ts';
import type { DraftLinks } from './item-links.ts';
import { pageSections } from './page-sections.ts';
import { readProperties } from './read-properties.ts';
import { type Relation, relationLines } from './see-also.ts';

/** An item of a draft. */
export async function composeItem(
  draft: Draft,
  { links, dead, properties, cells }: DraftLinks,
  relations: readonly Relation[],
  { map, synonyms }: { readonly map: ImportMap; readonly synonyms: Synonyms },
): Promise<SourceItem> {
  const { page } = draft;
  const kind: SourceItem['kind'] = draft.kind ?? { value: 'learning', from: 'guess' };
  const facts = readProperties([...draft.properties, ...draft.cells], kind.value, map);
  const body = page ? await disarmLinks(page.head.body, (href) => dead.has(href)) : '';
  const all = new Map(links);
  for (const { href, to } of relations) if (href !== undefined && to) all.set(href, to);
  const sections = withRelations(pageSections(kind.value, body, synonyms), relationLines(relations));
  const created = facts.created ?? createdOf(draft);
  const lines = [...properties, ...cells].map(listed).join('\n');
  const fields: Record<string, unknown> = { ...facts.fields };
  if (!draft.kind) fields['tags'] = [...((fields['tags'] as string[] | undefined) ?? []), 'uncertain'];
  if (draft.notionId !== undefined) fields['external_id'] ??= draft.notionId;
  const doubts: Doubt[] = [...facts.doubts];
  if (!draft.kind) doubts.push('kind');
  if (page?.untitled) doubts.push('title');
  if (page?.odd) doubts.push('encoding');
  if (created?.from === 'file') doubts.push('date');
  return {
    id: draft.id,
    path: draft.path,
    hash: draft.hash ?? hashOf(draft),
    text: sourceText(draft, properties, cells),
    kind,
    title: draft.title,
    ...(facts.author && { author: facts.author }),
    ...(created && { created }),
    fields,
    aliases: [...new Set([...facts.aliases, ...aliasOfTitle(draft.title)])],
    sections,
    ...(lines !== '' && { properties: lines }),
    links: all,
    assets: [...new Set([...all.values()].flatMap((to) => (to.to === 'asset' ? [to.hash] : [])))],
    doubts,
  };
}

/** A property as an entry of a list: its further lines belong to it. */
const listed = (line: string): string => `- ${line.replace(/\n/g, '\n  ')}`;

function withRelations(sections: readonly NewSection[], lines: string): NewSection[] {
  if (lines === '') return [...sections];
  const at = sections.findIndex(({ heading }) => heading === 'See Also');
  const old = sections[at];
  if (!old) return [...sections, { heading: 'See Also', text: lines }];
  return sections.with(at, { ...old, text: `${old.text.trimEnd()}\n\n${lines}` });
}

/**
 * What the page says, as it was read. Only links between properties are written as Markdown writes them: in Notion's own way,
 * nobody would see that they are some.
 */
function sourceText(
  { page }: Draft,
  properties: readonly string[],
  cells: readonly string[],
): string | undefined {
  if (!page) return cells.length === 0 ? undefined : cells.join('\n');
  const { start, end } = page.head;
  const head = properties.length === 0 ? page.text.slice(start, end) : `${properties.join('\n')}\n`;
  const whole = page.text.slice(0, start) + head + page.text.slice(end);
  return cells.length === 0 ? whole : `${whole}\n\n${cells.join('\n')}\n`;
}

function hashOf({ page, cells }: Draft): string {
  if (page && cells.length === 0) return page.hash;
  return createHash('sha256')
    .update(JSON.stringify([page?.hash, cells]))
    .digest('hex');
}

function createdOf({ title, page }: Draft): Known<string> | undefined {
  const named = readWhen(title);
  if (named !== undefined) return { value: named, from: 'name' };
  const at = page?.file.at;
  if (at === undefined) return undefined;
  return { value: `${new Date(at).toISOString().slice(0, 19)}Z`, from: 'file' };
}

const aliasOfTitle = (title: string): string[] => /^CONV-\d+\b/i.exec(title)?.slice(0, 1) ?? [];
