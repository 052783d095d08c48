import * as z from 'zod/mini';
import { isDate, isSlug, isTime } from '../ids.ts';

// The types of records.md. Each says in `id` what it wants: the sentence of a finding, and the JSON Schema, use it.

/** Text of one line that says something. */
export const text = z.string().check(z.regex(/\S/, 'text'));

/** The id of a record. Legacy ids are file names of any form. */
export const id = z.string().check(z.regex(/^[^\s/\\]+$/, 'id'));

/** The slug of an operator, `unknown` included. */
export const slug = z.string().check(
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'slug'),
  z.refine((value) => isSlug(value), 'slug'),
);

/** A day, `YYYY-MM-DD`. */
export const date = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, 'date'),
  z.refine((value) => isDate(value), 'date'),
);

/** A time of RFC 3339 with its offset. */
export const time = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[-+]\d{2}:\d{2})$/, 'time'),
  z.refine((value) => isTime(value), 'time'),
);

/** How often something happened. */
export const count = z.int('count').check(z.minimum(0, 'count'));

/** A list of text. */
export const list = z.array(z.string());

/** A map of names to counts. */
export const counts = z.record(z.string(), count);

/** A map of anything. */
export const map = z.record(z.string(), z.unknown());

/** What may be absent or null: everything that is not starred. */
export const maybe = <T extends z.core.$ZodType>(type: T): z.ZodMiniOptional<z.ZodMiniNullable<T>> =>
  z.optional(z.nullable(type));

/** What any kind may carry: what it replaces, and where it came from. */
export const succession = {
  supersedes: maybe(list),
  superseded_by: maybe(id),
  aliases: maybe(list),
};

export const end = {
  imported: maybe(z.looseObject({ source: maybe(text), id: maybe(text), at: maybe(text) })),
  external_id: maybe(text),
};
