/** One thing `rules check` tries. */
import type { PackageCandidate } from '../../model/candidate.ts';
import type { Path } from '../../util/yaml-problems.ts';

interface Sample {
  /** Where the signature stands in its entry. */
  readonly path: Path;
}

/** One thing to try, and what must come of it. */
export type Probe =
  | (Sample & { readonly kind: 'host'; readonly text: string; readonly service: string; readonly hit: boolean })
  | (Sample & {
      readonly kind: 'model';
      readonly text: string;
      /** Null: any version, or none, of the family. */
      readonly model: string | null;
      readonly family: string;
      /** It stands where a model is expected. */
      readonly bound: boolean;
      readonly service: string | null;
      readonly hit: boolean;
    })
  | (Sample & {
      readonly kind: 'resource';
      readonly file: { readonly path: string; readonly text: string };
      readonly resource: string;
      /** What a call path that rests on it must name; null: not asked. */
      readonly model: string | null;
      readonly region: string | null;
      readonly place: string | null;
    })
  | (Sample & {
      readonly kind: 'file';
      readonly file: { readonly path: string; readonly text: string };
      /** `services/openai`, `packages/openai` or a model id. */
      readonly subject: string;
      readonly signature: string;
      /** Handed to matching where no grammar reads the file yet. */
      readonly candidate?: PackageCandidate;
    })
  | (Sample & {
      readonly kind: 'config';
      readonly file: { readonly path: string; readonly text: string };
      /** All that must be found: `service model`, `mcp-server id`. */
      readonly finds: readonly string[];
    });
