import { safeLine } from '../text/safe.ts';

/** An object of a line that was parsed. */
export type Bag = Readonly<Record<string, unknown>>;

/** The value if it is an object; own keys only are of interest, and a name can be no more than a value. */
export const bag = (value: unknown): Bag | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;

export const bags = (value: unknown): readonly Bag[] =>
  Array.isArray(value) ? value.map(bag).filter((one) => one !== undefined) : [];

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A number of tokens; whatever else stands there is none. */
export const count = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;

/** An id as it is, to be found again; one that is too long to be one is none. */
export const id = (value: unknown): string | undefined => {
  const one = text(value);
  return one !== undefined && one.length <= 256 ? one : undefined;
};

/** A name of a tool, an agent or a model, fit for a table. */
export const name = (value: unknown): string | undefined => {
  const one = text(value);
  return one === undefined ? undefined : safeLine(one.slice(0, 400)).slice(0, 128) || undefined;
};

/** A time of a line, in milliseconds since the epoch. */
export const time = (value: unknown): number | undefined => {
  const ms = typeof value === 'string' && value.length <= 40 ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
};
