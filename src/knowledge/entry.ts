import type { YamlPart } from '../util/yaml-problems.ts';
import type { Kind } from './schema.ts';

/** One entry as it stands in a file, before it is checked. */
export interface RawEntry extends YamlPart {
  readonly kind: Kind;
  readonly id: string;
  readonly custom: boolean;
  /** Name of the pack it comes from; absent for entries of no pack. */
  readonly pack?: string;
}
