// Where an arrow key takes a number: to where something else happens, as `Deciding.stops` in Python lists it.

/** Of each stretch the nearest numbers to its ends, as `0:0.29 0.3:1`. *way*: 1 up, -1 down. */
export function stopBeyond(stops: string, now: number, way: number): number | null {
  const pairs = stops.split(" ").filter(Boolean).map((pair) => pair.split(":").map(Number) as [number, number]);
  if (pairs.length < 2) return null;
  const here = pairs.findIndex(([, high]) => now <= high), place = here < 0 ? pairs.length - 1 : here;
  const next = pairs[place + way];
  if (next) return next[way > 0 ? 0 : 1];
  return way > 0 ? pairs.at(-1)![1] : pairs[0]![0];
}
