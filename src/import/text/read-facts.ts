import { splitDocument } from '../../record/document.ts';
import type { Author, Known, KnownFrom } from '../item.ts';
import { type Fact, factOf, foldKey } from './fact-keys.ts';
import { readAuthor } from './read-author.ts';
import { readHead } from './read-head.ts';
import type { Label } from './read-labels.ts';
import { readWhen } from './read-when.ts';
import { readYamlData, withoutQuotes, yamlChunks } from './read-yaml-header.ts';
import { isMap, type Said, settleFacts, textsOf } from './settle-facts.ts';

/** A line or a key above a text, as it stands in the source. */
export interface HeaderPart {
  readonly how: 'yaml' | 'label';
  readonly key: string;
  readonly raw: string;
}

/** What a text says of itself. */
export interface DocumentFacts {
  readonly title?: string;
  /** The first heading, where labels stand below it: it is before `bodyStart`, then. */
  readonly heading?: string;
  readonly author?: Known<Author>;
  readonly created?: Known<string>;
  readonly branch?: string;
  readonly commits?: readonly string[];
  readonly status?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  /** What the text says it is: `handoff`, `decision`. */
  readonly type?: string;
  /** Ids that it had: `CONV-30`, `task-12`. */
  readonly names: readonly string[];
  /** What may stand in frontmatter, whatever the kind: `headerOf` takes what the kind has. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What means nothing to canon, verbatim. */
  readonly rest: readonly { readonly key: string; readonly value: string }[];
  /** All that stands before the body, title aside, in order. */
  readonly header: readonly HeaderPart[];
  /** Where the body begins. */
  readonly bodyStart: number;
}

/**
 * What a text of any tool says of itself: frontmatter in any shape of keys (nested, too), bold labels, plain `Key: value` lines at
 * its top, the name of its file.
 */
export function readFacts(text: string, path: string): DocumentFacts {
  // What kind of file it is, and then what is in it: each is asked about more than once, in a row.
  if (last?.text !== text || last.path !== path) last = { text, path, facts: factsOf(text, path) };
  return last.facts;
}

let last: { readonly text: string; readonly path: string; readonly facts: DocumentFacts } | undefined;

function factsOf(text: string, path: string): DocumentFacts {
  const document = splitDocument(text);
  const said: Said = new Map();
  const header: HeaderPart[] = [];
  const rest: { key: string; value: string }[] = [];
  if (document.hasFrontmatter) {
    const known = new Set<string>();
    hear(said, known, readYamlData(document.yaml).data, [], 'frontmatter');
    for (const { key, raw } of yamlChunks(document.yaml)) {
      if (raw.trim() === '') continue;
      header.push({ how: 'yaml', key, raw });
      if (!known.has(key)) rest.push({ key, value: raw.slice(raw.indexOf(':') + 1).trim() });
    }
  }
  const head = readHead(text, document.bodyStart);
  for (const { raw, labels } of head.lines) {
    header.push({ how: 'label', key: labels[0]?.key ?? '', raw });
    for (const label of labels) {
      if (!hearLabel(said, label, 'label')) rest.push({ key: label.key, value: label.value });
    }
  }
  for (const label of head.staying) hearLabel(said, label, 'label');
  for (const label of head.further) hearLabel(said, label, 'label', FURTHER);
  return {
    ...settleFacts(said, path, head.heading ?? head.firstHeading),
    ...(head.heading === undefined ? {} : { heading: head.heading }),
    rest,
    header,
    bodyStart: head.bodyStart,
  };
}

/** What may be believed of labels that stand somewhere in the text. */
const FURTHER: ReadonlySet<Fact> = new Set(['author', 'created', 'branch', 'commits', 'session']);

function hearLabel(said: Said, label: Label, from: KnownFrom, only?: ReadonlySet<Fact>): boolean {
  const found = factOf(foldKey(label.key));
  if (!found || (only && !only.has(found.fact))) return false;
  // Frontmatter that is never closed is read as labels, too.
  const value = found.fact === 'title' ? withoutQuotes(label.value) : label.value;
  note(said, found.fact, found.rank, value, from);
  return true;
}

/** Takes in the facts of a map, those of nested maps by their own key or by all keys that lead there. */
function hear(
  said: Said,
  known: Set<string>,
  data: Readonly<Record<string, unknown>>,
  above: readonly string[],
  from: KnownFrom,
): void {
  for (const [key, value] of Object.entries(data)) {
    const path = [...above, key];
    const found =
      factOf(path.map(foldKey).join(' ')) ?? (above.length > 0 ? factOf(foldKey(key)) : undefined);
    // `author: { name, email }` is one person.
    if (isMap(value) && found?.fact !== 'author') {
      if (path.length < 4) hear(said, known, value, path, from);
      continue;
    }
    if (!found || value === null || value === '') continue;
    known.add(path[0] ?? '');
    // Deeper is further away from the text itself.
    note(said, found.fact, found.rank + above.length * 100, value, from);
  }
}

function note(said: Said, fact: Fact, rank: number, value: unknown, from: KnownFrom): void {
  const before = said.get(fact);
  // Frontmatter goes before labels, whatever it is called there.
  if (before && (before.from !== from || before.rank <= rank)) {
    if (before.from === from || isUsable(fact, before.value)) return;
  }
  if (isUsable(fact, value)) said.set(fact, { value, rank, from });
}

/** Whether a value says what its key promises: `date: soon` is no date, and the next best one counts. */
function isUsable(fact: Fact, value: unknown): boolean {
  const [text = ''] = textsOf(value);
  if (fact === 'created') return readWhen(text) !== undefined;
  if (fact === 'author' || fact === 'deciders') return textsOf(value).some((name) => readAuthor(name));
  return text !== '';
}
