import { type Document, isMap, isScalar, type YAMLMap } from 'yaml';
import { bareMap, type BareMap } from './bare-map.ts';
import { MOST_FRONTMATTER } from './document.ts';
import { type Fault, placeOf } from './fault.ts';
import { explainYamlError, fixedLine } from './yaml-cause.ts';
import { parseYaml } from './yaml-document.ts';
import { Unreadable, valuesOf } from './yaml-values.ts';

// Loaded only where the narrow reader declines, and for edits: the package costs more than the rest of a command.

/** A frontmatter or a YAML file that parsed to a map. */
export interface FullYaml {
  readonly ok: true;
  readonly data: BareMap;
  readonly document: Document.Parsed;
  /** `undefined` where there is nothing but blanks and comments. */
  readonly map: YAMLMap | undefined;
}

/**
 * Reads YAML 1.2 core with the `yaml` package. Under the keys in `text` plain scalars are the text of their source;
 * keys always are. `offset` is where `yaml` stands in `whole`: faults tell line and column of the whole file.
 */
export function readFullYaml(
  yaml: string,
  text: ReadonlySet<string>,
  whole: string = yaml,
  offset = 0,
): FullYaml | { readonly ok: false; readonly fault: Fault } {
  const fault = (
    at: number,
    args: Fault['args'],
    code: Fault['code'] = 'E_FRONTMATTER_SYNTAX',
  ): { ok: false; fault: Fault } => ({ ok: false, fault: { code, args, ...placeOf(whole, offset + at) } });

  if (yaml.length > MOST_FRONTMATTER) return fault(0, { cause: 'too-large' });
  const parsed = parseYaml(yaml);
  if ('tooDeepAt' in parsed) return fault(parsed.tooDeepAt, { cause: 'too-deep' });
  const { document } = parsed;
  const [error] = document.errors;
  if (error !== undefined) {
    const { at, args } = explainYamlError(yaml, error);
    return fault(at, args);
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null && contents.tag === undefined))
    return { ok: true, data: bareMap(), document, map: undefined };
  if (!isMap(contents)) return fault(contents.range[0], {}, 'E_FRONTMATTER_NOT_A_MAP');

  try {
    const data = valuesOf(contents, text);
    return { ok: true, data, document, map: contents };
  } catch (error) {
    if (error instanceof Unreadable) {
      const fixed = error.args['cause'] === 'unknown-alias' ? fixedLine(yaml, error.at) : {};
      return fault(error.at, { ...error.args, ...fixed });
    }
    throw error;
  }
}
