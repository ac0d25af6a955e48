/** Wrong usage: the command ends with exit code 2 and this message. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
