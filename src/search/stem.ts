import { stemmer } from 'stemmer';
import { stemRussian } from './stem-russian.ts';

const ENGLISH = /^[a-z]{3,}$/;
const RUSSIAN = /^[а-я]{4,}$/;

/** What the forms of a word share: `locks` and `locked` are `lock`, `сессии` and `сессию` are `сесс`. */
export const stem = (word: string): string =>
  ENGLISH.test(word) ? stemmer(word) : RUSSIAN.test(word) ? stemRussian(word) : word;
