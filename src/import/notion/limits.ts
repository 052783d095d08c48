const MB = 1024 ** 2;

/** A page of more text than this is a dump of something; canon reads no record that is larger than a few megabytes. */
export const PAGE_LIMIT = 4 * MB;
/** A database of more text, all of its rows together. */
export const TABLE_LIMIT = 32 * MB;
/** The list of all pages that an export brings along, and of which the ids are taken. */
export const INDEX_LIMIT = 32 * MB;
/** All texts stay in memory until the commit, several times over. */
export const TEXT_LIMIT = 128 * MB;
/** A host like GitHub warns of larger files, and refuses those of twice the size. */
export const ASSET_LIMIT = 50 * MB;
/** All attachments together: more than most hosts want a whole repository to have. */
export const ASSETS_LIMIT = 1024 * MB;
/** Rows of a database that the page above lists one by one; of more the table itself tells. */
export const LISTED_ROWS = 100;
