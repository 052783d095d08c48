import type { CodeBlock } from '../markdown/parsed-code.ts';
import { plainFences } from '../markdown/plain-fences.ts';

const MAYBE = /```|~~~|(?:^|\n)(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){0,40}[ \t]*(?: {4}|\t)/;

/** The blocks of code of a text, line ends made alike. */
export async function codeIn(text: string): Promise<CodeBlock[]> {
  if (!MAYBE.test(text)) return [];
  const lines = text.replaceAll('\r\n', '\n');
  const plain = plainFences(lines);
  if (plain) return plain;
  const { codeBlocks } = await import('../markdown/parsed-code.ts');
  return codeBlocks(lines);
}

/** Blocks of the source that are not in the record, word for word. */
export async function missingCode(source: string, record: string): Promise<CodeBlock[]> {
  const wanted = (await codeIn(source)).filter(({ content }) => content.trim() !== '');
  if (wanted.length === 0) return [];
  const whole = `\n${record.replaceAll('\r\n', '\n')}\n`;
  const flat = wanted.every(({ fenced }) => fenced) ? '' : trimmed(whole);
  const odd = wanted.filter(({ content, fenced, raw }) =>
    fenced
      ? !whole.includes(`\n${key(content)}\n`) && !(raw !== undefined && whole.includes(`\n${key(raw)}\n`))
      : // What a source's own format indents (YAML) is no code there, and stands in the record as it is.
        !flat.includes(`\n${trimmed(content).trim()}\n`),
  );
  // What stands there as it is needs no parser. In a list or a quotation it has other indents.
  if (odd.length === 0) return [];
  const have = new Map<string, number>();
  for (const { content } of await codeIn(record)) have.set(key(content), (have.get(key(content)) ?? 0) + 1);
  return odd.filter(({ content }) => {
    const left = have.get(key(content)) ?? 0;
    have.set(key(content), left - 1);
    return left <= 0;
  });
}

const trimmed = (text: string): string =>
  text
    .split('\n')
    // An indented block in a list begins behind its marker.
    .map((line) => line.replace(/^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){1,40}/, '').trim())
    .join('\n');

const key = (content: string): string => content.replace(/\n+$/, '');
