import type { ChangePlan } from '../../change/plan.ts';
import type { Diagnostic } from '../../fault/diagnostic.ts';
import { CanonError } from '../../fault/error.ts';
import { CLOSED, itemRef } from '../../work/item-edit.ts';
import type { ItemChange } from '../../work/edit.ts';
import type { FoundItem } from './find-items.ts';

/** What an item says, without the reason of a closed one. */
const saidOf = ({ placed }: FoundItem): string => placed.item.text.split(CLOSED)[0] ?? '';

/** What closing some items, or opening them again, comes to. */
export interface ClosePlan {
  /** Undefined where all of them are as they are to be. */
  readonly plan: ChangePlan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Plans a tick for each item that is open, or takes it off again (`undo`). One that is as it is to be is no error.
 * @throws E_ITEM_CLOSED_BY where an item is to be opened that another record closes
 */
export function planClose(
  items: readonly FoundItem[],
  { undo, reason }: { readonly undo: boolean; readonly reason: string | undefined },
  session: string,
): ClosePlan {
  const diagnostics: Diagnostic[] = [];
  const due: FoundItem[] = [];
  for (const one of items) {
    const { ref, row, placed, closer } = one;
    if (undo && closer) {
      throw new CanonError('E_ITEM_CLOSED_BY', { path: closer.path, data: { ref, by: closer.id } });
    }
    const isOpen = placed.item.open && closer === undefined;
    if (isOpen !== undo) due.push(one);
    else {
      const place = { path: row.path, line: placed.item.line };
      const args = { ref, by: closer?.id ?? '', undo };
      diagnostics.push({ code: 'item-as-is', severity: 'info', ...place, args });
    }
  }
  if (due.length === 0) return { plan: undefined, diagnostics };
  const change: ItemChange = undo ? { to: 'open' } : { to: 'closed', ...(reason ? { reason } : {}) };
  const copies = due.filter(({ copy }) => copy === true);
  const named = due.filter(({ copy }) => copy !== true);
  const [first = copies[0]] = named;
  const more = named.length - 1;
  const verb = undo ? 'Open' : 'Close';
  const told = [
    ...(more > 0 ? named.map((one) => `${one.ref} ${saidOf(one)}`) : []),
    ...(reason && !undo ? [`Reason: ${reason}`] : []),
    ...(copies.length > 0
      ? [`Imported with the same words: ${copies.map(({ ref }) => ref).join(', ')}`]
      : []),
  ];
  return {
    diagnostics,
    plan: {
      commit: {
        subject:
          more > 0
            ? `${verb} ${named.length} items`
            : `${verb} ${first?.ref ?? ''}: ${first ? saidOf(first) : ''}`,
        ...(told.length > 0 ? { body: told.join('\n') } : {}),
        trailers: [['Canon-Session', session]],
      },
      files: due.map(({ row, placed, all }) => ({
        path: row.path,
        edit: { op: 'item', item: itemRef(placed, all), change },
        expect: 'present',
      })),
    },
  };
}
