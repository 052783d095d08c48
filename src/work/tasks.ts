import { readEntry } from '../record/markdown-entry.ts';
import type { Entry } from '../record/markdown-entry.ts';
import { plainText } from '../record/markdown-plain.ts';
import { destinationPath } from '../record/markdown-write.ts';
import type { Body } from '../record/sections.ts';

/** A task of a workstream: a checkbox at the top level of its Tasks section. */
export interface Task {
  /** `P2`, `T001`; without an id its position, `#3`. */
  readonly id: string;
  /** Without id and evidence, plain. */
  readonly text: string;
  readonly state: 'open' | 'done' | 'dropped';
  /** Sessions and commits named behind the last dash. */
  readonly evidence: readonly string[];
  /** 1-based line in the file. */
  readonly line: number;
  /** Where it stands in the body. */
  readonly entry: Entry;
}

const ID = /^([A-Z]{1,3}[0-9]{1,9}[a-z]?)\.(?:\s+|$)/;
const LINK = /^\[([^\]]{1,200})\]\(([^()\s]{1,500})\)$/;
const COMMIT = /^`?([0-9a-f]{7,40})`?$/;

/** The tasks of a body by the grammar of records.md. `bodyLine` is the file's line that the body begins on. */
export function tasksOf(body: Body, bodyLine = 1): Task[] {
  const tasks: Task[] = [];
  let position = 0;
  for (const section of body.sections) {
    if (section.key !== 'Tasks') continue;
    for (const item of section.items) {
      const entry = readEntry(body.source, item);
      const { said, evidence } = splitEvidence(entry.text);
      const plain = entry.box === undefined ? '' : plainText(said);
      if (plain === '') continue;
      position++;
      const id = ID.exec(plain);
      tasks.push({
        id: id?.[1] ?? `#${position}`,
        text: id ? plain.slice(id[0].length) : plain,
        state: entry.box === ' ' ? 'open' : entry.box === '-' ? 'dropped' : 'done',
        evidence,
        line: item.line + bodyLine - 1,
        entry,
      });
    }
  }
  return tasks;
}

/** What stands behind the last ` — `, if it is nothing but links to records and commits. */
function splitEvidence(text: string): { said: string; evidence: string[] } {
  const dash = text.lastIndexOf(' — ');
  if (dash < 0 || text.length - dash > 2000) return { said: text, evidence: [] };
  const evidence: string[] = [];
  for (const part of text.slice(dash + 3).split(',')) {
    const one = evidenceOf(part.trim());
    if (one === undefined) return { said: text, evidence: [] };
    evidence.push(one);
  }
  return { said: text.slice(0, dash), evidence };
}

function evidenceOf(part: string): string | undefined {
  const link = LINK.exec(part);
  if (!link) return COMMIT.exec(part)?.[1];
  const name = /([^/]+)\.md$/.exec(destinationPath(link[2] ?? ''))?.[1];
  return name ?? COMMIT.exec(link[1] ?? '')?.[1];
}
