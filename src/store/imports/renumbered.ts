import { parseFrontmatterFully } from '../../record/frontmatter.ts';
import { adrNumber, parseSessionId } from '../../record/ids.ts';
import type { Kind } from '../../record/kinds.ts';
import { setValues } from '../../record/set-values.ts';
import { mentionsIn, ownText, recordLines, type Renaming, withMentions } from '../../work/mentions.ts';
import type { Row } from '../../work/row.ts';
import { standingHash } from './standing.ts';

/** What is known of a record by its file, its frontmatter and nothing else. */
export type NamedRow = Pick<Row, 'kind' | 'id' | 'path' | 'aliases' | 'stub' | 'fault'>;

/** The ways back to the ids that one record had, the first one first. */
export type WaysBack = readonly Renaming[];

/** More choices than that in one text are no accident. */
const MOST = 64;

/** The ids that `canon renumber` has taken from a record: of its aliases those that are no name of another look. */
export const formerIds = ({ kind, id, aliases }: NamedRow, given: ReadonlySet<string>): string[] =>
  (aliases ?? []).filter(
    (alias) => alias !== id && (given.has(`${kind}:${alias}`) || isRenumbering(kind, alias, id)),
  );

function isRenumbering(kind: Kind, from: string, to: string): boolean {
  if (kind === 'session' && parseSessionId(from)) return parseSessionId(to) !== undefined;
  if (kind === 'adr' && adrNumber(from) !== undefined) return adrNumber(to) !== undefined;
  return to.startsWith(`${from}-`) && /^\d+$/.test(to.slice(from.length + 1));
}

/** Of each record that had another id, how it is called by that again. */
export const waysBack = (
  rows: readonly NamedRow[],
  given: ReadonlySet<string>,
  prefix: string,
): readonly WaysBack[] =>
  rows.flatMap((row) => {
    if (row.stub) return [];
    const { kind, id: from, path } = row;
    const ways = formerIds(row, given).map((to): Renaming => ({ kind, from, to, path, prefix }));
    return ways.length > 0 ? [ways] : [];
  });

/**
 * The text of a record as an import wrote it, were it not for ids that were renumbered since, its own and those that it
 * speaks of: no person has edited anything by that. Undefined where somebody has.
 * @param results what the text hashes to as it was written
 */
export async function asWritten(
  { kind, path }: Pick<NamedRow, 'kind' | 'path'>,
  text: string,
  results: ReadonlySet<string>,
  back: readonly WaysBack[],
): Promise<string | undefined> {
  if (results.has(standingHash(kind, text))) return text;
  const whole = text.replaceAll('\r\n', '\n');
  // Which of them were renumbered before it was written, nobody knows any more.
  let versions = [whole];
  for (const ways of back) {
    const [first] = ways;
    if (!first || (first.path !== path && !whole.includes(first.from))) continue;
    if (versions.length * (ways.length + 1) > MOST) break;
    const more: string[] = [];
    for (const version of versions) {
      for (const at of ways.keys()) more.push(await takenBack({ kind, path }, version, ways, at));
    }
    const found = more.find((version) => results.has(standingHash(kind, version)));
    if (found !== undefined) return found;
    versions = [...versions, ...more];
  }
  return undefined;
}

async function takenBack(
  { kind, path }: Pick<NamedRow, 'kind' | 'path'>,
  text: string,
  ways: WaysBack,
  at: number,
): Promise<string> {
  const renaming = ways[at];
  if (!renaming) return text;
  if (path !== renaming.path || kind !== renaming.kind)
    return withMentions(text, mentionsIn(recordLines(text), kind, path, renaming));
  const hasId = recordLines(text).some(({ key, text: line }) => key === 'id' && line.startsWith('id'));
  const parsed = await parseFrontmatterFully(text, kind);
  const had = parsed.ok ? parsed.data['aliases'] : undefined;
  // What it was called after that it was not called then.
  const later = new Set(ways.slice(at).map(({ to }) => to));
  const rest = Array.isArray(had) ? had.map(String).filter((alias) => !later.has(alias)) : [];
  const changes = [
    ...(hasId ? [{ key: 'id', value: renaming.to }] : []),
    { key: 'aliases', value: rest.length > 0 ? rest : undefined },
  ];
  // What cannot be edited was not renumbered either.
  return setValues(ownText(text, renaming), changes, kind).catch(() => text);
}
