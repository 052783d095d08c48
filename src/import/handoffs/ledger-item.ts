import { factOf, foldKey } from '../text/fact-keys.ts';
import { closeBlocks } from '../text/close-blocks.ts';
import { cutSections } from '../text/cut-sections.ts';
import { demoted } from '../text/demoted.ts';
import { fenced } from '../text/header-of.ts';
import { readFacts } from '../text/read-facts.ts';
import { readYamlData, type YamlChunk, yamlChunks } from '../text/read-yaml-header.ts';
import { matchSection } from '../text/section-synonyms.ts';
import { wordsOf } from '../text/words-of.ts';
import { destinationsOf } from './links.ts';
import { authorOf, createdOf, markdownItem } from './markdown-item.ts';
import type { Recognised } from './recognise.ts';
import type { DraftItem, Making, SourceFile } from './source-file.ts';
import { titleOf } from './title-of.ts';

/** Deeper lists than this are shown as they stand in the file. */
const DEEPEST = 6;

/** The keys of a YAML file, its documents one after the other; the lines that part them are none of them. */
function chunksOf(text: string): { chunks: YamlChunk[]; yaml: string } {
  const yaml = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .filter((line) => !/^(?:---|\.\.\.)[ \t]*$/.test(line))
    .join('\n');
  return { chunks: yamlChunks(yaml), yaml };
}

/** How many keys of a YAML file mean a section of a session: a ledger has two at least. */
export function ledgerSections(text: string, { synonyms }: Making): number {
  const means = ({ key }: YamlChunk): boolean =>
    key !== '' && matchSection('session', key, synonyms) !== undefined;
  return chunksOf(text).chunks.filter(means).length;
}

/** The item of a YAML file: keys that mean a section become it, the others stay as they stand. */
export function ledgerItem(file: SourceFile, what: Recognised, making: Making): DraftItem {
  const { kind } = what;
  const { synonyms } = making;
  const { chunks, yaml } = chunksOf(file.text);
  const facts = readFacts(`---\n${yaml}\n---\n`, file.path);
  const { data, sound } = readYamlData(yaml);
  // What does not parse is a text like any other.
  if (!sound) return markdownItem(file, what, making);
  const kept: string[] = [];
  let body = '';
  for (const { key, raw } of chunks) {
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    const isSection = key !== '' && !saysSomething(key, value) && matchSection(kind.value, key, synonyms);
    const shown = isSection ? markdownOf(value, 0) : undefined;
    // Quotes, escapes and comments may hold words that the value has not.
    const whole = shown !== undefined && isIn(raw, `${key} ${shown}`);
    // All the same it stands where it belongs.
    if (shown !== undefined && (whole || shown !== ''))
      body += `## ${key}\n\n${closeBlocks(demoted(shown, 2))}\n\n`;
    if (!whole && raw.trim() !== '') kept.push(raw);
  }
  const cut = cutSections(kind.value, body, synonyms);
  const created = createdOf(file, facts);
  const said = ['title', 'topic', 'goal'].map((key) =>
    typeof data[key] === 'string' ? firstSentence(data[key]) : undefined,
  );
  const { title, doubt } = titleOf([...said, facts.title], file.path, created.value);
  const author = authorOf(file, facts);
  const { status: _, ...fields } = facts.fields;
  return {
    id: file.id,
    path: file.path,
    hash: file.hash,
    text: wordsOnly(file.text),
    kind,
    title,
    ...(author === undefined ? {} : { author }),
    created,
    fields,
    aliases: facts.names,
    sections: cut.sections,
    ...(kept.length === 0 ? {} : { properties: asKept(kept.join('\n')) }),
    doubts: [
      ...(doubt ? (['title'] as const) : []),
      ...(created.from === 'file' ? (['date'] as const) : []),
      ...(file.oddEncoding ? (['encoding'] as const) : []),
    ],
  };
}

/** `status: partial` is no section, whatever a heading of that name would be. */
function saysSomething(key: string, value: unknown): boolean {
  const fact = factOf(foldKey(key))?.fact;
  return fact !== undefined && fact !== 'summary' && typeof value === 'string';
}

function isIn(raw: string, shown: string): boolean {
  const there = new Map<string, number>();
  for (const word of wordsOf(shown)) there.set(word, (there.get(word) ?? 0) + 1);
  return wordsOf(raw).every((word) => {
    const left = there.get(word) ?? 0;
    there.set(word, left - 1);
    return left > 0;
  });
}

/** A value as Markdown: texts as they are, lists as lists, maps as lists of what they hold; undefined where that would be no help. */
function markdownOf(value: unknown, depth: number): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value).trim();
  if (depth >= DEEPEST) return undefined;
  const lines: string[] = [];
  for (const [key, inner] of Array.isArray(value)
    ? value.map((one) => ['', one] as const)
    : Object.entries(value)) {
    const text = markdownOf(inner, depth + 1);
    if (text === undefined) return undefined;
    const isNested = typeof inner === 'object' && inner !== null;
    const flat = isNested && Array.isArray(inner) && inner.every((one) => typeof one !== 'object');
    const joined = flat ? inner.map(String).join(', ') : text;
    const head = key === '' ? '' : `${key}:`;
    if (isNested && !flat && key === '') {
      // A map in a list: its first key is the item, the others stand below.
      const [first = '', ...others] = text.split('\n');
      lines.push(`- ${first.replace(/^- /, '')}`, ...others.map((line) => `  ${line}`));
    } else if (isNested && !flat) {
      lines.push(`- ${head}`, ...text.split('\n').map((line) => `  ${line}`));
    } else lines.push(`- ${[head, joined].filter(Boolean).join(' ').replaceAll('\n', '\n  ')}`);
  }
  return lines.join('\n');
}

/** In YAML neither an indentation nor a fence makes a block of code, nor a dash a checkbox. */
const wordsOnly = (yaml: string): string =>
  yaml.replace(/^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3,}|~{3,})?/gm, (lead) =>
    lead.replace(/[^\d]+/g, ' ').trimStart(),
  );

/** YAML as it stands in the file; links in it are links below, for in a block of code they are none. */
function asKept(yaml: string): string {
  const links = [...destinationsOf([yaml])].filter((href) => /^[^\s<>()[\]\\]+$/.test(href));
  return [
    fenced(yaml, 'yaml'),
    links.map((href) => `- [${href.replace(/[*_`]/g, '\\$&')}](${href})`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function firstSentence(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length <= 120 ? line : `${line.slice(0, 119).replace(/\s+\S*$/, '')}…`;
}
