/**
 * Version of the rule schema. The middle number rises when rules may say something new, the first when rules that were right no longer are. Packs name the
 * range they are written for.
 */
export const RULE_SCHEMA_VERSION = '1.1.0';
