// Words that are searched.

/** The words as a question while they are typed: the last may be the beginning of one. Empty where there are none. */
export function prefixed(words: string): string {
  const typed = words.trim();
  if (!typed) return "";
  return /[\p{L}\p{N}]$/u.test(typed) && !isInPhrase(typed) ? `${typed}*` : typed;
}

const isInPhrase = (typed: string): boolean => (typed.match(/"/g)?.length ?? 0) % 2 === 1;
