/** A text as it was read, and whether its encoding is one to look at. */
export interface Decoded {
  readonly text: string;
  readonly odd: boolean;
}

/** The text of a file in UTF-8, with a byte order mark or without, or in UTF-16 with one; undefined for anything else. */
export function decodeText(bytes: Buffer): Decoded | undefined {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    const text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
    // What has a NUL in it is no text.
    return text.includes('\0') ? undefined : { text, odd: utf16 !== undefined };
  } catch {
    return undefined;
  }
}
