import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { findCli } from "./chunk-XPOCIQOV.js";
import { fleetPaths, mergedUnits } from "./chunk-MESSXQ5Z.js";
import "./chunk-MOOARJTO.js";
import { checkInstallation, installationFinding } from "./chunk-TCHGMVH5.js";
import { openUserManager, shippedUnits } from "./chunk-T6KJYTHM.js";
import { parseUnitName, templateOf } from "./chunk-OPFX7QNG.js";
import "./chunk-U26MRXRI.js";
import { basename, dirname, join as join2 } from "node:path";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { userInfo } from "node:os";
var LOGIND = "/run/systemd/users",
  LINGER = "/var/lib/systemd/linger";
async function lingerless(env) {
  if (!(await isThere(LOGIND))) return;
  let user = env.USER || env.LOGNAME || userInfo().username;
  return user.includes("/") || (await isThere(join(LINGER, user))) ? void 0 : user;
}
async function lingerNote(env) {
  let user = await lingerless(env);
  if (user !== void 0)
    return `linger is off for ${user}: every agent ends at your last logout, and none starts at boot. \`loginctl enable-linger\` changes that`;
}
async function isThere(path) {
  return await access(path).then(
    () => !0,
    () => !1,
  );
}
import { execFile } from "node:child_process";
var DEADLINE_MS = 3e4;
async function fleetStatus(env) {
  let cli = findCli(env);
  if (cli === void 0) throw new Error("`mosaic-fleet` is not installed");
  let text = await new Promise((resolve, reject) => {
      execFile(
        cli,
        ["status", "--json"],
        { env, timeout: DEADLINE_MS, killSignal: "SIGKILL", maxBuffer: LARGEST },
        (error, stdout) => {
          stdout === "" && error !== null ? reject(error) : resolve(stdout);
        },
      );
    }),
    document = JSON.parse(text);
  if ("error" in document) throw new Error(`\`mosaic-fleet status\`: ${document.error.message}`);
  return document;
}
var LARGEST = 64 * 1024 * 1024;
async function askInstallation(set, { env }) {
  let paths = fleetPaths(env),
    shipped = (await shippedUnits()).map(({ name, text }) => [name, text]),
    skipped = [],
    ask = async (code, look) => {
      try {
        return await look();
      } catch (error) {
        return (
          skipped.push({ code, reason: error instanceof Error ? error.message : String(error) }),
          []
        );
      }
    },
    status = fleetStatus(env);
  return (
    status.catch(() => {}),
    {
      findings: [
        ...checkInstallation(paths, new Map(shipped)),
        ...(await ask("MF706", async () => await unreadUnits(set, paths, env))),
        ...(await ask("MF707", async () => await lingerOff(paths, env))),
        ...(await ask("MF708", async () => leftDropIns(set, await status))),
        ...(await ask("MF709", async () => outsideUnits(await status, paths))),
      ],
      files: [paths.script],
      skipped,
    }
  );
}
async function unreadUnits(set, paths, env) {
  let manager = openUserManager({ env }),
    loaded = (await manager.states(["mosaic-*"]))
      .filter(
        ({ load }) =>
          load !==
          "no\
t-found",
      )
      .map(({ unit }) => unit);
  if (loaded.length === 0) return [];
  let shown = await manager.properties(loaded, ["NeedDaemonReload", "DropInPaths"]),
    applied = new Map(
      mergedUnits({ ...set, instances: [...(set.instances ?? []), ...loaded] }).map((unit) => [
        unit.name,
        unit.files.filter(({ path }) => path !== unit.main).map(({ path }) => path),
      ]),
    );
  return [...shown].flatMap(([unit, row]) => {
    let isNew = (path) => !row.DropInPaths.includes(shortPath(path)),
      unread = (applied.get(unit) ?? []).filter((path) => PLAIN.test(shortPath(path))).find(isNew);
    if (row.NeedDaemonReload !== "yes" && unread === void 0) return [];
    let file = unread ?? unitFile(unit, paths);
    return [installationFinding("MF706", file, `systemd has not read what changed of \`${unit}\``)];
  });
}
var PLAIN = /^[\w@./:-]+$/;
function shortPath(path) {
  return `/${basename(dirname(path))}/${basename(path)}`;
}
function unitFile(unit, { units }) {
  return join2(units, templateOf(unit) ?? unit);
}
async function lingerOff({ units }, env) {
  let note = await lingerNote(env),
    target = join2(units, "mosaic-fleet.target");
  return note === void 0
    ? []
    : [
        installationFinding(
          "\
MF707",
          target,
          note.replace(/\. `loginctl.*$/, ""),
        ),
      ];
}
function leftDropIns(set, { agents }) {
  let names = new Set(agents.map(({ name }) => name));
  return set.files.flatMap(({ path }) => {
    let unit = basename(dirname(path)).replace(/\.d$/, ""),
      { prefix, instance } = parseUnitName(unit) ?? {};
    return basename(path) === "50-roster.conf" &&
      prefix === "mosaic-agent" &&
      instance &&
      !names.has(instance)
      ? [
          installationFinding(
            "MF708",
            path,
            `\`${instance}\
\` is not in the roster`,
          ),
        ]
      : [];
  });
}
function outsideUnits({ supervisor, agents }, paths) {
  if (supervisor !== "systemd") throw new Error(`the fleet's supervisor is ${supervisor}`);
  let file = unitFile(
    "mosaic-agent@.s\
ervice",
    paths,
  );
  return agents.flatMap(({ name, drift }) =>
    drift
      .filter(({ kind }) => kind === "cgroup")
      .map(({ message }) => installationFinding("MF709", file, `\`${name}\` ${message}`)),
  );
}
export { askInstallation };
