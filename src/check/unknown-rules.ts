import type { Diagnostic } from '../fault/diagnostic.ts';
import { CONFIG_PATH, type Config } from '../store/config.ts';
import { nearest } from '../text/nearest.ts';
import { RULE_NAMES } from './rules/index.ts';

/** Names under `check.rules` that no rule has: a slip there leaves a rule as loud as it was. */
export const unknownRules = ({ check }: Pick<Config, 'check'>): Diagnostic[] =>
  Object.keys(check.rules)
    .filter((key) => !RULE_NAMES.includes(key))
    .map((key) => ({
      code: 'config-unknown-rule',
      severity: 'warning',
      path: CONFIG_PATH,
      args: { key, near: nearest(key, RULE_NAMES) },
    }));
