import type { YAMLError } from 'yaml';
import type { Args } from '../fault/diagnostic.ts';
import { quoted } from './format-value.ts';

/** Where it is better to point, and the cause whose sentence and remedy are in `messages/record.ts`. */
export interface YamlCause {
  /** Offset in the YAML. */
  readonly at: number;
  readonly args: Args;
}

const CONFLICT = /^(?:<{7}|>{7}|={7})(?: |\r?$)/m;

/** Turns what the parser reports into the mistake a person made, where that can be told. */
export function explainYamlError(yaml: string, error: YAMLError): YamlCause {
  const [at] = error.pos;
  const conflict = CONFLICT.exec(yaml);
  if (conflict !== null) return { at: conflict.index, args: { cause: 'conflict' } };
  const cause = causeOf(yaml, error, at);
  const where = cause.at ?? at;
  const args = {
    ...cause.args,
    ...(QUOTED.has(cause.cause) ? fixedLine(yaml, where) : {}),
    cause: cause.cause,
    detail: error.message,
  };
  return { at: where, args };
}

const LONGEST_LINE = 250;

// Causes whose remedy is to quote the value.
const QUOTED = new Set(['colon', 'reserved', 'after-bracket', 'bracket']);

/** The line with its value quoted, where that is the remedy: to be copied. */
export function fixedLine(yaml: string, at: number): { fixed?: string } {
  const { start, end } = lineAround(yaml, at);
  // A line that nobody reads need not be repeated, and would keep the expression below busy.
  if (end - start > LONGEST_LINE) return {};
  const match = /^[ \t]*(?:- )?([\p{L}\p{N}_.-]+):[ \t]+(\S.*?)[ \t\r]*$/u.exec(yaml.slice(start, end));
  const [, key = '', value = ''] = match ?? [];
  const hasOwnQuotes = value.startsWith('"') || value.startsWith("'");
  if (match === null || hasOwnQuotes) return {};
  return { fixed: `${key}: ${quoted(value)}` };
}

interface Found {
  readonly cause: string;
  readonly at?: number;
  readonly args?: Args;
}

function causeOf(yaml: string, error: YAMLError, at: number): Found {
  const line = lineAround(yaml, at);
  const tab = /^ *\t/.exec(yaml.slice(line.start, line.end));
  if (tab !== null) return { cause: 'tab', at: line.start + tab[0].length - 1 };
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return unclosedQuote(yaml, error) ?? missing(yaml, error, at, line);
    case 'BAD_SCALAR_START':
      return { cause: 'reserved', args: { character: yaml.charAt(at) } };
    case 'BAD_DQ_ESCAPE':
      return { cause: 'escape' };
    case 'BAD_INDENT':
      return unclosedBracket(yaml, error, at) ?? { cause: 'indent', at: nextContent(yaml, at) };
    case 'UNEXPECTED_TOKEN':
      return unexpected(yaml, error, at, line);
    case 'MULTIPLE_DOCS':
      return { cause: 'several-documents' };
    case 'NON_STRING_KEY':
      return { cause: 'key-not-text' };
    case 'RESOURCE_EXHAUSTION':
      return { cause: 'too-deep' };
    default:
      return { cause: 'other' };
  }
}

function missing(yaml: string, error: YAMLError, at: number, line: Line): Found {
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') {
    const rest = yaml.slice(at, line.end);
    // The value goes on in the next line, which holds a colon of its own.
    return /:(?:[ \t]|\r?$)/.test(rest)
      ? { cause: 'colon' }
      : { cause: 'indent', at: nextContent(yaml, line.end) };
  }
  const word = yaml.slice(line.start, line.end).trimStart();
  if (/^[^\s:#]+:[^\s:/]/.test(word)) return { cause: 'no-blank-after-colon' };
  return /closing|must be|indent/.test(error.message) ? { cause: 'indent' } : { cause: 'no-colon' };
}

function unclosedQuote(yaml: string, error: YAMLError): Found | undefined {
  const quote = /Missing closing (['"])quote/.exec(error.message)?.[1];
  if (quote === undefined) return undefined;
  // The parser notices at the end of the text; the mistake is where the quote opens.
  const opens = new RegExp(`(?:^|[\\s:,[{-])${quote}`, 'g');
  let from: number | undefined;
  for (const match of yaml.matchAll(opens)) {
    const start = match.index + match[0].length - 1;
    const line = yaml.slice(start + 1, lineAround(yaml, start).end);
    if (!line.includes(quote)) from ??= start;
  }
  return { cause: 'unclosed-quote', args: { quote }, at: from ?? yaml.lastIndexOf(quote) };
}

function unclosedBracket(yaml: string, error: YAMLError, at: number): Found | undefined {
  const bracket = /end with a ([\]}])/.exec(error.message)?.[1];
  if (bracket === undefined) return undefined;
  const open = yaml.lastIndexOf(bracket === ']' ? '[' : '{', at);
  return { cause: 'unclosed-bracket', args: { bracket }, ...(open === -1 ? {} : { at: open }) };
}

function unexpected(yaml: string, error: YAMLError, at: number, line: Line): Found {
  if (/block-seq-ind/.test(error.message)) return { cause: 'dash' };
  if (/^[^"'#]*[|>][-+\d]*[ \t]+$/.test(yaml.slice(line.start, at))) return { cause: 'block-header' };
  const before = yaml.slice(line.start, at).trimEnd().at(-1) ?? '';
  if (before === '"' || before === "'") return { cause: 'after-quote', args: { quote: before } };
  if (before === ']' || before === '}') return { cause: 'after-bracket', args: { bracket: before } };
  return /flow-\w+-end/.test(error.message) ? { cause: 'bracket' } : { cause: 'other' };
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function lineAround(yaml: string, at: number): Line {
  const start = yaml.lastIndexOf('\n', at - 1) + 1;
  const stop = yaml.indexOf('\n', at);
  return { start, end: stop === -1 ? yaml.length : stop };
}

/** The first character from here on that is no blank and in no comment. */
function nextContent(yaml: string, from: number): number {
  const blank = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*/.exec(yaml.slice(from))?.[0] ?? '';
  return from + blank.length;
}
