// What can be run in a system. A job is a script in jobs/, the user whose manager it gets (none: it brings
// its own), and a deadline that only a hang reaches.
export const jobs = [
  {
    name: "canary",
    what: "the README's “By hand”: unit files and launcher script alone, with their faults",
    user: "root",
    argv: () => ["canary.sh"],
    limit: 600,
  },
  {
    name: "plain-user",
    what: "the same as uid 1000, in a cgroup that is delegated to it",
    user: "u",
    argv: () => ["canary.sh"],
    limit: 600,
  },
  {
    name: "race",
    what: "starts and stops with a stray that ignores TERM and HUP, beside busy loops",
    user: "root",
    argv: ({ rounds }) => ["race.sh", String(rounds)],
    limit: 3600,
  },
  {
    name: "cli",
    what: "`mosaic-fleet` under both supervisors, and one broken agent among three",
    user: "root",
    argv: () => ["cli.sh"],
    limit: 1200,
  },
  {
    name: "harness",
    what: "`mosaic-fleet-harness check --strict` and `live --lane sandbox`",
    argv: () => ["harness.sh"],
    limit: 1200,
  },
  {
    name: "suites",
    what: "the tests of tmux-client, systemd-units and session-launcher, from source",
    argv: () => ["suites.sh"],
    limit: 5400,
  },
];

/** The broken agent alone, for where `cli` takes too long. */
export const broken = {
  name: "broken-agent",
  what: "one broken agent among three",
  user: "root",
  argv: () => ["cli.sh", "batch"],
  limit: 240,
};

export const systems = ["debian-12", "debian-12-backports", "debian-13", "forky", "sid"];
