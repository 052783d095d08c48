import type { Node } from 'jsonc-parser';
import type { HookEntry } from '../host.ts';
import { hashOfNode } from './canonical.ts';
import { hashOfGroup } from './merge.ts';
import { notPlain, propertyOf, readSettings, type Settings, type SettingsFault } from './read.ts';
import { callsCanon, groupsOf, shapeFault } from './state.ts';

/**
 * How an entry that canon wants stands in a settings file. `changed`: something of canon is called there, and it is not
 * what canon would put. `doubled`: it is there, and something of canon's besides.
 */
export type EntryState = 'ok' | 'missing' | 'changed' | 'doubled';

/** A settings file held against what canon wants in it. */
export interface ComparedHooks {
  /** In the order of what is wanted. */
  readonly entries: readonly { readonly entry: HookEntry; readonly state: EntryState }[];
  /** Events at which canon is called though it does not want to be. */
  readonly stray: readonly string[];
  /** Groups that have nothing to do with canon. */
  readonly others: number;
  /** The people's own switch for every hook there is. */
  readonly disabled: boolean;
  /** Where something stands that keeps the host from reading the file at all. */
  readonly notPlain: { readonly line: number; readonly column: number } | undefined;
}

/** Compares a settings file with the entries that canon wants in it. */
export function compareHooks(
  text: string | undefined,
  wanted: readonly HookEntry[],
): ComparedHooks | SettingsFault {
  const settings = readSettings(text ?? '{}');
  if ('fault' in settings) return settings;
  const events = eventsIn(settings);
  for (const event of new Set(['', ...wanted.map((entry) => entry.event)])) {
    const fault = shapeFault(settings, event);
    if (fault) return fault;
  }
  const stray = events.filter(
    (event) => !wanted.some((entry) => entry.event === event) && groupsOf(settings, event).some(callsCanon),
  );
  const groups = events.flatMap((event) => groupsOf(settings, event));
  return {
    entries: wanted.map((entry) => ({ entry, state: stateOf(groupsOf(settings, entry.event), entry) })),
    stray,
    others: groups.filter((group) => !callsCanon(group)).length,
    disabled: propertyOf(settings.root, 'disableAllHooks').value?.value === true,
    notPlain: notPlain(settings),
  };
}

/** Events at which a settings file calls canon, in whatever way; undefined for one that cannot be read. */
export function eventsCalling(text: string): readonly string[] | undefined {
  const compared = compareHooks(text, []);
  return 'fault' in compared ? undefined : compared.stray;
}

function stateOf(groups: readonly Node[], { group }: HookEntry): EntryState {
  const hash = hashOfGroup(group);
  const same = groups.filter((node) => hashOfNode(node) === hash).length;
  const calling = groups.filter(callsCanon).length;
  if (same === 0) return calling > 0 ? 'changed' : 'missing';
  return calling > 1 ? 'doubled' : 'ok';
}

function eventsIn({ root }: Settings): string[] {
  const hooks = propertyOf(root, 'hooks').value;
  if (hooks?.type !== 'object') return [];
  const names = (hooks.children ?? []).map(({ children }) => String(children?.[0]?.value));
  return [...new Set(names)];
}
