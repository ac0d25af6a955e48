import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { execa } from "./chunk-MTPKONAO.js";
import { accessSync as accessSync2, constants as constants2 } from "node:fs";
import { release } from "node:os";
import { join as join2 } from "node:path";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { join } from "node:path";
var STANDARD = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
function sandboxPath(nodeFolder, extra = []) {
  let node = STANDARD.includes(nodeFolder) ? [] : [nodeFolder];
  return [...extra, ...node, ...STANDARD].join(":");
}
function findBinaries() {
  let missing = [],
    find = (name, folders = STANDARD) => {
      let path = folders.map((folder) => join(folder, name)).find(isExecutable);
      return (path === void 0 && missing.push(name), path ?? "");
    },
    binaries = {
      systemd: find("systemd", ["/usr/lib/systemd", "/lib/systemd"]),
      systemctl: find("systemctl"),
      busctl:
        find(
          "busct\
l",
        ),
      dbusDaemon: shipsBus() ? "" : find("dbus-daemon"),
      unshare: find("unshare"),
      nsenter: find("nsenter"),
      mount: find("mount"),
    };
  return missing.length === 0 ? { binaries, missing } : { missing };
}
function shipsBus() {
  return ["/etc", "/usr/local/lib", "/usr/lib", "/lib"].some((folder) =>
    existsSync(join(folder, "systemd/user/sockets.target.wants/dbus.socket")),
  );
}
function isExecutable(path) {
  try {
    return (accessSync(path, constants.X_OK), statSync(path).isFile());
  } catch {
    return !1;
  }
}
import { readFileSync } from "node:fs";
var readMountInfo = () => readFileSync("/proc/self/mountinfo", "utf8"),
  readOwnCgroups = () => readFileSync("/proc/self/cgroup", "utf8");
function findCgroupMount(mountInfo) {
  for (let line of mountInfo.split(`
`)) {
    let fields = line.split(" "),
      type = fields[fields.indexOf("-", 6) + 1],
      point = fields[4];
    if (type === "cgroup2" && point !== void 0) return unescapeOctal(point);
  }
}
function findOwnCgroup(cgroups) {
  return /^0::(.*)$/m.exec(cgroups)?.[1];
}
var WANTED = ["systemd", "memory", "pids", "cpu", "cpuacct"];
function findV1Hierarchies(mountInfo, cgroups) {
  return WANTED.flatMap((name) => {
    let point = `/sys/fs/cgroup/${name}`,
      mounted = mountInfo
        .split(
          `
`,
        )
        .map((line) => line.split(" "))
        .find((fields) => fields[4] === point && fields[fields.indexOf("-", 6) + 1] === "cgroup"),
      controller = name === "systemd" ? "name=systemd" : name,
      own = new RegExp(`^\\d+:${controller}:(.*)$`, "m").exec(cgroups)?.[1];
    return mounted === void 0 || own === void 0
      ? []
      : [{ name, cgroup: own === "/" ? point : point + own }];
  });
}
function unescapeOctal(text) {
  return text.replace(/\\([0-7]{3})/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
var NAMESPACES = ["--mount", "--pid", "--fork", "--cgroup", "true"];
async function probeLanes(probe = {}) {
  return Promise.all([rootLane(probe), delegatedLane(probe), hostLane(probe)]);
}
function parentCgroup(lane, probe = {}) {
  let mount = findCgroupMount(probe.mountInfo ?? readMountInfo()),
    own = findOwnCgroup(probe.ownCgroups ?? readOwnCgroups());
  return mount === void 0 || lane === "root" ? mount : own === void 0 ? void 0 : join2(mount, own);
}
async function rootLane(probe) {
  let { uid = process.getuid?.(), writable = isWritable, works = runs } = probe;
  if (uid !== 0) return refuse("root", "needs root; run the same command with `sudo`");
  let base = baseOf("root", probe);
  return typeof base !=
    "stri\
ng"
    ? base
    : writable(base)
      ? (await works(["unshare", ...NAMESPACES]))
        ? allow("root", `private namespaces, own cgroup in \`${base}\``)
        : refuse("root", "`unshare` is refused; a container needs CAP_SYS_ADMIN for it")
      : refuse("root", `the cgroup2 mount \`${base}\` is not writable`);
}
async function delegatedLane(probe) {
  let { uid = process.getuid?.(), writable = isWritable, works = runs } = probe;
  if (uid === 0) return refuse("delegated", "for ordinary users; root has the lane `root`");
  let base = baseOf("delegated", probe);
  return typeof base != "string"
    ? base
    : !writable(base) || !writable(join2(base, "cgroup.procs"))
      ? refuse(
          "delegated",
          `the cgro\
up \`${base}\` is not delegated; put \`systemd-run --user --scope -p Delegate=yes\` before the command`,
        )
      : (await works(["unshare", "--user", "--map-root-user", ...NAMESPACES]))
        ? allow(
            "delegated",
            `private na\
mespaces of a user, own cgroup in \`${base}\``,
          )
        : refuse(
            "delegated",
            "user namespaces are refused; `sysctl user.max_user_namespaces` and AppArmor can do that",
          );
}
function baseOf(lane, probe) {
  let { missing = findBinaries().missing, release: kernel = release() } = probe;
  if (missing.length > 0)
    return { ...refuse(lane, `not installed: ${missing.join(", ")}`), missing };
  let [major = 0, minor = 0] = kernel.split(".").map((part) => Number.parseInt(part, 10));
  return major < 5 || (major === 5 && minor < 14)
    ? refuse(lane, `needs Linux 5.14 for \`cgroup.kill\`; this is ${kernel}`)
    : (parentCgroup(lane, probe) ?? refuse(lane, "no cgroup2 is mounted here"));
}
async function hostLane({ works = runs }) {
  return (await works(["systemctl", "--user", "show", "--property=Version"]))
    ? allow("host", "the user manager answers")
    : refuse("host", "no user manager answers `systemctl --user show`");
}
var allow = (lane, reason) => ({
    lane,
    possible: !0,
    reason,
  }),
  refuse = (lane, reason) => ({ lane, possible: !1, reason });
function isWritable(path) {
  try {
    return (accessSync2(path, constants2.W_OK), !0);
  } catch {
    return !1;
  }
}
async function runs([file, ...args]) {
  if (file === void 0) return !1;
  let { failed } = await execa(file, args, { reject: !1, stdio: "ignore", timeout: 5e3 });
  return !failed;
}
var WHY_NOT_HOST =
  "rehearsals kill servers, so they never run on your own user manager; take `sandbox` or `delegated`";
async function readLanes(probe = probeLanes) {
  return (await probe()).map(({ lane, ...rest }) => {
    let reason = rest.reason.replaceAll("`root`", "`sandbox`");
    return lane !== "host"
      ? { ...rest, lane: laneOf(lane), reason }
      : { lane, possible: !1, reason: `${reason}; ${WHY_NOT_HOST}` };
  });
}
function laneOf(lane) {
  return lane === "root" ? "sandbox" : lane;
}
function chooseLane(choice, lanes) {
  let asked = lanes.filter(({ lane }) => (choice === "auto" ? lane !== "host" : lane === choice));
  for (let { lane, possible } of asked) if (possible && lane !== "host") return { lane };
  return { lane: null, reason: asked.map(({ lane, reason }) => `${lane}: ${reason}`).join("; ") };
}
export {
  sandboxPath,
  findBinaries,
  readMountInfo,
  readOwnCgroups,
  findV1Hierarchies,
  probeLanes,
  parentCgroup,
  readLanes,
  laneOf,
  chooseLane,
};
