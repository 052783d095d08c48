import type { Args } from '../../fault/diagnostic.ts';
import { type Described, describe } from '../../fault/messages/index.ts';
import { describeIn } from '../../fault/messages/describe.ts';
import type { LanguageCode } from '../model.ts';
import { faultsRu } from './faults-ru.ts';

/** What is said of a fault, and in which language. */
export interface SaidFault extends Described {
  readonly lang: LanguageCode;
}

/** Says why a record cannot be read in the language of a site; in English where there is no such sentence. */
export const sayFault = (language: LanguageCode, code: string, args: Args): SaidFault =>
  language === 'ru' && Object.hasOwn(faultsRu, code)
    ? { ...describeIn(faultsRu, code, args), lang: 'ru' }
    : { ...describe(code, args), lang: 'en' };
