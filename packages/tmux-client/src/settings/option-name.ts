/**
 * Whether this can be the name of an option or a hook, with or without a key of an array. A key is a number, which tmux before 3.8 takes
 * modulo 2^32 where it is too large, or from 3.8 on a word.
 */
export function isOptionName(name: string): boolean {
  return /^[a-z][a-z0-9-]*(\[(\d{1,6}|[A-Za-z_][A-Za-z0-9_-]{0,63})\])?$/.test(name);
}
