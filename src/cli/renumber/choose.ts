import { CanonError } from '../../fault/error.ts';
import { adrNumber, idFromPath } from '../../record/ids.ts';
import { KINDS } from '../../record/kinds.ts';
import type { OtherRecords } from '../../store/other-records.ts';
import { safeLine } from '../../text/safe.ts';
import type { Row } from '../../work/row.ts';
import { foldedId, isYounger } from '../../work/same-record.ts';
import { resolveRef } from '../ref.ts';

/** The record that is to get another id, or the one that has got it already. */
export type Chosen =
  | { readonly done: Row; readonly from: string }
  | {
      readonly row: Row;
      /** Another record of its id here. */
      readonly other?: Row;
      /** Where refs stand that have another record of its id. */
      readonly tips: readonly string[];
    };

export interface Choice {
  readonly ref: string;
  /** The reference as paths relative to the project's root, if it can be one. */
  readonly paths: readonly string[];
  /** Another id was named: then nobody else has to have this one. */
  readonly asked: boolean;
}

/**
 * Which record a `renumber` means: of two of one id here the younger, unless a path says which; of one here and
 * another on another ref the one here, if that is the younger.
 * @throws E_REF_UNKNOWN, E_REF_AMBIGUOUS, E_RENUMBER_ALONE, E_RENUMBER_OLDER
 */
export function chooseRecord(
  { ref, paths, asked }: Choice,
  rows: readonly Row[],
  others: Pick<OtherRecords, 'ids' | 'numbers'>,
): Chosen {
  const live = rows.filter((row) => row.stub !== true);
  const at = live.find((row) => row.path === ref || paths.includes(row.path));
  const named = at ?? byId(ref, paths, live);
  if ('done' in named) return named;
  const twins = live.filter((row) => foldedId(row.kind, row.id) === foldedId(named.kind, named.id));
  const row = at ?? twins.reduce((a, b) => (isYounger(b, a) ? b : a));
  const other = twins.find((one) => one !== row);
  const there = others.ids.filter(({ here }) => here === row.path);
  const elsewhere = [...there, ...others.numbers.filter(({ here }) => here === row.path)];
  const { id } = row;
  const sharesNumber = live.some(
    (one) =>
      row.kind === 'adr' && one.kind === 'adr' && one !== row && adrNumber(one.id) === (adrNumber(id) ?? -1),
  );
  const chosen = {
    row,
    tips: [...new Set(there.flatMap((one) => one.tips))],
    ...(other ? { other } : {}),
  };
  if (asked || other || sharesNumber || elsewhere.some(({ younger }) => younger === 'here')) return chosen;
  const [older] = elsewhere;
  if (older && at) return chosen;
  if (older) {
    throw new CanonError('E_RENUMBER_OLDER', {
      path: row.path,
      data: { id: safeLine(id), path: row.path, ref: safeLine(older.refs[0] ?? '') },
    });
  }
  const holder = holderOf(live, row.kind, id);
  if (holder) return { done: holder, from: id };
  throw new CanonError('E_RENUMBER_ALONE', { path: row.path, data: { id: safeLine(id) } });
}

function byId(
  ref: string,
  paths: readonly string[],
  live: readonly Row[],
): Row | { readonly done: Row; readonly from: string } {
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/s.exec(ref) ?? [];
  const isKind = KINDS.some((one) => one === kind);
  const name = isKind ? rest : ref;
  const found = live.filter((row) => row.id === name && (!isKind || row.kind === kind));
  const [first] = found;
  if (first && found.every((row) => row.kind === first.kind)) return first;
  if (first) return resolveRef(ref, live);
  // The file of a path that was given is gone: it may have another name by now.
  for (const from of [name, ...paths.filter((path) => path.endsWith('.md')).map(idFromPath)]) {
    const holders = live.filter((row) => row.aliases?.includes(from) && (!isKind || row.kind === kind));
    const [done] = holders;
    if (done && holders.length === 1) return { done, from };
  }
  return resolveRef(ref, live);
}

const holderOf = (live: readonly Row[], kind: Row['kind'], id: string): Row | undefined =>
  live.find((row) => row.kind === kind && row.aliases?.includes(id) === true);
