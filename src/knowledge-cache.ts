/**
 * Large packs of own rules as an earlier audit compiled them, kept in the cache folder beside the scans: checking thousands of entries takes longer
 * than most audits. A file stands for these texts under this build, is written in one step, and is believed only whole.
 */
import { type Knowledge, loadKnowledge, ownDigest, ownRuleFiles, type RawEntry, type RuleFile, restoreKnowledge, storeKnowledge } from './knowledge/index.ts';
import { buildPrefilter } from './prefilter/build.ts';
import { writePrefilter } from './prefilter/serialize.ts';
import { cacheName } from './scan/cache.ts';
import { readCached, usableCacheFolder, writeCached } from './sources/cache-folder.ts';

/** Rules somebody brings. */
export interface OwnKnowledge {
  readonly rules: readonly string[];
  readonly profiles: readonly RawEntry[];
  readonly ruleFiles: readonly RuleFile[];
}

/** Where compiled packs are kept: the folder, the present instant in milliseconds, and the tree that is audited, which must not hold the folder. */
export interface KnowledgeCache {
  readonly folder: string;
  readonly now: number;
  readonly root: string;
}

/** A file of the cache that holds compiled rules: for other threads. */
export interface KeptKnowledge {
  readonly folder: string;
  readonly name: string;
  readonly now: number;
}

/** Characters of rules from which keeping them is worth the room: some fourteen megabytes for 5,000 rules. */
const WORTH_KEEPING = 100_000;

/** The knowledge base with own rules, kept from an earlier audit or for the next one. Throws like `loadKnowledge`. */
export async function cachedKnowledge(own: OwnKnowledge, cache: KnowledgeCache | null): Promise<{ knowledge: Knowledge; kept: KeptKnowledge | null }> {
  const files = ownRuleFiles(own.rules, own.ruleFiles);
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  if (cache === null || size < WORTH_KEEPING || !usableCacheFolder(cache.folder, cache.root))
    return { knowledge: await loadKnowledge([], own.profiles, files), kept: null };
  const kept = { folder: cache.folder, name: cacheName(['own rules', ownDigest(files, own.profiles)]), now: cache.now };
  const restored = await readKept(kept, { ...own, rules: [], ruleFiles: files });
  if (restored !== null) return { knowledge: restored, kept };
  const knowledge = await loadKnowledge([], own.profiles, files);
  const ownPrefilter = writePrefilter(buildPrefilter(knowledge.moreLiterals));
  writeCached(cache.folder, kept.name, storeKnowledge(knowledge.index, ownPrefilter));
  return { knowledge: { ...knowledge, ownPrefilter }, kept };
}

/** What was kept; null when it is not there or not whole. */
export async function readKept({ folder, name, now }: KeptKnowledge, { profiles, ruleFiles }: OwnKnowledge): Promise<Knowledge | null> {
  const bytes = readCached(folder, name, now);
  return bytes === null ? null : restoreKnowledge(bytes, ruleFiles, profiles);
}
