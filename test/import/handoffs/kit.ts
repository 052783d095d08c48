import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readHandoffs } from '../../../src/import/handoffs/read-handoffs.ts';
import type { SourceContents, SourceItem } from '../../../src/import/item.ts';
import { composeItem } from '../../../src/import/plan/compose-item.ts';
import { linkMap } from '../../../src/import/plan/link-map.ts';
import { titleOf } from '../../../src/import/plan/titles.ts';
import { whenOf } from '../../../src/import/plan/when.ts';
import { compareTexts, type Lost } from '../../../src/import/verify/compare.ts';
import { EMPTY_MAP } from '../../../src/import/map.ts';
import type { FileOrigin, ReadOptions } from '../../../src/import/reader.ts';
import { projectAt, worldOf } from '../../support/project.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { missingWords } from '../../support/words.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, ...path.split('/'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, 1_778_000_000, 1_778_000_000);
  }
}

/** Reads a source as the command does, without its plan. */
export async function read(
  box: Sandbox,
  repo: string,
  path: string | undefined,
  options: Partial<ReadOptions> & { known?: ReadonlyMap<string, FileOrigin> } = {},
): Promise<SourceContents> {
  const contents = await readHandoffs(await projectAt(box, repo), worldOf(box, repo), path, {
    paths: path === undefined ? [] : [path],
    map: EMPTY_MAP,
    origins: () => Promise.resolve(options.known ?? new Map()),
    say: () => {},
    normalize: false,
    history: false,
    signal: new AbortController().signal,
    ...options,
  });
  await contents.close();
  return contents;
}

/** An item in short: what a test is about, and what stands under its headings. */
export function inShort(item: SourceItem): Record<string, unknown> {
  const { kind, title, author, created, fields, aliases, sections, properties, doubts } = item;
  return {
    kind: `${kind.value} (${kind.from})`,
    title,
    ...(author ? { author: `${author.value.name ?? author.value.email ?? ''} (${author.from})` } : {}),
    ...(created ? { created: `${created.value} (${created.from})` } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    sections: Object.fromEntries(sections.map(({ heading, text }) => [heading, text])),
    ...(properties === undefined ? {} : { properties }),
    ...(doubts.length > 0 ? { doubts } : {}),
  };
}

/** Words of the source that an item has nowhere. */
export const lostOf = (item: SourceItem): string[] =>
  missingWords(
    item.text ?? '',
    // In the frontmatter and as the heading.
    `title ${item.title} ${item.title}`,
    item.properties ?? '',
    JSON.stringify(item.fields),
    ...item.sections.flatMap(({ heading, text }) => [heading, text]),
  );

/** What an import's own proof misses of an item in the record that it would make. */
export async function missedOf(item: SourceItem, contents: SourceContents): Promise<Lost[]> {
  const files = new Map(contents.items.map(({ id }, i) => [id, `docs/sessions/RT-260511-${i}.md`]));
  const links = linkMap(item.links, files.get(item.id) ?? '', (id) => files.get(id), contents.assets);
  const record = await composeItem(item, {
    source: 'handoffs',
    kind: item.kind.value,
    id: 'RT-260511-01',
    title: titleOf(item),
    owner: 'roman',
    when: whenOf(item.created, '2026-05-11'),
    aliases: [],
    at: '2026-05-11T10:00:00Z',
    links,
  });
  return item.text === undefined ? [] : await compareTexts(item.text, record, links);
}
