import { lineEnding } from '../../record/section-edit.ts';
import type { Body } from '../../record/sections.ts';
import { readBody } from '../document.ts';
import { blockText, sameState, type TaskBlock, taskBlocks, uniteStates } from './task-blocks.ts';

/** Three versions of a body: what both sides began with, ours, theirs. */
export type Versions = readonly [base: string, ours: string, theirs: string];

/**
 * The versions with every task that can be united the same in all of them, so that no merge finds a difference in
 * it: what one side changed in a task is changed in each, and a task that one side added is in each. A task that the
 * sides changed in ways that do not go together stays different, as does one that a side took away.
 */
export async function uniteTasks(versions: Versions): Promise<Versions> {
  const even = await evenOut(versions);
  const withOurs = await addMissing(even, 1);
  return addMissing(withOurs, 2);
}

const read = (versions: Versions): Promise<Body[]> =>
  Promise.all(versions.map((one) => readBody('workstream', one)));

async function evenOut(versions: Versions): Promise<Versions> {
  const bodies = await read(versions);
  const blocks = bodies.map((body) => taskBlocks(body));
  const byKey = blocks.map((list) => new Map(list.map((one) => [one.key, one])));
  const united = new Map<string, Pick<TaskBlock, 'said' | 'state'>>();
  const partly = new Map<string, Partial<Pick<TaskBlock, 'said' | 'state'>>>();
  for (const [key, ours] of byKey[1] ?? []) {
    const theirs = byKey[2]?.get(key);
    if (!theirs) continue;
    const base = byKey[0]?.get(key);
    const state = uniteStates(base?.state, ours.state, theirs.state);
    const said = uniteSaid(base?.said, ours.said, theirs.said);
    if (state && said) united.set(key, { state, said });
    else partly.set(key, { ...(state && { state }), ...(said && { said }) });
  }
  return bodies.map((body, at) =>
    replaced(body.source, blocks[at] ?? [], (block) => {
      const one = united.get(block.key) ?? { ...block, ...partly.get(block.key) };
      // As it is written, where nothing is different.
      return sameState(one.state, block.state) && sameSaid(one.said, block.said) ? undefined : one;
    }),
  ) as unknown as Versions;
}

type Said = TaskBlock['said'];

const bare = (said: Said): string => said.join('\0').replace(/\r?\n$/, '');
const sameSaid = (a: Said, b: Said): boolean => bare(a) === bare(b);

function uniteSaid(base: Said | undefined, ours: Said, theirs: Said): Said | undefined {
  if (sameSaid(ours, theirs)) return ours;
  if (base && sameSaid(ours, base)) return theirs;
  return base && sameSaid(theirs, base) ? ours : undefined;
}

function replaced(
  source: string,
  blocks: readonly TaskBlock[],
  change: (block: TaskBlock) => Pick<TaskBlock, 'said' | 'state'> | undefined,
): string {
  let out = '';
  let from = 0;
  for (const block of blocks) {
    const next = change(block);
    if (!next) continue;
    // The last line of a file may have no end, in this version and not in the other.
    const end = /\r?\n$/.exec(source.slice(block.start, block.end))?.[0] ?? '';
    out += source.slice(from, block.start) + blockText(next).replace(/\r?\n$/, '') + end;
    from = block.end;
  }
  return out + source.slice(from);
}

/** Puts the tasks that only one side has, and has added, into the other two versions. */
async function addMissing(versions: Versions, side: 1 | 2): Promise<Versions> {
  const bodies = await read(versions);
  const all = bodies.map((body) => taskBlocks(body));
  const keys = all.map((blocks) => new Set(blocks.map(({ key }) => key)));
  // What another version has twice is not missing there.
  const mentions = (body: Body | undefined, key: string): boolean =>
    body !== undefined && !key.startsWith(':') && new RegExp(`\\b${key}\\.`).test(tasksText(body));
  const from = all[side] ?? [];
  const others = [0, 1, 2].filter((at) => at !== side);
  const added = new Set(
    from
      .filter(({ key }) => others.every((at) => !keys[at]?.has(key) && !mentions(bodies[at], key)))
      .map(({ key }) => key),
  );
  if (added.size === 0) return versions;
  const source = versions[side];
  return versions.map((text, at) =>
    at === side ? text : withBlocks(text, all[at] ?? [], source, from, added, side === 1),
  ) as unknown as Versions;
}

const tasksText = (body: Body): string =>
  body.sections
    .filter(({ key }) => key === 'Tasks')
    .map(({ text }) => text)
    .join('\n');

function withBlocks(
  text: string,
  blocks: readonly TaskBlock[],
  source: string,
  from: readonly TaskBlock[],
  added: ReadonlySet<string>,
  first: boolean,
): string {
  const known = new Map(blocks.map((block) => [block.key, block]));
  const eol = lineEnding(text);
  const inserts: { readonly at: number; readonly text: string }[] = [];
  let behind: number | undefined;
  for (const [index, block] of from.entries()) {
    const there = known.get(block.key);
    if (there) behind = there.end;
    if (!added.has(block.key)) continue;
    behind ??= from.slice(index).flatMap(({ key }) => known.get(key)?.start ?? [])[0];
    behind ??= first ? blocks[0]?.start : blocks.at(-1)?.end;
    // There is no list to put it into: left to the merge.
    if (behind === undefined) return text;
    inserts.push({ at: behind, text: source.slice(block.start, block.end).replace(/\r?\n$/, '') });
  }
  let out = '';
  let at = 0;
  for (const one of inserts.toSorted((a, b) => a.at - b.at)) {
    out += text.slice(at, one.at);
    if (out !== '' && !out.endsWith('\n')) out += eol;
    out += one.text.replaceAll(/\r?\n/g, eol) + eol;
    at = one.at;
  }
  return out + text.slice(at);
}
