import { splitDocument } from '../record/document.ts';
import { adrNumber, idFromPath, parseSessionId } from '../record/ids.ts';
import type { Kind } from '../record/kinds.ts';
import { linkTarget } from '../record/link-target.ts';

/** A record that gets another id, as far as texts speak of it. */
export interface Renaming {
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  /** Its file before, relative to the project's root. Links that lead to other files of that name stay. */
  readonly path: string;
  /** The project's root relative to the repository's top: `''` or with a slash at its end. */
  readonly prefix: string;
}

/** A line that speaks of a record, and how it reads with the new id. */
export interface Mention {
  /** The key of the frontmatter that it belongs to; null in the body. */
  readonly key: string | null;
  readonly before: string;
  readonly after: string;
}

/** A mention where it stands. */
export interface PlacedMention extends Mention {
  /** 1-based. */
  readonly line: number;
  /** A link in it leads to the record's file. */
  readonly linked: boolean;
}

/** A line of a record. */
export interface RecordLine {
  readonly key: string | null;
  /** Without its line end. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

const KEY = /^([A-Za-z_][\w-]*)[ \t]*:(?=[ \t]|$)/;

/** The lines of a record, each with the frontmatter key that it belongs to. */
export function recordLines(text: string): RecordLine[] {
  const { hasFrontmatter, bodyLine } = splitDocument(text);
  const last = hasFrontmatter ? bodyLine - 2 : 0;
  let key: string | null = null;
  return text.split('\n').map((raw, at) => {
    const own = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const inFront = at > 0 && at < last;
    if (inFront) key = KEY.exec(own)?.[1] ?? key;
    return { key: inFront ? key : null, text: own, line: at + 1 };
  });
}

/** Keys that name a record of each kind; `supersedes` and `superseded_by` name one of the file's own kind. */
const NAMED_BY: Readonly<Record<Kind, readonly string[]>> = {
  session: ['parent', 'closes', 'source'],
  workstream: ['workstream', 'blocked_by'],
  plan: ['plan', 'closes'],
  adr: [],
  learning: ['deprecated_by'],
};
const SUCCESSION = ['supersedes', 'superseded_by'];

/** What a record was called, and where it came from, stays as it is. */
const HISTORY: ReadonlySet<string> = new Set(['aliases', 'id', 'imported', 'external_id']);

/** Whether an id can be nothing but an id wherever it stands; a slug may be a word, or another kind's. */
export const isDistinct = (kind: Kind, id: string): boolean =>
  parseSessionId(id) !== undefined ||
  (kind === 'adr' && adrNumber(id) !== undefined) ||
  (kind === 'session' && /^[A-Z]{2,8}-\d/.test(id));

/**
 * The lines of a record that speak of another one by its id: frontmatter that names it (items of it too:
 * `RT-260511-01#w1`), links that lead to its file and, where the id cannot be anything else, text.
 * @param kind of the file
 * @param path of the file, relative to the project's root
 */
export function mentionsIn(
  lines: readonly RecordLine[],
  kind: Kind,
  path: string,
  renaming: Renaming,
): PlacedMention[] {
  const distinct = isDistinct(renaming.kind, renaming.from);
  const named = new Set([...NAMED_BY[renaming.kind], ...(kind === renaming.kind ? SUCCESSION : [])]);
  const word = wordOf(renaming.from);
  return lines.flatMap(({ key, text, line }): PlacedMention[] => {
    if (!text.includes(renaming.from) && !text.includes('%')) return [];
    if (key === null) {
      const { after, linked } = bodyLine(text, path, renaming, distinct ? word : undefined);
      return after === text ? [] : [{ key, before: text, after, line, linked }];
    }
    if (HISTORY.has(key) || !(distinct || named.has(key))) return [];
    const after = valueLine(text, word, renaming.to);
    return after === text ? [] : [{ key, before: text, after, line, linked: false }];
  });
}

/**
 * The record itself with its new id: all of it speaks of itself, but for what it continues or takes the place of.
 * The frontmatter's `id` and `aliases` are left to `setValues`.
 */
export function ownText(text: string, renaming: Renaming): string {
  const lines = recordLines(text).filter(
    ({ key }) => key === null || !['parent', ...SUCCESSION].includes(key),
  );
  return withMentions(text, mentionsIn(lines, renaming.kind, renaming.path, renaming));
}

/** The text with these lines as they read with the new id, wherever they stand under the same key. */
export function withMentions(text: string, mentions: readonly Mention[]): string {
  const known = new Map(mentions.map(({ key, before, after }) => [`${key}\0${before}`, after]));
  const raw = text.split('\n');
  for (const { key, text: own, line } of recordLines(text)) {
    const after = known.get(`${key}\0${own}`);
    if (after !== undefined) raw[line - 1] = after + ((raw[line - 1] ?? '').endsWith('\r') ? '\r' : '');
  }
  return raw.join('\n');
}

/** An id as a word of its own: not a part of a longer id, in any text, link or path. */
const wordOf = (id: string): RegExp =>
  new RegExp(`(?<![\\w-])${id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w|-\\w)`, 'g');

function valueLine(text: string, word: RegExp, to: string): string {
  const value = KEY.exec(text)?.[0].length ?? 0;
  return text.slice(0, value) + text.slice(value).replaceAll(word, () => to);
}

// `[label](destination` and `[label]: destination`. What is none after all, in code for instance, has no place that
// leads to the record, and is text.
const LINK =
  /\[([^[\]]*)\]\(\s*(<[^<>]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*)|^( {0,3}\[[^[\]]+\]:\s*)(<[^<>]*>|\S+)/g;

function bodyLine(
  text: string,
  path: string,
  { from, to, path: own, prefix }: Renaming,
  word: RegExp | undefined,
): { readonly after: string; readonly linked: boolean } {
  const inText = (part: string): string => (word ? part.replaceAll(word, () => to) : part);
  let out = '';
  let done = 0;
  let linked = false;
  for (const found of text.matchAll(LINK)) {
    const [whole, label, inline, lead, definition] = found;
    const written = inline ?? definition ?? '';
    const href = written.replace(/^<|>$/g, '');
    const target = linkTarget(href, path, prefix);
    out += inText(text.slice(done, found.index));
    done = found.index + whole.length;
    const leadsHere = target.to === 'file' && target.path === own;
    const leadsToOther =
      target.to === 'elsewhere' || (target.to === 'file' && idFromPath(target.path) === from);
    if (leadsHere) {
      linked = true;
      const now = written.replace(href, () => hrefTo(href, to));
      const shown = label === undefined ? '' : word || label !== from ? inText(label) : to;
      out +=
        lead === undefined ? whole.slice(0, -written.length).replace(label ?? '', () => shown) : inText(lead);
      out += now;
    } else if (leadsToOther || label === undefined) out += whole;
    else out += whole.replace(label, () => inText(label));
  }
  return { after: out + inText(text.slice(done)), linked };
}

/** The same destination with another file's name at its end. */
function hrefTo(href: string, to: string): string {
  const end = href.search(/[?#]/);
  const bare = end < 0 ? href : href.slice(0, end);
  const name = bare.lastIndexOf('/') + 1;
  return `${bare.slice(0, name)}${encodeURI(to)}.md${end < 0 ? '' : href.slice(end)}`;
}
