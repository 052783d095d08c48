import { Composer, type CST, type Document, Parser, YAMLParseError } from 'yaml';

/** Deeper than this is an attack or an accident. */
export const DEEPEST = 256;

/** A document as it was parsed, or the offset from which it is nested too deeply to be looked into. */
export type YamlDocument = { readonly document: Document.Parsed } | { readonly tooDeepAt: number };

/**
 * Parses YAML 1.2 core as `parseDocument` does, but looks at the nesting first: the parser of the `yaml` package goes
 * along a list, its composer goes down into each level, and a process that runs out of stack in there may be ended by
 * V8 (while it compiles a regular expression) without an error that anyone could catch.
 */
export function parseYaml(yaml: string): YamlDocument {
  const tokens = tokensOf(yaml);
  if (tokens === undefined) return { tooDeepAt: 0 };
  const tooDeepAt = deeperThan(DEEPEST, tokens);
  if (tooDeepAt !== undefined) return { tooDeepAt };
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    // Checked by `valuesOf`, with a set: here each key would be compared with every other one.
    uniqueKeys: false,
    resolveKnownTags: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [document, second] = composer.compose(tokens, true, yaml.length);
  if (document === undefined) return { tooDeepAt: 0 };
  if (second !== undefined && document.errors.length === 0) {
    document.errors.push(
      new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', 'a second document'),
    );
  }
  return { document: document as Document.Parsed };
}

function tokensOf(yaml: string): CST.Token[] | undefined {
  try {
    return [...new Parser().parse(yaml)];
  } catch (error) {
    // It does call itself where many levels end at once.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The offset of the first token that stands deeper than `levels`. */
function deeperThan(levels: number, tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; level: number }[] = tokens.map((token) => ({ token, level: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, level } = next;
    if (level > levels) return 'offset' in token ? token.offset : 0;
    const inner = 'items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
    if ('value' in token) inner.push(token.value);
    for (const part of inner) if (part) open.push({ token: part, level: level + 1 });
  }
  return undefined;
}
