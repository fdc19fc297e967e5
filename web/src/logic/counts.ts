// Numbers for charts.

export interface Bar {
  name: string;
  count: number;
}

/** Years from the first to the last, those without anything too. */
export function years(counts: readonly { year: string; documents: number }[]): Bar[] {
  const known = new Map(counts.map(({ year, documents }) => [Number(year), documents]));
  if (known.size === 0) return [];
  const first = Math.min(...known.keys());
  const last = Math.max(...known.keys());
  return Array.from({ length: last - first + 1 }, (_, n) => ({
    name: String(first + n).padStart(4, "0"),
    count: known.get(first + n) ?? 0,
  }));
}

/** Months from the first to the last, those without anything too. */
export function months(counts: readonly { month: string; documents: number }[]): Bar[] {
  const known = new Map(counts.map(({ month, documents }) => [ordinal(month), documents]));
  if (known.size === 0) return [];
  const first = Math.min(...known.keys());
  const last = Math.max(...known.keys());
  return Array.from({ length: last - first + 1 }, (_, n) => ({ name: month(first + n), count: known.get(first + n) ?? 0 }));
}

const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const month = (n: number): string => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;

/** How many things have each name, most first. */
export function tally(names: Iterable<string>): Bar[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort(byCount);
}

const byCount = (a: Bar, b: Bar): number => b.count - a.count || (a.name < b.name ? -1 : 1);
