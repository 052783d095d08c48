import type { Args } from '../../fault/diagnostic.ts';
import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import { MAX_TEXT } from '../../store/read.ts';
import type { Row } from '../../work/row.ts';

/** Why a record does not parse. Plain JSON; `fault/messages` has the sentences. */
export interface BrokenFacts {
  readonly code: string;
  readonly args: Args;
  /** 1-based, in the file. */
  readonly line: number | null;
  readonly column: number | null;
  /** The line it stands on. */
  readonly source: string | null;
}

const LONGEST_SOURCE = 500;

/** What the sentences about a file that is not read are filled with. */
export const fileArgs = (path: string): Args => ({ path, max: MAX_TEXT });

/** Reads once more what is wrong with a record: its row says no more than where. */
export async function brokenFacts(
  { kind, fault, path }: Row,
  text: string | undefined,
): Promise<BrokenFacts> {
  const parsed = text === undefined ? undefined : await parseFrontmatterFully(text, kind);
  if (parsed === undefined || parsed.ok) {
    const { code = 'E_FILE_UNREADABLE', line = null, column = null } = fault ?? {};
    return { code, args: fileArgs(path), line, column, source: null };
  }
  const { code, args, line, column, source } = parsed.fault;
  return { code, args, line, column, source: source.slice(0, LONGEST_SOURCE) };
}
