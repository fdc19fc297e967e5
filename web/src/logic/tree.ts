// Things below each other, as a tree.

export interface Branch<T> {
  thing: T;
  below: Branch<T>[];
}

/** The tree of things that name those above them; one that names none that is there stands at the top. */
export function tree<T extends { name: string }>(things: readonly T[], parents: (thing: T) => readonly string[]): Branch<T>[] {
  const names = new Set(things.map((thing) => thing.name));
  const under = (parent: string): Branch<T>[] =>
    things.filter((thing) => parents(thing).includes(parent)).map((thing) => ({ thing, below: under(thing.name) }));
  return things
    .filter((thing) => !parents(thing).some((parent) => names.has(parent)))
    .map((thing) => ({ thing, below: under(thing.name) }));
}

/** The branches in which something is wanted, with what leads there. */
export function pruned<T>(branches: readonly Branch<T>[], isWanted: (thing: T) => boolean): Branch<T>[] {
  return branches
    .map(({ thing, below }) => ({ thing, below: pruned(below, isWanted) }))
    .filter(({ thing, below }) => below.length > 0 || isWanted(thing));
}

/** A sum over a thing and all below it. */
export const sum = <T>(branch: Branch<T>, number: (thing: T) => number): number =>
  branch.below.reduce((all, one) => all + sum(one, number), number(branch.thing));
