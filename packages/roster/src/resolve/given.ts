/** Without the keys that have no value. */
export function given<T extends object>(map: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said = Object.entries(map).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
