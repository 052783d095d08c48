const ASCII = /^[\0-\u007f]*$/;

/** A name as a file system has it that tells neither case nor the composition of letters. */
export const foldedName = (name: string): string =>
  // Most are plain, and there are thousands.
  ASCII.test(name) ? name.toLowerCase() : name.normalize('NFC').toLowerCase().normalize('NFC');

/**
 * The same for two names that may be one file: some file systems look at capitals, of which `ß` and `ss`, `σ` and `ς`
 * have the same ones.
 */
export const fileName = (name: string): string =>
  ASCII.test(name) ? name.toLowerCase() : foldedName(name.normalize('NFC').toUpperCase());
