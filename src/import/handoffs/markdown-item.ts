import { isDate } from '../../record/ids.ts';
import type { Author, Doubt, Known } from '../item.ts';
import { cutSections } from '../text/cut-sections.ts';
import { headerOf } from '../text/header-of.ts';
import { type DocumentFacts, readFacts } from '../text/read-facts.ts';
import type { Recognised } from './recognise.ts';
import type { DraftItem, Making, SourceFile } from './source-file.ts';
import { statusOf } from './status-of.ts';
import { titleOf } from './title-of.ts';

/** The item of a Markdown file, or of one entry of it. `facts` where they were read already. */
export function markdownItem(
  file: SourceFile,
  { kind, unsure, family }: Recognised,
  { synonyms }: Making,
  facts: DocumentFacts = readFacts(file.text, file.path),
): DraftItem {
  const cut = cutSections(kind.value, file.text.slice(facts.bodyStart), synonyms);
  const created = createdOf(file, facts);
  const titled = titleOf([facts.title, facts.heading, cut.title], file.path, created.value);
  const { doubt } = titled;
  const aliases = aliasesOf(file, facts, family);
  const title = family === 'backlog' ? withoutTaskId(titled.title, aliases) : titled.title;
  const { fields, properties } = headerOf(
    facts,
    kind.value,
    title,
    cut.title === undefined ? [] : [cut.title],
  );
  const doubts = new Set<Doubt>();
  if (unsure) doubts.add('kind');
  if (doubt) doubts.add('title');
  if (created.from === 'file') doubts.add('date');
  if (file.oddEncoding) doubts.add('encoding');
  const more: Record<string, unknown> = { ...fields };
  if (kind.value !== 'session' && facts.status !== undefined) {
    const status = statusOf(kind.value, facts.status);
    if (status === undefined) doubts.add('status');
    else more['status'] = status;
  }
  const priority = family === 'backlog' ? priorityOf(facts) : undefined;
  if (priority !== undefined && (kind.value === 'workstream' || kind.value === 'plan'))
    more['priority'] = priority;
  if (unsure) more['tags'] = [...new Set([...(facts.tags ?? []), 'uncertain'])];
  const author = authorOf(file, facts);
  return {
    id: file.id,
    path: file.path,
    hash: file.hash,
    text: file.text,
    kind,
    title,
    ...(author === undefined ? {} : { author }),
    created,
    fields: more,
    aliases,
    sections: cut.sections,
    ...(properties === undefined ? {} : { properties }),
    doubts: [...doubts],
  };
}

/** `[2026-05-11 10:20:11]`, as tools put it before what they note. */
const STAMP = /\[(20\d\d-\d\d-\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?\]/g;

/** The latest of the days that a text has stamped on its notes: the file was written then, and copied later. */
function lastStamp(text: string): string | undefined {
  let last: string | undefined;
  for (const [, day = ''] of text.matchAll(STAMP))
    if (isDate(day) && (last === undefined || day > last)) last = day;
  return last;
}

/** When it was written: what it says, else git, else its latest note, else the time of the file. */
export function createdOf(file: SourceFile, facts: Pick<DocumentFacts, 'created'>): Known<string> {
  if (facts.created) return facts.created;
  if (file.origin && !file.origin.inBulk) return { value: file.origin.at, from: 'git' };
  const stamp = lastStamp(file.text);
  if (stamp !== undefined) return { value: stamp, from: 'guess' };
  if (file.origin) return { value: file.origin.at, from: 'guess' };
  return { value: `${new Date(file.mtime).toISOString().slice(0, 19)}Z`, from: 'file' };
}

/** Who wrote it: whom it names, else the author of the commit that brought it. */
export function authorOf(file: SourceFile, facts: Pick<DocumentFacts, 'author'>): Known<Author> | undefined {
  if (facts.author) return facts.author;
  if (!file.origin) return undefined;
  const { author: name, email } = file.origin;
  return { value: { name, email }, from: 'git' };
}

function aliasesOf(file: SourceFile, facts: DocumentFacts, family: Recognised['family']): string[] {
  const aliases = [...facts.names];
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const task = family === 'backlog' ? /^([a-z]+-\d+(?:\.\d+)*) - /i.exec(name)?.[1] : undefined;
  const conv = /^(CONV-\d+)/.exec(name)?.[1];
  for (const one of [task, conv]) if (one !== undefined) aliases.push(one);
  // `TASK-2` in the text is the `task-2` of the file's name.
  const once = new Map(aliases.toReversed().map((one) => [one.toLowerCase(), one]));
  return [...new Set(aliases)].filter((one) => /[a-z]/i.test(one) && once.get(one.toLowerCase()) === one);
}

/** A task's title without its own id before it: that is an alias, and would be shown twice. */
function withoutTaskId(title: string, aliases: readonly string[]): string {
  const [, id, number, rest] =
    /^(?:#|([a-z]+-))(\d+(?:\.\d+)*)(?:\s*[:–—-]\s+|[.)]\s+|\s+)(\S.*)$/is.exec(title) ?? [];
  if (number === undefined || rest === undefined) return title;
  const isOwn = aliases.some((alias) => {
    const own = alias.toLowerCase();
    return id === undefined
      ? /^[a-z]+-/.test(own) && own.endsWith(`-${number}`)
      : own === `${id.toLowerCase()}${number}`;
  });
  return isOwn ? rest : title;
}

const PRIORITY: Readonly<Record<string, string>> = {
  critical: 'P0',
  urgent: 'P0',
  high: 'P1',
  medium: 'P2',
  low: 'P3',
};

function priorityOf({ header }: DocumentFacts): string | undefined {
  const raw = header.find(({ key }) => key.toLowerCase() === 'priority')?.raw ?? '';
  return PRIORITY[
    raw
      .slice(raw.indexOf(':') + 1)
      .replace(/["']/g, '')
      .trim()
      .toLowerCase()
  ];
}
