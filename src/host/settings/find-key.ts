import type { Node } from 'jsonc-parser';
import type { Path, Place } from './installed-keys.ts';
import { faultAt, propertyOf, type Settings, type SettingsFault } from './read.ts';

/** The node at a path; undefined where nothing is. */
export function nodeAt({ root }: Settings, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const place of path) node = node && childAt(node, place);
  return node;
}

function childAt(node: Node, place: Place): Node | undefined {
  if (typeof place === 'string') return node.type === 'object' ? propertyOf(node, place).value : undefined;
  if (node.type !== 'array') return undefined;
  return node.children?.find((item) => isItem(item, place));
}

function isItem(item: Node, place: Exclude<Place, string>): boolean {
  if (isText(place)) return item.type === 'string' && item.value === place[0];
  return (
    item.type === 'object' &&
    Object.entries(place).every(([key, value]) => propertyOf(item, key).value?.value === value)
  );
}

const isText = (place: Exclude<Place, string>): place is readonly [string] => Array.isArray(place);

/** What is odd about the objects and lists on the way to a setting; none is where they are not there yet. */
export function oddPlace(settings: Settings, path: Path): SettingsFault | undefined {
  const { text, root } = settings;
  let node = root;
  const keys: string[] = [];
  for (const place of path) {
    const isList = typeof place !== 'string';
    if (node.type !== (isList ? 'array' : 'object'))
      return faultAt(text, node.offset, 'shape', keys.join('.'), isList ? 'a list' : 'an object');
    if (isList) return undefined;
    const { value, property, count } = propertyOf(node, place);
    keys.push(place);
    if (count > 1)
      return faultAt(text, property?.offset ?? 0, 'shape', keys.join('.'), 'one key of that name');
    if (value === undefined) return undefined;
    node = value;
  }
  return undefined;
}
