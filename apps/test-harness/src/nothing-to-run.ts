/** There is nothing that could be checked or rehearsed: the command ends with exit code 5 and this reason. */
export class NothingToRun extends Error {
  override readonly name = "NothingToRun";
  readonly code = "NothingToRun";
}
