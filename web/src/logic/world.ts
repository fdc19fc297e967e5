// Numbers of countries on a map: in which step each is drawn.

const STEPS = 5;

/** The least number of each step, of equal ratios up to the largest; few numbers make few steps. */
export function steps(numbers: readonly number[]): number[] {
  const most = Math.max(0, ...numbers);
  if (most < 1) return [];
  return [...new Set(Array.from({ length: STEPS }, (_, n) => Math.ceil(most ** (n / STEPS) - 1e-9)))];
}

/** The step of a number, from 1 on; 0 below the first. */
export const step = (bounds: readonly number[], number: number): number => bounds.filter((bound) => bound <= number).length;

/** What a step holds: from its own bound to the next. */
export function ranges(bounds: readonly number[], most: number): [number, number][] {
  return bounds.map((bound, n) => [bound, (bounds[n + 1] ?? most + 1) - 1]);
}
