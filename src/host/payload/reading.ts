import type { BatchEvent, CallEvent } from '../../telemetry/event.ts';
import type { Fields } from './read.ts';

/** How the payloads of one host are read. */
export interface Reading {
  /** `none` for what is no call; undefined for a call that cannot be told from others. */
  event(host: string, payload: Fields, at: number): CallEvent | BatchEvent | 'none' | undefined;
  /** Files that the call names. */
  files(payload: Fields): readonly string[];
}
