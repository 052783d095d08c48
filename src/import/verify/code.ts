import type { CodeBlock } from '../markdown/parsed-code.ts';

const MAYBE = /```|~~~|(?:^|\n)(?: {4}|\t)/;

/** The blocks of code of a text, line ends made alike. */
export async function codeIn(text: string): Promise<CodeBlock[]> {
  if (!MAYBE.test(text)) return [];
  const { codeBlocks } = await import('../markdown/parsed-code.ts');
  return codeBlocks(text.replaceAll('\r\n', '\n'));
}

/** Blocks of the source that are not in the record, word for word. */
export async function missingCode(source: string, record: string): Promise<CodeBlock[]> {
  const wanted = (await codeIn(source)).filter(({ content }) => content.trim() !== '');
  if (wanted.length === 0) return [];
  const have = new Map<string, number>();
  for (const { content } of await codeIn(record)) have.set(key(content), (have.get(key(content)) ?? 0) + 1);
  const lines = record.split('\n').map((line) => line.trim());
  const whole = `\n${record.replaceAll('\r\n', '\n')}\n`;
  const flat = `\n${lines.join('\n')}\n`;
  return wanted.filter(({ content, fenced }) => {
    const left = have.get(key(content)) ?? 0;
    if (left > 0) {
      have.set(key(content), left - 1);
      return false;
    }
    // What a source's own format indents (YAML) is no code there, and stands in the record as it is.
    return fenced
      ? !whole.includes(`\n${key(content)}\n`)
      : !flat.includes(
          `\n${content
            .split('\n')
            .map((line) => line.trim())
            .join('\n')
            .trim()}\n`,
        );
  });
}

const key = (content: string): string => content.replace(/\n+$/, '');
