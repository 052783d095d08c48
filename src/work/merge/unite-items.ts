import type { Kind } from '../../record/kinds.ts';
import { readBody } from '../document.ts';
import { type ItemPrefix, placedItems } from '../items.ts';
import type { Versions } from './unite-tasks.ts';

/** An item of one version: what stands before its box, the box, and all that follows. */
interface ItemBlock {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly [before: string, box: string, behind: string];
}

/**
 * The versions with every item of Waiting On and Open Questions that all three have, and that the sides changed in ways
 * that go together, the same in each: a tick beside another tick, or on an item that the other side worded anew. What
 * one side added or took away is left to the merge. Undefined where a text would not be read as it was before.
 */
export async function uniteItems(kind: Kind, versions: Versions): Promise<Versions | undefined> {
  const blocks = await Promise.all(versions.map((source) => itemBlocks(kind, source)));
  const [base, ours, theirs] = blocks;
  if (!base || !ours || !theirs) return undefined;
  const united = new Map<string, ItemBlock['parts']>();
  for (const [id, { parts }] of base) {
    const [mine, other] = [ours.get(id)?.parts, theirs.get(id)?.parts];
    const all = mine && other && uniteParts(parts, mine, other);
    if (all) united.set(id, all);
  }
  const texts = versions.map((source, at) => replaced(source, blocks[at] ?? new Map(), united));
  const after = await Promise.all(texts.map((source) => itemBlocks(kind, source)));
  const same = after.every(
    (one, at) => [...(one?.keys() ?? [])].join() === [...(blocks[at]?.keys() ?? [])].join(),
  );
  return same ? (texts as unknown as Versions) : undefined;
}

/** The items by the ids that are written in them; undefined where one id stands twice. */
async function itemBlocks(kind: Kind, source: string): Promise<Map<string, ItemBlock> | undefined> {
  const body = await readBody(kind, source);
  const places = new Map(
    body.sections.flatMap(({ items }) => items.map((item) => [item.line, item] as const)),
  );
  const prefixes: readonly ItemPrefix[] = kind === 'session' ? ['w', 'q'] : ['q'];
  const found = new Map<string, ItemBlock>();
  for (const { item, entry, written, idLength } of prefixes.flatMap((one) => placedItems(body, one))) {
    if (!written && idLength > 0) return undefined;
    const place = places.get(entry.line);
    if (!written || !place) continue;
    const { start, end } = place;
    const box = entry.boxAt < 0 ? entry.textAt : entry.boxAt;
    const behind = entry.boxAt < 0 ? box : box + 1;
    found.set(item.id, {
      start,
      end,
      parts: [
        source.slice(start, box),
        source.slice(box, behind),
        source.slice(behind, end).replace(/\r?\n$/, ''),
      ],
    });
  }
  return found;
}

type Parts = ItemBlock['parts'];

/** What becomes of an item's parts, each for itself; undefined where the sides changed one of them differently. */
function uniteParts(base: Parts, ours: Parts, theirs: Parts): Parts | undefined {
  const all = base.map((part, at) => {
    const [mine, other] = [ours[at] ?? '', theirs[at] ?? ''];
    if (mine === other || other === part) return mine;
    return mine === part ? other : undefined;
  });
  return all.includes(undefined) ? undefined : (all as unknown as Parts);
}

function replaced(
  source: string,
  blocks: ReadonlyMap<string, ItemBlock>,
  united: ReadonlyMap<string, Parts>,
): string {
  let out = '';
  let from = 0;
  for (const [id, { start, end }] of [...blocks].toSorted(([, a], [, b]) => a.start - b.start)) {
    const parts = united.get(id);
    if (!parts) continue;
    const eol = /\r?\n$/.exec(source.slice(start, end))?.[0] ?? '';
    out += source.slice(from, start) + parts.join('') + eol;
    from = end;
  }
  return out + source.slice(from);
}
