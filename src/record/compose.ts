import { KEY_ORDER } from './fields.ts';
import { formatField } from './format-field.ts';
import type { Kind } from './kinds.ts';

/** A `##` section of a record that is being written. */
export interface NewSection {
  readonly heading: string;
  /** Markdown; an empty section is left out. */
  readonly text: string;
}

/**
 * A whole new record: frontmatter in the kind's key order (keys the kind does not know follow, in their own order;
 * `undefined` is left out), the title as heading, and the sections in the order given.
 */
export function composeRecord(
  kind: Kind,
  data: Readonly<Record<string, unknown>>,
  sections: readonly NewSection[],
  eol: '\n' | '\r\n' = '\n',
): string {
  const known = KEY_ORDER[kind].filter((key) => Object.hasOwn(data, key));
  const unknown = Object.keys(data).filter((key) => !KEY_ORDER[kind].includes(key));
  const frontmatter = [...known, ...unknown]
    .filter((key) => data[key] !== undefined)
    .map((key) => formatField(kind, key, data[key]))
    .join('');
  const heading = composeHeading(kind, data);
  const body = sections
    .filter(({ text }) => text.trim() !== '')
    .map(({ heading, text }) => `\n## ${headingText(heading)}\n\n${trimBlankLines(text)}\n`)
    .join('');
  const text = `---\n${frontmatter}---\n# ${heading}\n${body}`.replaceAll('\r\n', '\n');
  return eol === '\n' ? text : text.replaceAll('\n', eol);
}

/** The text of the first heading: `<ID> — <title>` for a session, the title otherwise. */
export function composeHeading(kind: Kind, data: Readonly<Record<string, unknown>>): string {
  const title = headingText(typeof data['title'] === 'string' ? data['title'] : '');
  const id = typeof data['id'] === 'string' ? data['id'] : '';
  return kind === 'session' && id !== '' ? `${id} — ${title}` : title;
}

// One line, and no closing sequence: CommonMark takes `#` at the end of a heading for decoration.
function headingText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(^|\s)(#+)$/, (_, blank: string, hashes: string) => `${blank}\\${hashes}`);
}

const trimBlankLines = (text: string): string => text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd();
