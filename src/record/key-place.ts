import { splitDocument } from './document.ts';
import { placeOf } from './fault.ts';

/** Where a top-level key of the frontmatter starts; the opening fence where it has no such key. */
export function offsetOfKey(text: string, key: string): number {
  const { yaml, yamlStart, open } = splitDocument(text);
  const name = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`^(["']?)${name}\\1[ \\t]*:(?=\\s|$)`, 'm').exec(yaml);
  return match === null ? open : yamlStart + match.index;
}

/** Line and column of a top-level key of the frontmatter, 1-based; of the opening fence where it has no such key. */
export function placeOfKey(text: string, key: string): { line: number; column: number } {
  const { line, column } = placeOf(text, offsetOfKey(text, key));
  return { line, column };
}
