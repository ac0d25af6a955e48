/** What is left to tmux itself, on the default server of the sandbox. */
export function sessions(run) {
  return {
    status: async () =>
      (await run("tmux", ["list-sessions", "-F", "#{session_name}"])).trim().split("\n").length,
    stop: async () => await run("tmux", ["kill-server"]),
    close: async () => {},
  };
}
