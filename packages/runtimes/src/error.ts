/** What is said of a runtime is not of the table's shape; the message names every field that is wrong. */
export class RuntimeError extends Error {
  override readonly name = "RuntimeError";
}
