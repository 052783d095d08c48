/** FNV-1a, 32 bits, twice: for names of files only (what is meant stands inside), and without loading crypto. */
export function nameHash(text: string): string {
  const round = (seed: number): string => {
    let value = seed;
    for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  return round(0x811c9dc5) + round(0x01000193);
}
