/** Name of the manifest of a pack that is no npm package. By itself: most audits have no pack, and load no schema for them. */
export const PACK_FILE = 'sovaudit-pack.yaml';
