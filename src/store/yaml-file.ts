import { CanonError } from '../fault/error.ts';
import type { Place } from '../record/fault.ts';
import { readPlainYaml } from '../record/plain-yaml.ts';

/** A YAML value with every scalar as the text it was written as: what it means, its reader says. */
export type Tree = string | null | readonly Tree[] | { readonly [key: string]: Tree };

export interface YamlFile {
  readonly data: Tree;
  /** 1-based position of the value at a path of keys, or of its nearest parent that is there. */
  locate(path: readonly (string | number)[]): Promise<Place>;
}

/** True for a map, and not for a list or null. */
export const isMap = (tree: Tree | undefined): tree is { readonly [key: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree);

/**
 * Reads a YAML file of canon's own (`config.yaml`, `operators.yaml`) with the two readers that records have.
 * @param path as errors name it
 * @throws CanonError with `code`, line and column where it does not parse
 */
export async function readYaml(text: string, path: string, code: string): Promise<YamlFile> {
  const locate: YamlFile['locate'] = async (keys) => (await import('./yaml-full.ts')).locateIn(text, keys);
  const plain = readPlainYaml(text, EVERY_KEY);
  if (plain) return { data: plain as Tree, locate };
  const { parseTree } = await import('./yaml-full.ts');
  const parsed = parseTree(text, EVERY_KEY);
  if ('fault' in parsed) {
    const { args, ...place } = parsed.fault;
    throw new CanonError(code, { path, ...place, data: { ...args, path } });
  }
  return { data: parsed.data, locate };
}

/** The reader's set of keys whose scalars are text as written: all of them. */
const EVERY_KEY: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true });
