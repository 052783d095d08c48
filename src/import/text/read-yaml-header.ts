import { bareMap, type BareMap } from '../../record/bare-map.ts';
import { readFullYaml } from '../../record/full-yaml.ts';
import { readPlainYaml } from '../../record/plain-yaml.ts';

/** Every scalar is the text of its source. */
const EVERY: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true });

/** One key of the first level, and all its lines as they stand in the source. */
export interface YamlChunk {
  readonly key: string;
  readonly raw: string;
}

/** The data of a YAML text, scalars as written; of one that does not parse what its lines say. */
export function readYamlData(yaml: string): { readonly data: BareMap; readonly sound: boolean } {
  const plain = readPlainYaml(yaml, EVERY, 0, yaml.length);
  if (plain) return { data: plain, sound: true };
  const full = readFullYaml(yaml, EVERY);
  if (full.ok) return { data: full.data, sound: true };
  const data = bareMap();
  for (const { key, raw } of yamlChunks(yaml)) {
    const value = raw.slice(raw.indexOf(':') + 1).trim();
    if (key !== '' && !Object.hasOwn(data, key)) data[key] = withoutQuotes(value);
  }
  return { data, sound: false };
}

/** A value without the quotes around it, or without one that is never closed. */
export const withoutQuotes = (value: string): string =>
  value.replace(/^(["'])(.*)\1$/s, '$2').replace(/^(["'])(?!.*\1)\s*/s, '');

/** A YAML text cut at its keys of the first level; nothing of it is left out. */
export function yamlChunks(yaml: string): YamlChunk[] {
  const chunks: { key: string; lines: string[] }[] = [];
  for (const line of yaml.split('\n')) {
    const key = /^["']?([^\s#\-"'{}[\],&*!|>%@`][^:]{0,200}?)["']?\s*:(?:\s|$)/.exec(line)?.[1];
    const last = chunks.at(-1);
    if (key !== undefined) chunks.push({ key, lines: [line] });
    // A comment is nobody's.
    else if (line.startsWith('#') && last?.key !== '') chunks.push({ key: '', lines: [line] });
    else if (last) last.lines.push(line);
    else chunks.push({ key: '', lines: [line] });
  }
  return chunks.map(({ key, lines }) => ({ key, raw: lines.join('\n').trimEnd() }));
}
