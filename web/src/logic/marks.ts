// Words with places that are marked. Places count code points, as the API does; strings count UTF-16 units.

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text in pieces, marked ones and others in turn. Places that overlap or lie outside are cut. */
export function pieces(text: string, marks: readonly (readonly number[])[]): Piece[] {
  const signs = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  const take = (end: number, marked: boolean): void => {
    if (end > at) found.push({ text: signs.slice(at, end).join(""), marked });
    at = Math.max(at, end);
  };
  for (const [begin = 0, end = 0] of [...marks].sort(([a = 0], [b = 0]) => a - b)) {
    take(Math.min(begin, signs.length), false);
    take(Math.min(end, signs.length), true);
  }
  take(signs.length, false);
  return found;
}
