import type { Node } from 'jsonc-parser';
import type { HookGroup } from '../host.ts';
import { hashOfNode } from './canonical.ts';
import { putIn, takeOut } from './edit.ts';
import { FILE, HOOKS, listOf } from './installed.ts';
import { faultAt, propertyOf, readSettings, type Settings, type SettingsFault } from './read.ts';

/** What an entry that calls canon has in its command, in whatever way it was rewritten. */
const CALLS_CANON = /\.canon\/(?:hook\.sh|run)\b/;

/** A settings file in the course of its edits: read again after each. */
export interface State {
  readonly settings: Settings;
  readonly opened: Set<string>;
  readonly made: Set<string>;
  become(text: string): void;
}

/** Reads a settings file to edit it. */
export function open(text: string, opened: Set<string>, made: Set<string>): State | SettingsFault {
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

/** What is odd about the place of an event's entries; none of it is odd where it is not there yet. */
export function shapeFault({ text, root }: Settings, event: string): SettingsFault | undefined {
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

/** The entries of an event, whosever they are. */
export const groupsOf = (settings: Settings, event: string): readonly Node[] =>
  listIn(settings, event)?.children ?? [];

/** Whether an entry is one of those, by its hash. */
export const isOneOf = (hashes: readonly string[], node: Node): boolean => hashes.includes(hashOfNode(node));

/** Whether an event has an entry of this hash. */
export const has = (settings: Settings, event: string, hash: string): boolean =>
  groupsOf(settings, event).some((node) => hashOfNode(node) === hash);

/** Whether an entry calls canon, though it may have been rewritten or joined with another. */
export function callsCanon(group: Node): boolean {
  if (group.type !== 'object') return false;
  const handlers = propertyOf(group, 'hooks').value?.children ?? [];
  return handlers.some((handler) => {
    const command: unknown =
      handler.type === 'object' ? propertyOf(handler, 'command').value?.value : undefined;
    return typeof command === 'string' && CALLS_CANON.test(command);
  });
}

/** Puts an entry at the end of its event's list, and makes what is missing for that. */
export function add(state: State, event: string, group: HookGroup): void {
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

/** Takes an entry out, and then what canon made for it and is empty. */
export function take(state: State, event: string, group: Node): void {
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
export const isBare = ({ text }: Settings, { offset, length }: Node): boolean =>
  text.slice(offset + 1, offset + length - 1).trim() === '';
