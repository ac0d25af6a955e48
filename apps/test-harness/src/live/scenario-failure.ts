/** A scenario does not hold. The first line of the message says why, further ones what was seen. */
export class ScenarioFailure extends Error {
  override readonly name = "ScenarioFailure";
}

/** A failure of the scenario, where something is not so. */
export function hold(isTrue: boolean, otherwise: string): asserts isTrue {
  if (!isTrue) throw new ScenarioFailure(otherwise);
}
