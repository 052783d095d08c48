import {
  AliasNotFoundError,
  ArgumentParseError,
  EnumValidationError,
  FlagNotFoundError,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
  buildApplication,
  buildCommand,
  run,
  text_en,
  type CommandContext,
  type TypedCommandParameters,
} from '@stricli/core';
import { CanonError } from '../fault/error.ts';
import { nearest } from '../text/nearest.ts';
import { optionName, type ArgSpec, type Command, type FlagSpec } from './command.ts';
import { GLOBAL_NAMES } from './globals.ts';
import type { Parsed } from './parse.ts';

/** Parses words with stricli; throws a usage error in canon's own words. */
export async function parseWords(command: Command, rest: readonly string[]): Promise<Parsed> {
  let parsed: Parsed | undefined;
  const faults: unknown[] = [];
  const target = buildCommand({
    docs: { brief: command.name },
    parameters: parameters(command) as TypedCommandParameters<
      Record<string, unknown>,
      string[],
      CommandContext
    >,
    func: (flags: Record<string, unknown>, ...args: string[]) => {
      parsed = { flags, args: args.filter((arg: string | undefined) => arg !== undefined) };
    },
  });
  const application = buildApplication(
    target,
    {
      name: 'canon',
      scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
      documentation: { disableAnsiColor: true },
      localization: {
        text: {
          ...text_en,
          // Errors are collected here and worded by canon: stricli's own text goes nowhere.
          exceptionWhileParsingArguments: (fault) => {
            faults.push(fault);
            return '';
          },
        },
      },
    },
    {},
  );
  const nowhere = { write: () => {} };
  await run(application, separated(rest), { process: { stdout: nowhere, stderr: nowhere } });
  if (parsed) return parsed;
  throw usageError(faults[0], command, rest);
}

/**
 * stricli reads `--x=value` only when the value has a character and no newline, and would take anything
 * else for an argument: those two come as two words.
 */
function separated(rest: readonly string[]): string[] {
  const end = rest.indexOf('--');
  return rest.flatMap((word, i) => {
    const match = (end < 0 || i < end) && /^(--[a-z][a-z\d-]+)=([^]*)$/.exec(word);
    if (!match || (match[2] !== '' && !match[2]?.includes('\n'))) return [word];
    return [match[1] ?? '', match[2] ?? ''];
  });
}

const parseText = (input: string): string => input;

function parameters(command: Command): unknown {
  const flag = (spec: FlagSpec): object => ({
    brief: spec.brief,
    optional: true,
    ...(spec.values
      ? { kind: 'enum', values: spec.values }
      : spec.value
        ? { kind: 'parsed', parse: parseText, ...(spec.bare ? { inferEmpty: true } : {}) }
        : { kind: 'boolean', withNegated: false }),
    ...(spec.many ? { variadic: true } : {}),
  });
  const arg = (spec: ArgSpec): object => ({
    brief: spec.brief,
    placeholder: spec.name,
    parse: parseText,
    ...(spec.optional ? { optional: true } : {}),
  });
  const last = command.args.at(-1);
  return {
    flags: Object.fromEntries(Object.entries(command.flags).map(([key, spec]) => [key, flag(spec)])),
    positional: last?.many
      ? {
          kind: 'array',
          parameter: { brief: last.brief, placeholder: last.name, parse: parseText },
          minimum: command.args.filter((spec) => !spec.optional).length,
        }
      : { kind: 'tuple', parameters: command.args.map(arg) },
  };
}

/** What stricli found, as an error of canon. */
function usageError(fault: unknown, command: Command, rest: readonly string[]): CanonError {
  const of = { command: command.name, usage: command.usage[0] ?? command.name };
  if (fault instanceof FlagNotFoundError) {
    const names = Object.entries(command.flags).flatMap(([key, spec]) =>
      spec.hidden ? [] : [optionName(key)],
    );
    const option = `--${fault.input}`;
    return new CanonError('E_OPTION_UNKNOWN', {
      data: { ...of, option, near: nearest(option, [...names, ...GLOBAL_NAMES]) },
    });
  }
  if (fault instanceof AliasNotFoundError) {
    // The parser tells the first letter that it does not know.
    const option = rest.find((word) => /^-[a-z]/i.test(word)) ?? `-${fault.input}`;
    // Where any words may follow, such a word may be meant as it is.
    const isWord = command.args.at(-1)?.many === true;
    return new CanonError('E_OPTION_UNKNOWN', {
      data: { ...of, option, ...(isWord ? { word: option } : {}) },
    });
  }
  if (fault instanceof UnsatisfiedFlagError) {
    const spec = Object.entries(command.flags).find(
      ([key]) => optionName(key) === `--${fault.externalFlagName}`,
    )?.[1];
    return new CanonError('E_OPTION_VALUE', {
      data: { ...of, option: `--${fault.externalFlagName}`, value: spec?.value ?? spec?.values?.[0] ?? '' },
    });
  }
  if (fault instanceof UnexpectedFlagError) {
    return new CanonError('E_OPTION_TWICE', { data: { ...of, option: `--${fault.externalFlagName}` } });
  }
  if (fault instanceof EnumValidationError) {
    return new CanonError('E_OPTION_CHOICE', {
      data: { ...of, option: `--${fault.externalFlagName}`, value: fault.input, values: fault.values },
    });
  }
  if (fault instanceof ArgumentParseError) {
    // Only a switch can fail here: texts are taken as they come.
    return new CanonError('E_OPTION_NO_VALUE', {
      data: { ...of, option: `--${fault.externalFlagNameOrPlaceholder}` },
    });
  }
  if (fault instanceof UnsatisfiedPositionalError) {
    // Where the last one may be many, the parser knows that one's name alone.
    const name = command.args[fault.limit?.[1] ?? -1]?.name ?? fault.placeholder;
    return new CanonError('E_ARGUMENT_MISSING', { data: { ...of, name } });
  }
  if (fault instanceof UnexpectedPositionalError) {
    const option = fault.input.startsWith('-') && fault.input !== '-';
    return option
      ? new CanonError('E_OPTION_UNKNOWN', { data: { ...of, option: fault.input } })
      : new CanonError('E_ARGUMENT_EXTRA', { data: { ...of, value: fault.input } });
  }
  throw fault;
}
