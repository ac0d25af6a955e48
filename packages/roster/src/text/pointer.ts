/** A step into a value: the key of a map or the index in a list. */
export type Path = readonly (string | number)[];

/** JSON Pointer (RFC 6901) of a path; the empty path is `""`. */
export function pointer(path: Path): string {
  return path
    .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
