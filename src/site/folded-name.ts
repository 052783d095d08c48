const ASCII = /^[\0-\u007f]*$/;

/** A name as a file system has it that tells neither case nor the composition of letters. */
export const foldedName = (name: string): string =>
  // Most are plain, and there are thousands.
  ASCII.test(name) ? name.toLowerCase() : name.normalize('NFC').toLowerCase().normalize('NFC');
