import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { failure } from "../../test/failure.js";
import { openUserManager } from "./open-user-manager.js";
import { systemdVersion } from "./systemd-version.js";

describe("without a user manager", () => {
  const folder = mkdtempSync(join(tmpdir(), "user-manager-"));
  const path = process.env["PATH"];
  afterAll(() => rmSync(folder, { recursive: true }));

  test("no systemctl", async () => {
    const manager = openUserManager({ env: { PATH: folder } });
    expect(await manager.probe()).toEqual({
      answers: false,
      reason: expect.stringContaining("`systemctl` is not on PATH"),
      remedy: expect.any(String),
    });
    expect(await failure(manager.states(["*"]))).toMatchObject({ code: "ManagerAbsent" });
    expect(await systemdVersion({ env: { PATH: folder } })).toBeUndefined();
  });

  test.each([
    ["under cron", {}, "XDG_RUNTIME_DIR is not set, as under cron"],
    ["under sudo", { SUDO_USER: "someone" }, "XDG_RUNTIME_DIR is not set, as under sudo"],
    ["a folder that is not there", { XDG_RUNTIME_DIR: join(folder, "none") }, "which is not there"],
    ["a folder without a bus", { XDG_RUNTIME_DIR: folder }, "No user manager answers"],
  ])("%s: a reason and a remedy", async (_what, env, reason) => {
    const manager = openUserManager({ env: { PATH: path, HOME: folder, ...env } });
    expect(await manager.probe()).toEqual({
      answers: false,
      reason: expect.stringContaining(reason),
      remedy: expect.stringMatching(/XDG_RUNTIME_DIR|enable-linger/),
    });
    expect(await failure(manager.start(["x.service"]))).toMatchObject({ code: "NoBus" });
    expect(await failure(manager.adopt("x.service", [4242]))).toMatchObject({ code: "NoBus" });
  });

  test.each([
    "Failed to connect to bus: No medium found",
    "Failed to connect to user scope bus via local transport: $DBUS_SESSION_BUS_ADDRESS and $XDG_RUNTIME_DIR not defined (consider using --machine=<user>@.host --user to connect to bus of other user)",
    "Failed to connect to user scope bus via local transport: No such file or directory",
  ])("whichever version says it: %s", async (words) => {
    const bin = mkdtempSync(join(folder, "bin-"));
    writeFileSync(join(bin, "systemctl"), `#!/bin/sh\ncat >&2 <<'END'\n${words}\nEND\nexit 1\n`, {
      mode: 0o755,
    });
    const manager = openUserManager({ env: { PATH: `${bin}:${path ?? ""}`, HOME: folder } });
    expect(await failure(manager.states(["*"]))).toMatchObject({ code: "NoBus" });
  });

  test("the runtime directory of another user", async () => {
    const manager = openUserManager({
      env: { PATH: path, HOME: folder, XDG_RUNTIME_DIR: folder },
      uid: 4242,
    });
    expect(await manager.probe()).toMatchObject({
      answers: false,
      reason: expect.stringContaining("belongs to another user"),
    });
  });
});
