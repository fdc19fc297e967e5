// Words that somebody has selected in a text, with their place. Places count code points, as the API does.

export interface Words {
  words: string;
  begin: number;
}

/** The words without blanks around them; `before` stands between `begin` and them. Null where nothing is left. */
export function chosen(before: string, selected: string, begin: number): Words | null {
  const words = selected.trim();
  if (!words) return null;
  const blanks = selected.length - selected.trimStart().length;
  return { words, begin: begin + Array.from(before).length + blanks };
}
