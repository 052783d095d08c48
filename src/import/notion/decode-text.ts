/** A text as it was read; `odd` where it was no UTF-8 and had to be guessed. Undefined where it is no text. */
export function decodeText(bytes: Buffer): { readonly text: string; readonly odd: boolean } | undefined {
  const marked = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (marked === 0xfffe || marked === 0xfeff) {
    const encoding = marked === 0xfffe ? 'utf-16le' : 'utf-16be';
    return { text: new TextDecoder(encoding).decode(bytes), odd: true };
  }
  // Git takes a file with a NUL for a binary one, and so do people.
  if (bytes.includes(0)) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), odd: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), odd: true };
  }
}
