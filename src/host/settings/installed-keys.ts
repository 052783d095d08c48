/**
 * One step on the way to a setting: the name of a property, an item that is a text (`['redhat.vscode-yaml']`), or
 * an item that is known by one of its own properties (`{ label: 'canon check' }`).
 */
export type Place = string | readonly [string] | Readonly<Record<string, string>>;

/** From the top of the file down to the setting. Only the last step may be an item of a list. */
export type Path = readonly Place[];

/** What is to stand in a settings file. */
export interface WantedKey {
  readonly path: Path;
  readonly value: unknown;
}

/** What canon put into one settings file, as the manifest keeps it. */
export interface InstalledKeys {
  /** Each value, or its hash where it is long, by its path as JSON. */
  readonly put: Readonly<Record<string, string>>;
  /** What was not there before: the file itself (`[]`), and objects and lists, by their paths as JSON. */
  readonly made: readonly string[];
  /** Brackets that were moved apart: `{}` became two lines. */
  readonly opened: readonly string[];
}

/** What there is before the first `init`. */
export const NO_KEYS: InstalledKeys = { put: {}, made: [], opened: [] };

/** The name of a place in `put`, `made` and `opened`. */
export const nameOf = (path: Path): string => JSON.stringify(path);

/** The place that a name of `put` stands for; undefined where somebody wrote nonsense into the manifest. */
export function pathOf(name: string): Path | undefined {
  let path: unknown;
  try {
    path = JSON.parse(name);
  } catch {
    return undefined;
  }
  const isKnown = (place: unknown): boolean =>
    typeof place === 'object' &&
    place !== null &&
    Object.keys(place).length === 1 &&
    typeof Object.values(place)[0] === 'string';
  if (!Array.isArray(path) || path.length === 0) return undefined;
  const whole = path.every(
    (place, at) => typeof place === 'string' || (at > 0 && at === path.length - 1 && isKnown(place)),
  );
  return whole ? (path as Path) : undefined;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Whether a value of the manifest is such a record. */
export function isInstalledKeys(value: unknown): value is InstalledKeys {
  if (typeof value !== 'object' || value === null) return false;
  const { put, made, opened } = value as Record<string, unknown>;
  if (typeof put !== 'object' || put === null || !isTexts(made) || !isTexts(opened)) return false;
  return Object.entries(put).every(([name, mark]) => typeof mark === 'string' && pathOf(name) !== undefined);
}
