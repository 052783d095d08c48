import { bareMap, type BareMap } from './bare-map.ts';
import { MOST_FRONTMATTER, type SplitDocument, splitDocument } from './document.ts';
import { type Fault, placeOf } from './fault.ts';
import { ANY_TEXT_KEYS, TEXT_KEYS } from './fields.ts';
import type { Kind } from './kinds.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** The keys and values of a record. Nothing is inherited: see `bare-map.ts`. */
export type FrontmatterData = BareMap;

/** A record whose frontmatter was read; without frontmatter `data` has no keys. */
export interface Parsed {
  readonly ok: true;
  readonly data: FrontmatterData;
  readonly document: SplitDocument;
}

/** A record whose frontmatter cannot be read. */
export interface Unparsed {
  readonly ok: false;
  readonly fault: Fault;
  readonly document: SplitDocument;
}

/** The keys whose scalars are read as written, for a kind or, when it is not known, for any. */
export function textKeysOf(kind: Kind | undefined): ReadonlySet<string> {
  return kind === undefined ? ANY_TEXT_KEYS : TEXT_KEYS[kind];
}

/**
 * Reads frontmatter with the narrow reader, at once and without loading anything. `undefined` means that it
 * declined: `parseFrontmatterFully` then has the answer, which may be the same data or a fault.
 */
export function parseFrontmatter(text: string, kind?: Kind): Parsed | undefined {
  const document = splitDocument(text);
  if (!document.hasFrontmatter) {
    return document.unclosed ? undefined : { ok: true, data: bareMap(), document };
  }
  const { yamlStart, yaml } = document;
  if (yaml.length > MOST_FRONTMATTER) return undefined;
  const data = readPlainYaml(text, textKeysOf(kind), yamlStart, yamlStart + yaml.length);
  return data === undefined ? undefined : { ok: true, data, document };
}

/** Reads frontmatter, whatever YAML it is; loads the `yaml` package where the narrow reader declines. */
export async function parseFrontmatterFully(text: string, kind?: Kind): Promise<Parsed | Unparsed> {
  const plain = parseFrontmatter(text, kind);
  if (plain !== undefined) return plain;
  const document = splitDocument(text);
  if (document.unclosed) return { ok: false, fault: unclosedFault(text, document), document };
  const { readFullYaml } = await import('./full-yaml.ts');
  const full = readFullYaml(document.yaml, textKeysOf(kind), text, document.yamlStart);
  return full.ok ? { ok: true, data: full.data, document } : { ok: false, fault: full.fault, document };
}

/** Frontmatter that opens and never closes. */
export function unclosedFault(text: string, document: SplitDocument): Fault {
  return { code: 'E_FRONTMATTER_SYNTAX', args: { cause: 'unclosed' }, ...placeOf(text, document.open) };
}
