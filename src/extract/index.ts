import type { Extraction } from '../model/candidate.ts';
import type { FileKind, SourceFile } from '../model/file.ts';

export type Extractor = (file: SourceFile) => Extraction;

/** The extractor of a file kind, loaded when first needed; null for kinds that hold no grammar we read. */
export async function loadExtractor(kind: FileKind): Promise<Extractor | null> {
  switch (kind) {
    case 'python': case 'javascript': case 'vue': return (await import('./code/index.ts')).extractCode;
    default: return null;
  }
}
