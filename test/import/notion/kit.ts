import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { SourceContents, SourceItem } from '../../../src/import/item.ts';
import { EMPTY_MAP, type ImportMap } from '../../../src/import/map.ts';
import { readNotion } from '../../../src/import/notion/read-notion.ts';
import type { ReadOptions } from '../../../src/import/reader.ts';
import type { Project } from '../../../src/store/project.ts';
import type { World } from '../../../src/world.ts';
import { makeZip } from '../../support/zip.ts';

/** A folder that goes with the test. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'canon-notion-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function options(paths: readonly string[], more: Partial<ReadOptions> = {}): ReadOptions {
  return {
    paths,
    map: EMPTY_MAP,
    origins: () => Promise.resolve(new Map()),
    say: () => {},
    normalize: false,
    history: false,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Reads an export that lies somewhere; what it opened is closed with the test. */
export async function read(
  paths: readonly string[],
  more: Partial<ReadOptions> & { sections?: Record<string, string[]> } = {},
): Promise<SourceContents> {
  // A reader asks a project for its configuration alone.
  const project = { config: { import: { sections: more.sections ?? {} } } } as unknown as Project;
  const stream = new PassThrough();
  const world: World = {
    cwd: '/',
    env: {},
    stdin: stream,
    stdout: stream,
    stderr: stream,
    now: () => ({ ms: 0, offset: 0 }),
  };
  const contents = await readNotion(project, world, paths[0], options(paths, more));
  onTestFinished(() => contents.close());
  return contents;
}

/** An export of these files, by path. */
export async function exported(
  files: Readonly<Record<string, string | Buffer>>,
  map: Partial<ImportMap> = {},
): Promise<SourceContents> {
  const file = join(folder(), 'Export-0f9d9d6c-6f0c-4c83-9d31-0a7f6f6f0a11.zip');
  writeFileSync(file, makeZip(Object.entries(files).map(([name, data]) => ({ name, data }))));
  return read([file], { map: { ...EMPTY_MAP, ...map } });
}

/** The one item of a title. */
export function item({ items }: SourceContents, title: string): SourceItem {
  const found = items.filter((one) => one.title === title);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} items are called ${title}`);
  return found[0];
}

/** The body of an item as Markdown. */
export const bodyOf = ({ sections }: SourceItem): string =>
  sections.map(({ heading, text }) => `## ${heading}\n\n${text}`).join('\n\n');

/** An id made of one digit or letter. */
export const id = (digit: string): string => digit.repeat(32);
