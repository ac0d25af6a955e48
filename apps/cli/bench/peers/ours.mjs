/** Ours, as a peer of the others: by the command line, under the supervisor of the sandbox that it is opened in. */
export const ours = (supervisor) => ({
  name: `ours, ${supervisor}`,
  has: { terminal: true, watcher: true, cgroup: supervisor === "systemd" },
  remark:
    supervisor === "tmux"
      ? "`up` waits until each screen stands still; a tmux server that died waits for the next `up`"
      : "`up` waits until each screen stands still",
  supervisor,
  open: ({ opened }) => ({
    start: opened.up,
    status: async () => JSON.parse(await opened.fleet("status", "--json")).agents.length,
    stop: opened.down,
    close: async () => {},
  }),
});
