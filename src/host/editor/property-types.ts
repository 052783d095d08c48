import { FIELDS, type FieldType } from '../../record/fields.ts';
import { KINDS } from '../../record/kinds.ts';

/** A type of property as Obsidian knows it. */
export type PropertyType = 'text' | 'multitext' | 'number' | 'date' | 'tags' | 'aliases';

const TYPES: Readonly<Partial<Record<FieldType, PropertyType>>> = {
  text: 'text',
  id: 'text',
  slug: 'text',
  date: 'date',
  // Obsidian's "date & time" has no offset: whoever touched one in the editor would lose it. As text it stays as
  // it is, and it sorts.
  time: 'text',
  count: 'number',
  list: 'multitext',
};

const OWN: Readonly<Record<string, PropertyType>> = { tags: 'tags', aliases: 'aliases' };

/**
 * The type of each frontmatter key, sorted by key. A vault has one type for a name: where the kinds differ
 * (`created` is a time in a session and a date elsewhere) it is text. Obsidian has none for maps.
 */
export function propertyTypes(): (readonly [key: string, type: PropertyType])[] {
  const types = new Map<string, PropertyType>();
  for (const kind of KINDS)
    for (const [key, field] of Object.entries(FIELDS[kind])) {
      const type = OWN[key] ?? TYPES[field];
      if (type === undefined) continue;
      const other = types.get(key);
      types.set(key, other === undefined || other === type ? type : 'text');
    }
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1));
}
