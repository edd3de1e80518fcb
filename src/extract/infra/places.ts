import type { SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { createPlacer } from '../place.ts';
import type { Spot } from './expression.ts';

/** Turns spots of several files into locations. */
export type Places = (spot: Spot) => Location;

export function createPlaces(): Places {
  const placers = new Map<SourceFile, ReturnType<typeof createPlacer>>();
  return (spot) => {
    let placer = placers.get(spot.file);
    if (placer === undefined) {
      placer = createPlacer(spot.file);
      placers.set(spot.file, placer);
    }
    return placer(spot);
  };
}
