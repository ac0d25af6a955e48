// The command line of the matrix.
import { parseArgs } from "node:util";
import { jobs, systems } from "./jobs.mjs";

export const usage = `usage: npm run test:matrix -- [OPTION…] [SYSTEM…]

Runs the product in root filesystems of other Debian systems, each with its own \`systemd --user\` and tmux.
Needs Linux, root, cgroup2, overlayfs and apt; the roots are kept in
\`\${XDG_CACHE_HOME:-~/.cache}/mosaic-fleet/matrix\`.

Systems (default: all): ${systems.join(", ")}
Jobs (default: all):
${jobs.map(({ name, what }) => `  ${name.padEnd(10)}  ${what}`).join("\n")}

  --jobs A,B     only these
  --rounds N     of the race (default 50)
  --newest       makes the roots of the newest packages and writes the locks in tools/matrix/systems anew
  --fallback     takes the newest packages where the archive no longer has those of a lock
  --json FILE    writes the results there
  --page         writes docs/reference/platforms.md
  --help

Exit: 0 all passed, 1 a case failed or one of the systems could not be made, 2 wrong usage, 5 this machine
cannot run it. Where none of them could be made: 69 the Debian archive does not answer, 70 it does not give
what is needed, 75 it no longer has the versions of a lock, 124 it took more than half an hour.
`;

/** A text says what is wrong with the words. */
export function readOptions(words) {
  let parsed;
  try {
    parsed = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        jobs: { type: "string" },
        rounds: { type: "string", default: "50" },
        newest: { type: "boolean", default: false },
        fallback: { type: "boolean", default: false },
        json: { type: "string" },
        page: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return error.message;
  }
  const { values, positionals } = parsed;
  const wanted = values.jobs?.split(",") ?? jobs.map(({ name }) => name);
  const unknownJob = wanted.find((name) => !jobs.some((job) => job.name === name));
  if (unknownJob !== undefined) return `no job is called \`${unknownJob}\``;
  const unknownSystem = positionals.find((name) => !systems.includes(name));
  if (unknownSystem !== undefined) return `no system is called \`${unknownSystem}\``;
  if (!/^[1-9]\d{0,4}$/.test(values.rounds)) return "`--rounds` takes a number from 1 to 99999";
  if (values.newest && values.fallback) return "`--newest` and `--fallback` exclude each other";
  return {
    ...values,
    rounds: Number(values.rounds),
    jobs: jobs.filter(({ name }) => wanted.includes(name)),
    systems:
      positionals.length > 0 ? systems.filter((name) => positionals.includes(name)) : systems,
  };
}
