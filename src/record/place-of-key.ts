import { splitDocument } from './document.ts';
import { placeOf } from './fault.ts';

/** Line and column of a key of the frontmatter; of the opening fence where it has no such key. */
export function placeOfKey(text: string, key: string): { line: number; column: number } {
  const { yaml, yamlStart, open } = splitDocument(text);
  const name = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`^(["']?)${name}\\1[ \\t]*:(?=\\s|$)`, 'm').exec(yaml);
  const { line, column } = placeOf(text, match === null ? open : yamlStart + match.index);
  return { line, column };
}
