import type { Moment } from '../world.ts';
import { localDate } from './local-date.ts';

declare const sessionId: unique symbol;

/** `RT-260511-01`: initials, local date, number of the day. Made by `parse` or `format`, never by a cast. */
export type SessionId = string & { readonly [sessionId]: true };

export interface SessionIdParts {
  readonly initials: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** From 1. */
  readonly n: number;
}

// Two digits, three from 100: one number has one spelling.
const SESSION_ID = /^([A-Z]{2,4})-(\d\d)(\d\d)(\d\d)-(0[1-9]|[1-9]\d{1,3})$/;

/** The parts of a session id, or `undefined` for anything else (legacy names included). */
export function parseSessionId(id: string): SessionIdParts | undefined {
  const match = SESSION_ID.exec(id);
  if (match === null) return undefined;
  const [, initials = '', year = '', month = '', day = '', n = ''] = match;
  const date = `20${year}-${month}-${day}`;
  return isDate(date) ? { initials, date, n: Number(n) } : undefined;
}

export function isSessionId(id: string): id is SessionId {
  return parseSessionId(id) !== undefined;
}

/** The id of an operator's n-th session of a day; `when` is a local date `YYYY-MM-DD` or a moment with its offset. */
export function formatSessionId(initials: string, when: string | Moment, n: number): SessionId {
  const date = typeof when === 'string' ? when : localDate(when);
  const id = `${initials}-${date.slice(2).replaceAll('-', '')}-${String(n).padStart(2, '0')}`;
  if (!isSessionId(id)) throw new RangeError(`no session id: ${id}`);
  return id;
}

/** The moment in RFC 3339, seconds, with its offset: `2026-05-11T15:12:40+02:00`. */
export function formatTime(moment: Moment): string {
  const local = new Date(moment.ms + moment.offset * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(moment.offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}${moment.offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const TIME =
  /^(\d{4}-\d\d-\d\d)[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[-+](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is a time of RFC 3339, with offset. */
export function isTime(text: string): boolean {
  const date = TIME.exec(text)?.[1];
  return date !== undefined && isDate(date);
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const LONGEST_SLUG = 64;

/** Whether a text is a slug: lower-case ASCII words joined by `-`, at most 64 characters. */
export function isSlug(text: string): boolean {
  return text.length <= LONGEST_SLUG && SLUG.test(text);
}

/** The id of a record's file: its name without folder and `.md`. */
export function idFromPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
}

/** The number of a decision record (`0011-email-sender` is 11), if its id has one. */
export function adrNumber(id: string): number | undefined {
  const digits = /^(\d{4,})(?:-|$)/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `0011-email-sender` */
export function formatAdrId(n: number, slug: string): string {
  return `${String(n).padStart(4, '0')}-${slug}`;
}
