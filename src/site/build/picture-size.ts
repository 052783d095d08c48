import type { Picture } from '../markdown/body.ts';

/** How files begin that are shown as pictures, by their ending. SVG is none: it is a page with scripts. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  png: /^\x89PNG\r\n\x1a\n/,
  jpg: /^\xff\xd8\xff/,
  jpeg: /^\xff\xd8\xff/,
  gif: /^GIF8[79]a/,
  webp: /^RIFF[^]{4}WEBP/,
  avif: /^[^]{4}ftyp(?:avif|avis|mif1[^]{4}[^]{0,24}avif)/,
};

/** The ending of a path by which it may be a picture, in lower case. */
export function pictureEnding(path: string): string | undefined {
  const ending = /\.([a-z]{3,4})$/i.exec(path)?.[1]?.toLowerCase();
  return ending !== undefined && Object.hasOwn(BEGINNINGS, ending) ? ending : undefined;
}

/** How large a picture is shown, read from its bytes; undefined where they are not what the ending says. */
export async function pictureSize(
  bytes: Buffer,
  ending: string,
): Promise<Pick<Picture, 'width' | 'height'> | undefined> {
  if (BEGINNINGS[ending]?.test(bytes.toString('latin1', 0, 64)) !== true) return undefined;
  const { imageSize } = await import('image-size');
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (!(width > 0 && height > 0)) return undefined;
    // A camera that was held upright says so; browsers turn the picture.
    return orientation > 4 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}
