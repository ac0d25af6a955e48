import type { Environment } from "../files/paths.js";

/** Of an environment, these variables where they are set to something. */
export function pickEnvironment(
  env: Environment,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value ? [[name, value] as const] : [];
    }),
  );
}
