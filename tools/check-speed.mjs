// Cheap ratios that catch what makes the commands slow by accident: processor time over all rounds beside `node -e 0`, in turn, with room for
// a busy machine. What they may take exactly is in `npm run bench`. Run after a build.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleave } from "./bench/measure/interleave.mjs";
import { timeCommand } from "./bench/measure/processor-time.mjs";
import { short } from "./bench/measure/tell.mjs";
import { conclude, root } from "./workspace.mjs";

const ROUNDS = 15;
const AGENTS = 100;
/** Times as much as `node -e 0`; what it takes now, seen on a loaded machine, and half of it more. */
const LIMITS = { "--version": 1.8, "--help": 1.8, status: 12, check: 7 };

const home = mkdtempSync(join(tmpdir(), "mosaic-fleet-speed-"));
try {
  conclude(...(await measure()));
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function measure() {
  const fleet = join(root, "apps/cli/bin/mosaic-fleet.js");
  const harness = join(root, "apps/test-harness/bin/mosaic-fleet-harness.js");
  const env = scratch();
  const way = (codes, ...argv) => ({
    run: () => timeCommand([process.execPath, ...argv], { codes, env }).processor,
  });
  const figures = await interleave(
    {
      node: way([0], "-e", "0"),
      "--version": way([0], fleet, "--version"),
      "--help": way([0], fleet, "--help"),
      // 3: something is not as the roster wants it. None of them runs.
      status: way([3], fleet, "--supervisor", "tmux", "status", "--json"),
      check: way([0], harness, "check", "--no-verify"),
    },
    ROUNDS,
    { warm: 2 },
  );
  const sum = (name) => figures[name].reduce((all, each) => all + each, 0);
  const ratios = Object.keys(LIMITS).map((name) => ({ name, ratio: sum(name) / sum("node") }));
  const problems = ratios
    .filter(({ name, ratio }) => ratio > LIMITS[name])
    .map(
      ({ name, ratio }) => `${name}: ${short(ratio)} times \`node -e 0\`, at most ${LIMITS[name]}`,
    );
  const told = ratios.map(({ name, ratio }) => `${name} ${short(ratio)}`).join(", ");
  return [problems, `times \`node -e 0\`: ${told}`];
}

/** A home with a roster, and nothing else of the caller's: NODE_EXTRA_CA_CERTS, say, makes every Node start slower. */
function scratch() {
  const config = join(home, ".config/mosaic/fleet");
  for (const folder of [config, join(home, "run"), join(home, "tmux")])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  const agents = Array.from(
    { length: AGENTS },
    (_, at) => `  - { name: agent-${at}, runtime: command, command: [sleep, "1000000"] }\n`,
  );
  const top = "version: 1\nname: speed\nsocket_name: mosaic-fleet\nagents:\n";
  writeFileSync(join(config, "roster.yaml"), top + agents.join(""), { mode: 0o600 });
  const { PATH } = process.env;
  const [run, tmux] = [join(home, "run"), join(home, "tmux")];
  return {
    PATH,
    LANG: "C.UTF-8",
    SHELL: "/bin/sh",
    HOME: home,
    XDG_RUNTIME_DIR: run,
    TMUX_TMPDIR: tmux,
  };
}
