import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
var SystemdError = class extends Error {
  code;
  units;
  detail;
  constructor(code, message, details = {}) {
    (super(message, details.cause === void 0 ? void 0 : { cause: details.cause }),
      (this.name = "SystemdError"),
      (this.code = code),
      (this.units = details.units ?? []),
      (this.detail = details.detail ?? ""));
  }
};
var LONGEST = 255,
  SUFFIXES = "service|socket|target|device|mount|automount|swap|timer|path|slice|scope",
  PATTERN =
    new RegExp(`^(?<prefix>[A-Za-z0-9:\\-_.\\\\]+)(?:@(?<instance>[A-Za-z0-9:\\-_.\\\\@]*))?\\.(?<suffi\
x>${SUFFIXES})$`);
function parseUnitName(name) {
  let groups = name.length > LONGEST ? void 0 : PATTERN.exec(name)?.groups;
  if (groups !== void 0)
    return { prefix: groups.prefix ?? "", instance: groups.instance, suffix: groups.suffix ?? "" };
}
function unitName(template, instance) {
  let parts = parseUnitName(template);
  if (parts?.instance !== "")
    throw new SystemdError(
      "InvalidName",
      `\`${template}\` is no template; a template is named like\
 \`name@.service\``,
    );
  let name = `${parts.prefix}@${instance}.${parts.suffix}`;
  if (instance === "")
    throw new SystemdError(
      "InvalidName",
      `An instance of \`${template}\` needs a name that is not empty`,
    );
  if (parseUnitName(name)?.instance !== instance)
    throw new SystemdError(
      "InvalidName",
      name.length > LONGEST
        ? `\`${name.slice(0, 40)}\u2026\` is longer than ${String(LONGEST)} characters; shorten the instance`
        : `\`${instance}\` c\
annot stand in a unit name as it is; escape it with \`systemd-escape\``,
    );
  return name;
}
function templateOf(name) {
  let parts = parseUnitName(name);
  return parts?.instance ? `${parts.prefix}@.${parts.suffix}` : void 0;
}
import { spawn } from "node:child_process";
async function run(argv, { env, deadlineMs, command = argv, group = !1 }) {
  let [file, ...args] = argv,
    child = spawn(file, args, {
      env: { ...env, ...PLAIN },
      detached: group,
      stdio: ["ignore", "pipe", "pipe"],
    }),
    timer,
    deadline = new Promise((resolve) => {
      timer = setTimeout(() => resolve("late"), deadlineMs);
    }),
    result = await Promise.race([ended(child), deadline]);
  if ((clearTimeout(timer), result === "late"))
    throw (
      killAll(child.pid, group),
      child.stdout.destroy(),
      child.stderr.destroy(),
      new SystemdError(
        "Timeout",
        `\`${shown(command)}\` did not end within ${String(deadlineMs / 1e3)} s; what it asked for may still happen, so look at the state before asking again`,
      )
    );
  let { exitCode, signal, stdout, stderr, cause } = result;
  if (cause?.code === "ENOENT") throw absentError(file, stderr, cause);
  if (exitCode === null)
    throw new SystemdError(
      "NotAnswering",
      `\`${shown(command)}\` was ended \
by ${signal ?? "a failure"}`,
      { detail: stderr, cause },
    );
  return { exitCode, stdout, stderr };
}
async function ended(child) {
  let parts = { stdout: [], stderr: [] };
  for (let name of ["stdout", "stderr"])
    (child[name].on("data", (part) => parts[name].push(part)), child[name].on("error", () => {}));
  let texts = () => ({ stdout: textOf(parts.stdout), stderr: textOf(parts.stderr) });
  return await new Promise((resolve) => {
    (child.once("error", (cause) => resolve({ exitCode: null, signal: null, cause, ...texts() })),
      child.once("close", (exitCode, signal) => resolve({ exitCode, signal, ...texts() })));
  });
}
function textOf(parts) {
  return Buffer.concat(parts)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}
var PLAIN = {
  LC_ALL: "C",
  LANGUAGE: "",
  SYSTEMCTL_INSTALL_CLIENT_SIDE: "0",
  SYSTEMD_COLORS: "0",
  SYSTEMD_LOG_LEVEL: "notice",
  SYSTEMD_LOG_LOCATION: "0",
  SYSTEMD_LOG_TARGET: "console",
  SYSTEMD_LOG_TID: "0",
  SYSTEMD_LOG_TIME:
    "\
0",
  SYSTEMD_OFFLINE: "0",
  SYSTEMD_PAGER: "",
  SYSTEMD_URLIFY: "0",
};
function absentError(file, detail, cause) {
  let message = `\`${file}\` is not on PATH; this needs systemd`;
  return new SystemdError("ManagerAbsent", message, { detail, cause });
}
function killAll(pid, group) {
  if (pid !== void 0)
    try {
      process.kill(group ? -pid : pid, "SIGKILL");
    } catch {}
}
function shown(command) {
  let words = command.slice(0, 8).join(" ");
  return command.length > 8 ? `${words} \u2026` : words;
}
export { SystemdError, parseUnitName, unitName, templateOf, run, PLAIN, absentError, killAll };
