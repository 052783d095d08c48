import { ALLOWED } from '../../record/allowed.ts';
import { FIELDS } from '../../record/fields.ts';
import type { Kind } from '../../record/kinds.ts';
import { wordsOf } from './words-of.ts';
import type { DocumentFacts, HeaderPart } from './read-facts.ts';

/** What stood above a text, as its record has it. */
export interface Header {
  /** Of `facts.fields` what the kind has. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What stands in no field just as it stood: labels as they were, keys as a block of YAML. */
  readonly properties?: string;
}

/**
 * Shares out what stood above a text: what the kind has goes into frontmatter, and all that does not stand there
 * word for word is kept verbatim. `title` is the record's; `headings` are what else the text was called.
 */
export function headerOf(
  facts: DocumentFacts,
  kind: Kind,
  title: string,
  headings: readonly string[] = [],
): Header {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(facts.fields)) {
    if (!Object.hasOwn(FIELDS[kind], key)) continue;
    const allowed = (ALLOWED[kind] as Readonly<Record<string, readonly string[]>>)[key];
    if (allowed === undefined || allowed.includes(String(value))) fields[key] = value;
  }
  const keys = facts.header.filter(({ how }) => how === 'yaml').map(({ key }) => key);
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const key of keys) (once.has(key) ? twice : once).add(key);
  const labels = facts.header.filter(({ how }) => how === 'label').map(({ raw }) => raw);
  const yaml = facts.header
    .filter((part) => part.how === 'yaml' && (twice.has(part.key) || !isCarried(part, fields, title)))
    .map(({ raw }) => raw);
  const parts: string[] = [];
  let named = false;
  for (const heading of [facts.heading, ...headings]) {
    if (heading === undefined) continue;
    // The record's own heading is one of them, a day behind it or not.
    if (!named && beginsWith(title, heading)) named = true;
    else parts.push(heading);
  }
  if (labels.length > 0) parts.push(labels.map(listed).join('\n'));
  if (yaml.length > 0) parts.push(fenced(yaml.join('\n'), 'yaml'));
  return parts.length === 0 ? { fields } : { fields, properties: parts.join('\n\n') };
}

/** Lines would run into each other where they are shown: each is an item, unless it is one already. */
const listed = (line: string): string =>
  /^\s*(?:[-+>|]|\*\s|\d+[.)]\s)/.test(line) ? line : `- ${line.trimStart()}`;

/** A block of code around a text, whatever backticks are in it. */
export function fenced(text: string, language: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`{3,}/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replaceAll('\r\n', '\n').replace(/\n+$/, '')}\n${fence}`;
}

const beginsWith = (title: string, heading: string): boolean =>
  `${wordsOf(title).join(' ')} `.startsWith(`${wordsOf(heading).join(' ')} `);
const sameWords = (a: string, b: string): boolean => wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** A value without the marks of YAML: `c#` is not `c`, and `"c"` is. */
const bare = (value: string): string =>
  value
    .replace(/^[ \t]*-[ \t]+/gm, ' ')
    .replace(/["'[\],]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether a key of YAML stands in the record's frontmatter with every word and mark that it had. */
function isCarried(
  { key, raw }: HeaderPart,
  fields: Readonly<Record<string, unknown>>,
  title: string,
): boolean {
  const value = key === 'title' ? title : fields[key];
  if (value === undefined) return false;
  const there = (Array.isArray(value) ? value : [value]).map(String).join(' ');
  return sameWords(raw, `${key} ${there}`) && bare(raw.slice(raw.indexOf(':') + 1)) === bare(there);
}
