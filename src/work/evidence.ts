import { destinationPath } from '../record/markdown-write.ts';

/** One piece of evidence behind a task: a link to a record, or a commit. */
export interface EvidencePart {
  /** The id of the record that is linked, or the commit's. */
  readonly ref: string;
  readonly kind: 'record' | 'commit';
  /** Offsets in the text it was read from. */
  readonly from: number;
  readonly to: number;
}

/** What stands behind the last dash of a task, if it is evidence and nothing else. */
export interface Evidence {
  /** Where the text before it ends; the length of all where there is no evidence. */
  readonly at: number;
  readonly parts: readonly EvidencePart[];
}

const LINK = /^\[([^\]]{1,200})\]\(([^()\s]{1,500})\)$/;
const COMMIT = /^(`?)([0-9a-f]{7,64})\1$/;
const DASH = /\s—\s/g;
/** More is no evidence. */
const LONGEST = 2000;

/** Reads ` — [RT-260511-01](../docs/sessions/RT-260511-01.md), 3f889a1` at the end of a task's text. */
export function readEvidence(text: string): Evidence {
  const none: Evidence = { at: text.length, parts: [] };
  const from = Math.max(0, text.length - LONGEST);
  let dash = -1;
  for (const found of text.slice(from).matchAll(DASH)) dash = from + found.index;
  if (dash < 0) return none;
  const parts: EvidencePart[] = [];
  let at = dash + 3;
  for (const piece of text.slice(at).split(',')) {
    const part = piece.trim();
    const named = part === '' ? undefined : evidenceOf(part);
    if (!named) return none;
    const start = at + piece.indexOf(part);
    parts.push({ ...named, from: start, to: start + part.length });
    at += piece.length + 1;
  }
  return { at: text.slice(0, dash).trimEnd().length, parts };
}

function evidenceOf(part: string): Pick<EvidencePart, 'ref' | 'kind'> | undefined {
  const link = LINK.exec(part);
  const commit = COMMIT.exec(link ? (link[1] ?? '') : part)?.[2];
  const record = link && /([^/]+)\.md$/.exec(destinationPath(link[2] ?? ''))?.[1];
  if (record) return { ref: record, kind: 'record' };
  return commit === undefined ? undefined : { ref: commit, kind: 'commit' };
}
