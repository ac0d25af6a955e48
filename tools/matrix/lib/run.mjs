// Makes a system's root filesystem, and runs a job in it.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { readCases } from "./cases.mjs";

const folder = join(import.meta.dirname, "..");
const store = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "mosaic-fleet/matrix");

/** `{ code: 0, root, locked, versions }`, or another code with what was `said`, 124 at the limit.
 * `how`: an option of make-root, or none. */
export async function makeRoot(system, how, seconds) {
  const argv = [join(folder, "make-root"), system, ...(how ? [how] : [])];
  const { code, out } = await run(["timeout", "-k", "5", String(seconds), ...argv]);
  if (code === 124) return { code, said: `its root was not made within ${seconds} s` };
  const last = out.trim().split("\n").at(-1);
  if (code !== 0) return { code, said: last.replace(/^matrix: /, "") };
  const root = last;
  const lock = readFileSync(join(root, "etc/matrix.lock"), "utf8");
  const version = (name) => new RegExp(`^${name}=(.*)$`, "m").exec(lock)?.[1];
  const committed = readFileSync(join(folder, "systems", `${system}.lock`), "utf8") === lock;
  const names = ["systemd", "tmux", "libc6", "bash", "dash", "util-linux"];
  return {
    code: 0,
    root,
    locked: committed,
    versions: Object.fromEntries(names.map((name) => [name, version(name)])),
  };
}

/** `{ name, seconds, cases }`; its whole output is kept in the store. */
export async function runJob(system, root, job, options) {
  const script = (name) => `/srv/mosaic-fleet/tools/matrix/jobs/${name}`;
  const [file, ...words] = job.argv(options);
  const manager = job.user === undefined ? [] : ["--manager", job.user];
  const enter = [join(folder, "enter"), root, ...manager, "--limit", String(job.limit)];
  const began = Date.now();
  // `enter` cleans up whatever ends it; this process's own end does too.
  const { code, out, pid } = await run([
    "setpriv",
    "--pdeathsig",
    "KILL",
    ...enter,
    "--",
    "bash",
    script(file),
    ...words,
  ]);
  mkdirSync(join(store, "logs"), { recursive: true });
  const log = join(store, "logs", `${system}-${job.name}.log`);
  writeFileSync(log, out);
  const cases = readCases(out);
  if (!cases.some(({ outcome }) => outcome === "failed") && (code !== 0 || cases.length === 0))
    cases.push({ name: "the-job-ends-well", outcome: "failed", detail: endOf(code, out) });
  cases.push(leftovers(pid));
  return { name: job.name, seconds: Math.round((Date.now() - began) / 1000), log, cases };
}

/** What `enter`, which names by its process what it makes, left of cgroups and folders. */
function leftovers(pid) {
  const places = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified", tmpdir()];
  const left = places.flatMap((place) =>
    listing(place).filter((name) => name.startsWith(`mosaic-matrix-${pid}-`)),
  );
  const name = "nothing-left-outside";
  if (left.length === 0) return { name, outcome: "passed" };
  return { name, outcome: "failed", detail: left.join(", ") };
}

function listing(place) {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

const endOf = (code, out) =>
  code === 124 ? "not ended at its deadline" : `exit code ${code}: ${out.trim().slice(-500)}`;

let child;
// A hang-up is left to the shell: under `nohup` it is to be ignored.
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    child?.kill("SIGTERM");
    process.exitCode = 130;
    child?.once("close", () => process.exit(130));
    if (child === undefined) process.exit(130);
  });

/** stdout and stderr of an argv, in the order in which they came. */
async function run([file, ...args]) {
  return new Promise((resolve, reject) => {
    let out = "";
    child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
    const { pid } = child;
    for (const pipe of [child.stdout, child.stderr])
      pipe.setEncoding("utf8").on("data", (text) => {
        out += text;
      });
    child.once("error", reject);
    child.once("close", (code) => {
      child = undefined;
      resolve({ code: code ?? 1, out, pid });
    });
  });
}
