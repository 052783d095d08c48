/** A name as a file system has it that tells neither case nor the composition of letters. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');
