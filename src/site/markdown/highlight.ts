import { LANGUAGES, WITHIN } from './languages.ts';

/** Code with its words told apart by classes. */
export interface Highlighter {
  /** Makes ready what `html` is going to be asked, loading a language only if it is not known how the code looks. */
  prepare(code: string, language: string): Promise<void>;
  /** The code as HTML; undefined where it is to be shown plain. */
  html(code: string, language: string): string | undefined;
}

/** Where highlighted code is kept from build to build. */
export interface CodeMemory {
  get(code: string, language: string): string | undefined;
  set(code: string, language: string, html: string): void;
}

// Nobody looks for colours in more. The patterns of languages take the square of the length of a word or a line, and
// some its cube: with these a block takes a fraction of a second at worst.
const LONGEST_CODE = 20_000;
// Its words may go on across lines until a bracket comes.
const LONGEST_CSHARP = 5000;
const TOO_LONG = /[^\n]{401}|[\w.$]{101}/;

/** Whether code may be highlighted: it alone decides, and no clock. */
export const isShort = (code: string, language: string): boolean =>
  code.length <= (language === 'csharp' ? LONGEST_CSHARP : LONGEST_CODE) && !TOO_LONG.test(code);

/** A highlighter that remembers what it has done, so that no code is looked at twice. */
export function makeHighlighter(memory: CodeMemory = new PlainMemory()): Highlighter {
  return {
    async prepare(code, language) {
      if (!isShort(code, language) || memory.get(code, language) !== undefined) return;
      memory.set(code, language, await highlighted(code, language));
    },
    html: (code, language) => (isShort(code, language) ? memory.get(code, language) : undefined),
  };
}

class PlainMemory implements CodeMemory {
  readonly #known = new Map<string, string>();
  get = (code: string, language: string): string | undefined => this.#known.get(`${language}\0${code}`);
  set = (code: string, language: string, html: string): void => {
    this.#known.set(`${language}\0${code}`, html);
  };
}

async function highlighted(code: string, language: string): Promise<string> {
  const { default: highlighter } = await import('highlight.js/lib/core');
  for (const one of [language, ...(WITHIN[language] ?? [])]) {
    const load = LANGUAGES[one];
    if (load && !highlighter.getLanguage(one)) highlighter.registerLanguage(one, (await load()).default);
  }
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
