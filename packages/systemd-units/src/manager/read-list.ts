/** Reads a list of texts as `systemctl show` prints it: blanks between, those that need it in double quotes with backslashes. */
export function readList(value: string): string[] {
  return [...value.matchAll(/"((?:[^"\\]|\\[^])*)"|[^ ]+/g)].map(
    ([plain, quoted]) => quoted?.replace(/\\([^])/g, "$1") ?? plain,
  );
}
