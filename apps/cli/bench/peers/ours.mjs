/** Ours, as a peer of the others: by the command line, under the supervisor of the sandbox that it is opened in. */
export const ours = (supervisor) => ({
  name: `ours, ${supervisor}`,
  lacks:
    supervisor === "tmux"
      ? "no cgroup of an agent's own; a tmux server that died waits for the next `up`"
      : undefined,
  watches: true,
  supervisor,
  get: () => ({}),
  open: ({ opened }) => ({
    start: opened.up,
    status: async () => JSON.parse(await opened.fleet("status", "--json")).agents.length,
    stop: opened.down,
    close: async () => {},
  }),
});
