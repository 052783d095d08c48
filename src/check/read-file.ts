import { parseFrontmatterFully, type Parsed, parseFrontmatter } from '../record/frontmatter.ts';
import type { FrontmatterData } from '../record/frontmatter.ts';
import { isDate } from '../record/ids.ts';
import type { Kind } from '../record/kinds.ts';
import { brokenRow, rowOf, toRowFully } from '../work/to-row.ts';
import type { CheckedFile, CheckedRow } from './rule.ts';

function checked(
  path: string,
  kind: Kind,
  text: string,
  parsed: Parsed,
  row: CheckedFile['row'],
): CheckedFile {
  const { body, bodyLine } = parsed.document;
  const own = withExpiry(row, kind, parsed.data);
  return { path, kind, text, body, bodyLine, row: own, data: parsed.data, fault: undefined };
}

/** The row with the day on which a learning ends. */
export function withExpiry(row: CheckedRow, kind: Kind, data: FrontmatterData): CheckedRow {
  const expires = kind === 'learning' ? data['expires'] : undefined;
  return typeof expires === 'string' && isDate(expires) ? { ...row, expires } : row;
}

/** A record as the rules see it, at once; undefined where a narrow reader declines. */
export function scanFile(path: string, kind: Kind, text: string): CheckedFile | undefined {
  const parsed = parseFrontmatter(text, kind);
  const row = parsed && rowOf(path, kind, parsed);
  return row && checked(path, kind, text, parsed, row);
}

/** A record as the rules see it, whatever is in it. */
export async function readFileFully(path: string, kind: Kind, text: string): Promise<CheckedFile> {
  const parsed = await parseFrontmatterFully(text, kind);
  const row = await toRowFully(path, kind, text);
  if (parsed.ok) return checked(path, kind, text, parsed, row);
  const { body, bodyLine } = parsed.document;
  return { path, kind, text, body, bodyLine, row, data: undefined, fault: parsed.fault };
}

/** A record that cannot even be read as text: not UTF-8, a link, too large. */
export function unreadable(path: string, kind: Kind, code: string): CheckedFile {
  const row = brokenRow(path, kind, { code });
  return {
    path,
    kind,
    text: '',
    body: '',
    bodyLine: 1,
    row,
    data: undefined,
    fault: { code, args: { path } },
  };
}
