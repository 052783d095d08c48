import { CanonError } from '../fault/error.ts';
import { checkKeys, describeValue, type LineOf, type RawDraft } from './draft-keys.ts';
import { readJson, type Json } from './json-text.ts';
import { knownName } from './section-names.ts';

type JsonObject = { readonly [key: string]: Json };

/**
 * Reads a JSON draft: the keys of the frontmatter, and the sections under `sections` or, by their name
 * (`next_action`), beside the other keys. A section is a Markdown text or a list of texts. `summary` beside
 * the other keys is the sentence of the frontmatter, as in Markdown.
 * @throws E_DRAFT_JSON, E_DRAFT_KIND, E_DRAFT_TYPE
 */
export function readJsonDraft(text: string, name: string): RawDraft {
  const { value, lines } = readJson(text, name);
  const lineOf: LineOf = (key) => lines.get(key);
  if (!isObject(value)) {
    throw new CanonError('E_DRAFT_JSON', { path: name, line: 1, data: { wanted: 'an object in braces' } });
  }
  const sections: { heading: string; text: string }[] = [];
  const rest: Record<string, Json> = Object.create(null) as Record<string, Json>;
  const add = (heading: string, content: Json, key: string): void => {
    const markdown = asMarkdown(content);
    if (markdown !== undefined) {
      sections.push({ heading, text: markdown });
      return;
    }
    throw wrongType(name, key, lineOf(key), 'Markdown text or a list of texts', content);
  };
  for (const [key, content] of Object.entries(value)) {
    if (key === 'sections') {
      if (!isObject(content)) throw wrongType(name, key, lineOf(key), 'an object of headings', content);
      for (const [heading, inner] of Object.entries(content)) add(heading, inner, `sections.${heading}`);
    } else if (key !== 'summary' && knownName(key) !== undefined) add(key, content, key);
    else rest[key] = content;
  }
  return { ...checkKeys(rest, lineOf, name), lineOf, sections };
}

function wrongType(
  path: string,
  key: string,
  line: number | undefined,
  wanted: string,
  value: Json,
): CanonError {
  const data = { key, wanted, found: describeValue(value) };
  return new CanonError('E_DRAFT_TYPE', { path, ...(line === undefined ? {} : { line }), data });
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text as it is, a list as a Markdown list; undefined for anything else. */
function asMarkdown(content: Json): string | undefined {
  if (content === null) return '';
  if (typeof content === 'string') return content.replace(/\r\n?/g, '\n');
  if (!Array.isArray(content) || !content.every((one) => typeof one === 'string')) return undefined;
  const lines = content.map((one) => one.trim()).filter(Boolean);
  return lines.map((one) => `- ${one.replace(/\s*\n/g, '\n  ')}`).join('\n');
}
