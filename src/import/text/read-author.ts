import { isSlug } from '../../record/ids.ts';
import { remember } from '../../text/remember.ts';
import type { Author } from '../item.ts';

/** Programs that sign what they write, and what stands where nobody does. */
const NOBODY =
  /^(?:claude|codex|chatgpt|gpt|openai|anthropic|gemini|copilot|cursor|cline|roo|windsurf|aider|assistant|agent|ai|llm|bot|sonnet|opus|haiku|unknown|none|n\/?a|tbd|null|me|user|-|—)(?![\p{L}])/iu;

/** The person that a text names: `Roman <r@example.com>`, `@roman`, `Roman T. (RT)`; undefined where it is none. */
export const readAuthor = remember((text: string): Author | undefined => {
  // Of several the first one.
  const first = text
    .replace(/[*_`[\]"']/g, '')
    .split(/[,;|]|\s(?:and|и|&)\s/u)[0]
    ?.trim();
  if (first === undefined || first === '' || first.length > 120) return undefined;
  const email = /[^\s<>()]+@[^\s<>()]+\.[^\s<>()]+/.exec(first)?.[0];
  const name = (email === undefined ? first : first.replace(email, ''))
    .replace(/[<>]/g, '')
    .replace(/\(.*?\)\s*$/, '')
    .trim();
  const handle = /^@([\w-]+)$/.exec(name)?.[1];
  const bare = handle ?? name;
  if (bare !== '' && (NOBODY.test(bare) || !/\p{L}/u.test(bare))) return undefined;
  if (bare === '' && email === undefined) return undefined;
  const slug = bare.toLowerCase();
  return {
    ...(handle !== undefined && isSlug(slug) ? { slug } : {}),
    ...(bare === '' ? {} : { name: bare }),
    ...(email === undefined ? {} : { email }),
  };
});
