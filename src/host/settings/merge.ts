import type { Node } from 'jsonc-parser';
import type { HookEntry, HookGroup } from '../host.ts';
import { hashOfNode } from './canonical.ts';
import { putIn, replace, takeOut } from './edit.ts';
import { FILE, HOOKS, type InstalledHooks, listOf } from './installed.ts';
import { faultAt, propertyOf, readSettings, type Settings, type SettingsFault } from './read.ts';

/** A settings file with canon's entries brought up to date. */
export interface MergedHooks {
  readonly text: string;
  readonly installed: InstalledHooks;
  /** Events whose entry somebody changed: theirs now, and kept. */
  readonly changed: readonly string[];
}

/** A settings file without what canon put there. */
export interface HooksTakenOut {
  /** Undefined when canon made the file and nothing is left in it. */
  readonly text: string | undefined;
  readonly changed: readonly string[];
}

/** What an entry that calls canon has in its command, in whatever way it was rewritten. */
const CALLS_CANON = /\.canon\/(?:hook\.sh|run)\b/;

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const hashOfGroup = (group: HookGroup): string => {
  const read = readSettings(JSON.stringify(group));
  if ('fault' in read) throw new TypeError('a hook is an object');
  return hashOfNode(read.root);
};

/**
 * Brings canon's entries in a settings file up to date. What is not canon's keeps every byte and its place:
 * a host may know an entry by its position. An entry is canon's if its hash is one that was installed, or if
 * it is just what would be.
 */
export function mergeHooks(
  text: string | undefined,
  wanted: readonly HookEntry[],
  before: InstalledHooks,
): MergedHooks | SettingsFault {
  if (text === undefined && wanted.length === 0) return { text: '', installed: before, changed: [] };
  const start = text ?? textOf({ hooks: hooksOf(wanted) });
  const made = new Set(
    text === undefined ? [FILE, HOOKS, ...wanted.map(({ event }) => listOf(event))] : before.made,
  );
  const state = open(start, new Set(text === undefined ? [] : before.opened), made);
  if ('fault' in state) return state;
  const events: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const changed: string[] = [];
  const names = new Set([...wanted.map(({ event }) => event), ...Object.keys(before.events)]);
  for (const event of names) {
    const fault = shapeFault(state.settings, event);
    if (fault) return fault;
  }
  for (const event of names) {
    const known = before.events[event] ?? [];
    const groups = wanted.filter((entry) => entry.event === event).map(({ group }) => group);
    const hashes = groups.map(hashOfGroup);
    const isOld = (node: Node): boolean => isOneOf(known, node) && !isOneOf(hashes, node);
    // Read again after each edit, which moves all that follows.
    for (let node; (node = groupsOf(state.settings, event).find(isOld));) {
      const [group] = groups.filter((_, at) => !has(state.settings, event, hashes[at] ?? ''));
      if (group) state.become(replace(state.settings, node, group));
      else take(state, event, node);
    }
    const kept: string[] = [];
    for (const [at, group] of groups.entries()) {
      const hash = hashes[at] ?? '';
      if (has(state.settings, event, hash)) kept.push(hash);
      else if (groupsOf(state.settings, event).some(callsCanon)) {
        changed.push(event);
        kept.push(...known);
      } else {
        add(state, event, group);
        kept.push(hash);
      }
    }
    if (kept.length > 0) events[event] = [...new Set(kept)];
  }
  const opened = [...state.opened];
  return { text: state.settings.text, installed: { events, made: [...state.made], opened }, changed };
}

/** Takes out what canon put in and nobody changed; with it the lists and the file that it made for that. */
export function takeHooksOut(text: string, before: InstalledHooks): HooksTakenOut | SettingsFault {
  const state = open(text, new Set(before.opened), new Set(before.made));
  if ('fault' in state) return state;
  const changed: string[] = [];
  for (const event of Object.keys(before.events).reverse()) {
    const fault = shapeFault(state.settings, event);
    if (fault) return fault;
    const isOwn = (node: Node): boolean => isOneOf(before.events[event] ?? [], node);
    for (let node; (node = groupsOf(state.settings, event).find(isOwn));) take(state, event, node);
    if (groupsOf(state.settings, event).some(callsCanon)) changed.push(event);
  }
  const gone = before.made.includes(FILE) && isBare(state.settings, state.settings.root);
  return { text: gone ? undefined : state.settings.text, changed };
}

