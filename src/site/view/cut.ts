/** The first of a list, and how many more there are. */
export interface Cut<T> {
  readonly shown: readonly T[];
  readonly more: number;
}

/** A list cut to at most so many. */
export const cutAt = <T>(list: readonly T[], most: number): Cut<T> => ({
  shown: list.slice(0, most),
  more: Math.max(0, list.length - most),
});

/** The same with something made of each that is left. */
export const mapCut = <T, U>({ shown, more }: Cut<T>, make: (one: T) => U): Cut<U> => ({
  shown: shown.map(make),
  more,
});
