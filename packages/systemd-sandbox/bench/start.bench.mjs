// How long a sandbox takes until its manager answers, and until it is gone; in turn with an empty command in the same namespaces, the
// floor of this machine.
import { execFileSync } from "node:child_process";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { interleave, milliseconds } from "../../../tools/bench/measure/interleave.mjs";
import { rounds } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";

const LIMIT_MS = 800;
const REBOOTS = 3;
const user = process.getuid() === 0 ? [] : ["--user", "--map-root-user"];
const EMPTY = ["unshare", "--mount", "--pid", "--fork", "--cgroup", ...user, "true"];

const close = [];
const reboot = [];
let sandbox;
const figures = await interleave(
  {
    empty: { run: () => void execFileSync("/usr/bin/env", EMPTY) },
    start: {
      async run() {
        sandbox = await openSandbox();
      },
      async after() {
        if (reboot.length < REBOOTS) reboot.push(await milliseconds(() => sandbox.reboot()));
        close.push(await milliseconds(() => sandbox.close()));
      },
    },
  },
  rounds(15),
);
const beside = { name: "an empty command in such namespaces", figures: figures.empty };
const name = "start of a sandbox, until its manager answers";
tell({ name, figures: figures.start, limit: LIMIT_MS });
tell({ name: "the same, beside the floor of the machine", figures: figures.start, beside });
tell({ name: "close, until nothing is left", figures: close });
tell({ name: "reboot", figures: reboot });
