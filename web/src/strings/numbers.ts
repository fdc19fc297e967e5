// Numbers in words.

const whole = new Intl.NumberFormat("en");

export const number = (value: number): string => whole.format(value);

export const counted = (value: number, one: string, many: string): string => `${number(value)} ${value === 1 ? one : many}`;