/** A settings file in the course of its edits: read again after each. */
interface State {
  readonly settings: Settings;
  readonly opened: Set<string>;
  readonly made: Set<string>;
  become(text: string): void;
}

function open(text: string, opened: Set<string>, made: Set<string>): State | SettingsFault {
  const read = readSettings(text);
  if ('fault' in read) return read;
  let settings = read;
  return {
    get settings() {
      return settings;
    },
    opened,
    made,
    become(next) {
      const again = readSettings(next);
      if ('fault' in again) throw new TypeError(`an edit of settings went wrong at line ${again.line}`);
      settings = again;
    },
  };
}

function hooksOf(wanted: readonly HookEntry[]): Record<string, HookGroup[]> {
  const hooks: Record<string, HookGroup[]> = {};
  for (const { event, group } of wanted) (hooks[event] ??= []).push(group);
  return hooks;
}

function shapeFault({ text, root }: Settings, event: string): SettingsFault | undefined {
  const hooks = propertyOf(root, HOOKS);
  if (hooks.count > 1)
    return faultAt(text, hooks.property?.offset ?? 0, 'shape', HOOKS, 'one key of that name');
  if (!hooks.value) return undefined;
  if (hooks.value.type !== 'object') return faultAt(text, hooks.value.offset, 'shape', HOOKS, 'an object');
  const list = propertyOf(hooks.value, event);
  const key = `${HOOKS}.${event}`;
  if (list.count > 1) return faultAt(text, list.property?.offset ?? 0, 'shape', key, 'one key of that name');
  if (!list.value || list.value.type === 'array') return undefined;
  return faultAt(text, list.value.offset, 'shape', key, 'a list');
}

function listIn({ root }: Settings, event: string): Node | undefined {
  const hooks = propertyOf(root, HOOKS).value;
  return hooks && propertyOf(hooks, event).value;
}

const groupsOf = (settings: Settings, event: string): readonly Node[] =>
  listIn(settings, event)?.children ?? [];

const isOneOf = (hashes: readonly string[], node: Node): boolean => hashes.includes(hashOfNode(node));

const has = (settings: Settings, event: string, hash: string): boolean =>
  groupsOf(settings, event).some((node) => hashOfNode(node) === hash);

function callsCanon(group: Node): boolean {
  if (group.type !== 'object') return false;
  const handlers = propertyOf(group, 'hooks').value?.children ?? [];
  return handlers.some((handler) => {
    const command: unknown =
      handler.type === 'object' ? propertyOf(handler, 'command').value?.value : undefined;
    return typeof command === 'string' && CALLS_CANON.test(command);
  });
}

function add(state: State, event: string, group: HookGroup): void {
  const { settings } = state;
  const hooks = propertyOf(settings.root, HOOKS).value;
  const list = listIn(settings, event);
  const [container, name, item] = !hooks
    ? ([settings.root, FILE, { key: HOOKS, value: { [event]: [group] } }] as const)
    : !list
      ? ([hooks, HOOKS, { key: event, value: [group] }] as const)
      : ([list, listOf(event), { value: group }] as const);
  const { text, opened } = putIn(settings, container, item);
  if (opened) state.opened.add(name);
  if (!hooks) state.made.add(HOOKS);
  if (!list) state.made.add(listOf(event));
  state.become(text);
}

function take(state: State, event: string, group: Node): void {
  remove(state, listIn(state.settings, event), listOf(event), group);
  const list = listIn(state.settings, event);
  if (!list || !state.made.has(listOf(event)) || !isBare(state.settings, list)) return;
  const hooks = propertyOf(state.settings.root, HOOKS).value;
  remove(state, hooks, HOOKS, list.parent);
  state.made.delete(listOf(event));
  const rest = propertyOf(state.settings.root, HOOKS).value;
  if (!rest || !state.made.has(HOOKS) || !isBare(state.settings, rest)) return;
  remove(state, state.settings.root, FILE, rest.parent);
  state.made.delete(HOOKS);
}

function remove(state: State, container: Node | undefined, name: string, item: Node | undefined): void {
  if (!container || !item) return;
  state.become(takeOut(state.settings, container, item, state.opened.has(name)));
  if ((container.children?.length ?? 0) === 1) state.opened.delete(name);
}

/** Brackets with nothing between them, not even a comment of somebody. */
const isBare = ({ text }: Settings, { offset, length }: Node): boolean =>
  text.slice(offset + 1, offset + length - 1).trim() === '';
