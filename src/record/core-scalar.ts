// The YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), as the `yaml` package resolves it.

const INT = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;

/** Whether a plain scalar stands for nothing. */
export function isNullScalar(source: string): boolean {
  switch (source) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return true;
    default:
      return false;
  }
}

/** The value of a plain scalar in the core schema: null, true, false, a number, or the text itself. */
export function coreScalar(source: string): string | number | boolean | null {
  const first = source.charCodeAt(0);
  // Digits, sign, dot: the only ways a number starts.
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return number(source);
  if (source.length > 5) return source;
  switch (source) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    default:
      return source;
  }
}

function number(source: string): string | number {
  if (INT.test(source)) return Number.parseInt(source, 10);
  if (FLOAT.test(source)) return Number.parseFloat(source);
  if (OCTAL.test(source)) return Number.parseInt(source.slice(2), 8);
  if (HEX.test(source)) return Number.parseInt(source.slice(2), 16);
  if (INFINITE.test(source)) return source.startsWith('-') ? -Infinity : Infinity;
  return source === '.nan' || source === '.NaN' || source === '.NAN' ? Number.NaN : source;
}
