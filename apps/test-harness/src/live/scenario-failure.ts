/** A scenario does not hold. The first line of the message says why, further ones what was seen. */
export class ScenarioFailure extends Error {
  override readonly name = "ScenarioFailure";
}
