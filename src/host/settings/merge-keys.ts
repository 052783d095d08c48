import type { Node } from 'jsonc-parser';
import { canonical, hashOfNode } from './canonical.ts';
import { putIn, replace, takeOut } from './edit.ts';
import { nodeAt, oddPlace } from './find-key.ts';
import { type InstalledKeys, nameOf, type Path, pathOf, type WantedKey } from './installed-keys.ts';
import { readSettings, type SettingsFault } from './read.ts';
import { isBare, open, type State } from './state.ts';

/** A settings file with canon's settings brought up to date. */
export interface MergedKeys {
  readonly text: string;
  readonly installed: InstalledKeys;
  /** Settings that stand there with another value, and keep it. */
  readonly kept: readonly Path[];
}

const FILE = nameOf([]);

/** What a value is recognised by: itself where it is short, else its hash. */
function markOf(node: Node): string {
  const text = canonical(node);
  return text.length <= 64 ? text : hashOfNode(node);
}

/** The mark of a value as it is wanted, comparable with one of a file. */
function markOfValue(value: unknown): string {
  const read = readSettings(JSON.stringify({ value }));
  const node = 'fault' in read ? undefined : nodeAt(read, ['value']);
  if (!node) throw new TypeError('a setting is JSON');
  return markOf(node);
}

/**
 * Puts into a settings file what is missing in it, and brings up to date what canon put there and nobody changed.
 * All else keeps every byte and its place. What stood there already is not canon's, also if it is the same.
 */
export function mergeKeys(
  text: string | undefined,
  wanted: readonly WantedKey[],
  before: InstalledKeys,
): MergedKeys | SettingsFault {
  if (text === undefined && wanted.length === 0) return { text: '', installed: before, kept: [] };
  const state = open(
    text ?? '{}\n',
    new Set(text === undefined ? [] : before.opened),
    new Set(text === undefined ? [FILE] : before.made),
  );
  if ('fault' in state) return state;
  const old = text === undefined ? {} : before.put;
  for (const path of [...wanted.map((one) => one.path), ...pathsOf(old)]) {
    const fault = oddPlace(state.settings, path);
    if (fault) return fault;
  }
  const put: Record<string, string> = {};
  const kept: Path[] = [];
  for (const { path, value } of wanted) {
    const name = nameOf(path);
    const mark = markOfValue(value);
    const there = nodeAt(state.settings, path);
    if (!there) add(state, path, value);
    else if (markOf(there) === mark) {
      if (old[name] !== undefined) put[name] = mark;
      continue;
    } else if (markOf(there) === old[name]) state.become(replace(state.settings, there, value));
    else {
      kept.push(path);
      continue;
    }
    put[name] = mark;
  }
  const names = new Set(wanted.map(({ path }) => nameOf(path)));
  for (const path of pathsOf(old).reverse())
    if (!names.has(nameOf(path))) takeOwn(state, path, old[nameOf(path)]);
  const installed = { put, made: [...state.made], opened: [...state.opened] };
  return { text: state.settings.text, installed, kept };
}

/** A settings file without what canon put there and nobody changed; undefined when canon made it and nothing is left. */
export function takeKeysOut(
  text: string,
  before: InstalledKeys,
): { text: string | undefined; changed: readonly Path[] } | SettingsFault {
  const state = open(text, new Set(before.opened), new Set(before.made));
  if ('fault' in state) return state;
  const changed: Path[] = [];
  for (const path of pathsOf(before.put).reverse()) {
    const fault = oddPlace(state.settings, path);
    if (fault) return fault;
    if (!takeOwn(state, path, before.put[nameOf(path)])) changed.push(path);
  }
  const gone = before.made.includes(FILE) && isBare(state.settings, state.settings.root);
  return { text: gone ? undefined : state.settings.text, changed };
}

const pathsOf = (put: InstalledKeys['put']): Path[] =>
  Object.keys(put).flatMap((name) => {
    const path = pathOf(name);
    return path ? [path] : [];
  });

/** Puts a setting at the end of its object or list, which is made first where it is missing. */
function add(state: State, path: Path, value: unknown): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1);
  if (!nodeAt(state.settings, parent)) {
    add(state, parent, typeof last === 'string' ? {} : []);
    state.made.add(nameOf(parent));
  }
  const container = nodeAt(state.settings, parent);
  if (!container) throw new TypeError('there is no place for a setting');
  const { text, opened } = putIn(
    state.settings,
    container,
    typeof last === 'string' ? { key: last, value } : { value },
  );
  if (opened) state.opened.add(nameOf(parent));
  state.become(text);
}

/** Takes a setting out that is still as it was put, and then what was made for it and is empty. False: it was changed. */
function takeOwn(state: State, path: Path, mark: string | undefined): boolean {
  const there = nodeAt(state.settings, path);
  if (!there) return true;
  if (markOf(there) !== mark) return false;
  remove(state, path, there);
  for (let parent = path.slice(0, -1); parent.length > 0; parent = parent.slice(0, -1)) {
    const rest = nodeAt(state.settings, parent);
    if (!rest || !state.made.has(nameOf(parent)) || !isBare(state.settings, rest)) break;
    remove(state, parent, rest);
    state.made.delete(nameOf(parent));
  }
  return true;
}

function remove(state: State, path: Path, node: Node): void {
  const parent = path.slice(0, -1);
  const container = nodeAt(state.settings, parent);
  // What stands in an object is the property around the value.
  const item = typeof path.at(-1) === 'string' ? node.parent : node;
  if (!container || !item) return;
  const alone = (container.children?.length ?? 0) === 1;
  state.become(takeOut(state.settings, container, item, state.opened.has(nameOf(parent))));
  if (alone) state.opened.delete(nameOf(parent));
}
