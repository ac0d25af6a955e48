import { ENV_FILE } from "./files.js";
import { append, keep, swap, type Mutation } from "./mutation.js";

/** An agent's environment file. */
export const envFileMutations: readonly Mutation[] = [
  {
    id: "env-file-readable",
    says: "Everybody on the machine may read a key of the agent",
    file: ENV_FILE,
    edit: keep,
    mode: 0o644,
    caughtBy: { check: "MF612" },
  },
  {
    id: "env-file-export",
    says: "A line is written as for a shell, and is dropped",
    file: ENV_FILE,
    edit: swap("LOG=1", "export LOG=1"),
    caughtBy: { check: "MF609" },
  },
  {
    id: "env-file-open-quote",
    says: "A quote that is never closed swallows the rest of the file",
    file: ENV_FILE,
    edit: swap("LOG=1", "LOG='1"),
    caughtBy: { check: "MF610" },
  },
  {
    id: "env-file-nul",
    says: "A NUL has systemd drop the whole file without a word",
    file: ENV_FILE,
    edit: append("A=\0"),
    caughtBy: { check: "MF610" },
  },
  {
    id: "env-file-too-large",
    says: "The file is larger than systemd is to read",
    file: ENV_FILE,
    edit: append(`A=${"a".repeat(70_000)}`),
    caughtBy: { check: "MF608" },
  },
  {
    id: "env-file-not-expanded",
    says: "A value counts on a shell that nobody starts",
    file: ENV_FILE,
    edit: append("DATA=$HOME/data"),
    caughtBy: { check: "MF611" },
  },
  {
    id: "env-file-preload",
    says: "A variable takes over every program of the launcher",
    file: ENV_FILE,
    edit: append("LD_PRELOAD=/tmp/lib.so"),
    caughtBy: { check: "MF613" },
  },
  {
    id: "env-file-notify",
    says: "A variable has the launcher tell somebody else that the agent runs",
    file: ENV_FILE,
    edit: append("NOTIFY_SOCKET=/tmp/notify"),
    caughtBy: { check: "MF613" },
  },
  {
    id: "env-file-workdir",
    says: "The working directory is relative",
    file: ENV_FILE,
    edit: append("MOSAIC_AGENT_WORKDIR=work"),
    caughtBy: { check: "MF614" },
  },
  {
    id: "env-file-program",
    says: "The program of the agent's command is nowhere on its PATH",
    file: ENV_FILE,
    edit: append("MOSAIC_AGENT_COMMAND=no-such-program"),
    caughtBy: { check: "MF616" },
  },
];
