export type Environment = Readonly<Record<string, string | undefined>>;

/** Nobody is there to answer, and what would ask is told so. */
const UNATTENDED: Environment = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "false",
  SSH_ASKPASS_REQUIRE: "never",
  SSH_ASKPASS: undefined,
  DISPLAY: undefined,
  WAYLAND_DISPLAY: undefined,
  GCM_INTERACTIVE: "never",
  // A look writes nothing.
  GIT_OPTIONAL_LOCKS: "0",
  GIT_PAGER: "cat",
  LC_ALL: "C.UTF-8",
  LANGUAGE: undefined,
};

/**
 * What git is given: the caller's environment without any GIT_* name. Those lead it to another repository, as they do in a hook, or
 * to another configuration.
 */
export function gitEnvironment(env: Environment): Record<string, string> {
  const own = Object.entries(env).filter(([name]) => !name.startsWith("GIT_"));
  const given = Object.entries({ ...Object.fromEntries(own), ...UNATTENDED });
  return Object.fromEntries(
    given.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
