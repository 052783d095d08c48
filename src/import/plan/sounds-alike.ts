import type { Operator } from '../../identity/operators.ts';
import { remember } from '../../text/remember.ts';
import { foldName } from '../map.ts';

/** Beyond Latin: only then is there anything to transliterate. */
const OTHER_LETTERS = /[^\P{L}\p{Script=Latin}]/u;

/**
 * The only operator that a name is in other letters: Сергей is Sergei or Sergey, and the other way round. Whole names
 * go before first names, which are enough where one of the two has no other; what two operators have is nobody's.
 */
export async function soundsAlike(name: string, list: readonly Operator[]): Promise<Operator | undefined> {
  const isOther = OTHER_LETTERS.test(name);
  // Two writings in the same letters are two names.
  const others = list.filter((one) => isOther !== OTHER_LETTERS.test(one.name));
  if (others.length === 0 || (!isOther && !others.some((one) => OTHER_LETTERS.test(one.name))))
    return undefined;
  const { transliterate } = await import('transliteration');
  sound ??= remember((text) => soundOf(transliterate(text.normalize('NFC'))));
  const own = sound(foldName(name));
  const named = list.map((one) => ({ one, said: sound?.(foldName(one.name)) ?? '' }));
  const may = named.filter(({ one }) => others.includes(one));
  const whole = may.filter(({ said }) => said === own);
  if (whole.length > 0) return whole.length === 1 ? whole[0]?.one : undefined;
  const [first, ...rest] = own.split(' ');
  const sameFirst = (said: string): boolean => said.split(' ')[0] === first;
  const fits = may.filter(({ said }) => sameFirst(said) && (rest.length === 0 || !said.includes(' ')));
  // Somebody whose name is written in the same letters may be meant as well.
  const unique = fits.length === 1 && named.filter(({ said }) => sameFirst(said)).length === 1;
  return unique ? fits[0]?.one : undefined;
}

let sound: ((text: string) => string) | undefined;

/** How a name reads, whichever of the usual ways it was brought into Latin letters in: Юлия is Yuliya, Iuliia and Julia. */
export const soundOf = (latin: string): string =>
  latin
    .toLowerCase()
    .replace(/['’`"ʹʺ]/g, '')
    .replace(/[jy]/g, 'i')
    .replace(/shch|sch/g, 'sh')
    .replace(/kh/g, 'h')
    .replace(/x/g, 'ks')
    .replace(/t[sz]/g, 'c')
    .replace(/w/g, 'v')
    .replace(/ph/g, 'f')
    .replace(/i[eo]/g, 'e')
    .replace(/([a-z])\1+/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
