import type { Node } from 'jsonc-parser';
import type { HookEntry, HookGroup } from '../host.ts';
import { hashOfNode } from './canonical.ts';
import { replace } from './edit.ts';
import { FILE, HOOKS, type InstalledHooks, listOf } from './installed.ts';
import { readSettings, type SettingsFault } from './read.ts';
import { add, callsCanon, groupsOf, has, isBare, isOneOf, open, shapeFault, take } from './state.ts';

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

const textOf = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The hash of an entry as it is wanted, comparable with one of a file. */
export const hashOfGroup = (group: HookGroup): string => {
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

function hooksOf(wanted: readonly HookEntry[]): Record<string, HookGroup[]> {
  const hooks: Record<string, HookGroup[]> = {};
  for (const { event, group } of wanted) (hooks[event] ??= []).push(group);
  return hooks;
}
