// Adds to package-lock.json the platform packages (os/cpu/libc bindings) that a lock file written behind a
// partial registry mirror lacks. `npm ci` refuses such a lock on every platform. Run it after `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const OS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const CPU = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];
const LIBC = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

/** The platform that a binding's name states: `@oxlint/binding-linux-arm64-musl` → os, cpu, libc. */
function platform(name) {
  const words = name.split("/").pop().split("-");
  const os = words.find((word) => OS.includes(word));
  const cpu = words.find((word) => CPU.includes(word));
  const libc = words.map((word) => LIBC[word]).find(Boolean);
  return os && cpu
    ? { cpu: [cpu], os: [os], ...(os === "linux" && libc ? { libc: [libc] } : {}) }
    : undefined;
}

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
for (const entry of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    const where = /^\d/.test(version) && platform(name);
    if (lock.packages[path] || !where) continue;
    lock.packages[path] = {
      version,
      ...where,
      ...(entry.dev ? { dev: true } : {}),
      license: entry.license,
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
}
if (added.length > 0) {
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(
  added.length === 0
    ? "package-lock.json is complete"
    : `added to package-lock.json: ${added.join(", ")}`,
);
