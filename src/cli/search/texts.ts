import type { Body } from '../../record/sections.ts';
import { plainBlocks, recordBlocks } from '../../search/plain-blocks.ts';
import type { Project } from '../../store/project.ts';
import { readRecord } from '../../store/read.ts';
import { readRecordText } from '../../work/document.ts';
import type { Row } from '../../work/row.ts';

/** The body of a record; undefined where its file is gone, or is none that may be read. */
export async function readBodyOf(project: Project, row: Row): Promise<Body | undefined> {
  const text = await readRecord(project, row.path).catch(() => undefined);
  return text === undefined ? undefined : (await readRecordText(row.kind, text)).body;
}

/** A record as the pieces of plain text that snippets and phrases are looked for in. */
export async function readBlocks(project: Project, row: Row): Promise<string[]> {
  const body = await readBodyOf(project, row);
  return recordBlocks(row, body ? plainBlocks(body) : []);
}
