import { instantOf } from './order.ts';
import type { Row } from './row.ts';

/** What tells one record from another of the same id. */
export type Identity = Pick<Row, 'kind' | 'created' | 'owner' | 'status' | 'hostSessions'>;

/**
 * Whether two records of one kind and id are different ones, and not two versions of one: another operator, or another
 * time. A session that was taken down by itself and handed off later is the same one: it says so by its host session.
 * Of the other kinds, whose owner and dates people do change, `inherited` says that both sides have it from before they
 * parted, so that it is one. What does not say when or whose it is cannot be told apart.
 */
export function areDifferent(a: Identity, b: Identity, inherited = false): boolean {
  const [at, bt] = [instantOf(a.created), instantOf(b.created)];
  const otherTime = at !== undefined && bt !== undefined && at !== bt;
  const otherOwner = a.owner !== undefined && b.owner !== undefined && a.owner !== b.owner;
  if (a.kind !== 'session') return !inherited && (otherTime || otherOwner);
  if (otherOwner) return true;
  return otherTime && !(isAuto(a) !== isAuto(b) && sharesSession(a, b));
}

const isAuto = ({ status }: Identity): boolean => status === 'auto';

const sharesSession = (a: Identity, b: Identity): boolean =>
  a.hostSessions?.some((one) => b.hostSessions?.includes(one) === true) === true;

/**
 * Whether `a` is the younger one of two records: created later, or in the same moment by the operator whose slug comes
 * later, so that both sides say the same. What has no date is from before there were any.
 */
export function isYounger(a: Identity, b: Identity): boolean {
  const [at, bt] = [instantOf(a.created) ?? -Infinity, instantOf(b.created) ?? -Infinity];
  return at === bt ? (a.owner ?? '') > (b.owner ?? '') : at > bt;
}

/** Ids that a case-insensitive file system takes for one are one. */
export const foldedId = (kind: string, id: string): string => `${kind}:${id.normalize('NFC').toLowerCase()}`;
