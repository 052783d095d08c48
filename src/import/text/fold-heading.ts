import { remember } from '../../text/remember.ts';

const SMALL_WORDS = /(?<![\p{L}\p{N}])(?:the|a|an|and|of the)(?![\p{L}\p{N}])/gu;

/** A heading reduced to what tells it from others: words in lower case, without numbering, marks, emoji and articles. */
export const foldHeading = (heading: string): string => (heading.length > 400 ? '' : fold(heading));

const fold = remember((heading) =>
  heading
    .normalize('NFKC')
    // What makes an emoji of the sign before it counts as a mark on a letter.
    .replace(/[\uFE0E\uFE0F\u20E3]/g, ' ')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’`*~]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}.]+/gu, ' ')
    .replace(/^\s*\d+(?:\.\d+)*\.?\s+/, '')
    .replaceAll('.', ' ')
    .replace(SMALL_WORDS, ' ')
    .replace(/\s+/g, ' ')
    .trim(),
);
