import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const script = join(import.meta.dirname, "bootstrap");
const testTools = [
  "shellcheck",
  "busybox",
  "unshare",
  "nsenter",
  "dash",
  "git",
  "zsh",
  "fish",
  "mandoc",
];
const systemdTools = ["systemctl", "systemd-notify", "busctl", "systemd-analyze", "dbus-daemon"];

// Each test has a machine of its own: one folder, which is the whole PATH.
let machine: string;
beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), "mosaic fleet bootstrap "));
  program("node", "echo v20.19.0");
  program("uname", "echo Linux");
  program("id", "echo 0");
  program("flock");
});
afterEach(() => rmSync(machine, { recursive: true, force: true }));

function program(name: string, body = ":"): void {
  writeFileSync(join(machine, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(machine, name), 0o755);
}

/** A package manager that notes its arguments and makes the tools given appear. */
function packageManager(name: string, brings: Record<string, string> = {}): void {
  const appear = Object.entries(brings).map(([tool, body]) => {
    program(`later-${tool}`, body);
    return `case " $* " in *" install "*|*" add "*|*" -S "*) [ ! -e "$here/later-${tool}" ] || /bin/mv "$here/later-${tool}" "$here/${tool}";; esac`;
  });
  program(name, ["here=${0%/*}", `echo "${name} $*" >>"$here/calls"`, ...appear].join("\n"));
}

function calls(): string[] {
  try {
    return readFileSync(join(machine, "calls"), "utf8").trim().split("\n");
  } catch {
    return [];
  }
}

function bootstrap(...args: string[]): { code: number | null; out: string; err: string } {
  const run = spawnSync("/bin/sh", [script, ...args], {
    env: { PATH: machine },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const silent = { code: 0, out: "", err: "" };

describe("nothing missing", () => {
  test("is silent, with no package manager and no systemd", () => {
    program("tmux", "echo tmux 3.2");
    expect(bootstrap()).toEqual(silent);
  });

  test.each(["tmux 3.3a", "tmux 3.10", "tmux 4.0", "tmux next-3.6", "tmux master"])(
    "takes `%s`",
    (version) => {
      program("tmux", `echo ${version}`);
      expect(bootstrap()).toEqual(silent);
    },
  );

  test("without flock messages could be typed into one another, so Linux needs it", () => {
    program("tmux", "echo tmux 3.2");
    rmSync(join(machine, "flock"));
    expect(bootstrap()).toMatchObject({ code: 5 });
    packageManager("apt-get", { flock: ":" });
    const { code, err } = bootstrap();
    expect(code).toBe(0);
    expect(err).toMatch(/^\+ apt-get install .* util-linux$/m);
    expect(bootstrap()).toEqual(silent);
  });

  test("is silent for the tests too", () => {
    program("tmux", "echo tmux 3.5a");
    for (const tool of [...testTools, ...systemdTools]) program(tool);
    packageManager("apt-get");
    expect(bootstrap("--tests")).toEqual(silent);
    expect(calls()).toEqual([]);
  });

  test("for the tests, macOS needs nothing that is Linux's own", () => {
    program("uname", "echo Darwin");
    program("tmux", "echo tmux 3.5a");
    for (const tool of ["shellcheck", "dash", "git", "zsh", "fish", "mandoc"]) program(tool);
    expect(bootstrap("--tests")).toEqual(silent);
  });
});

describe("installs tmux", () => {
  const apt = "apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 tmux";

  test("as root with apt-get, saying the command before it runs", () => {
    packageManager("apt-get", { tmux: "echo tmux 3.3a" });
    expect(bootstrap()).toEqual({
      code: 0,
      out: "",
      err: `Missing: tmux. Installing with \`apt-get\`:\n+ ${apt}\n`,
    });
    expect(calls()).toEqual([apt]);
  });

  test("fetches apt's lists first where there are none", () => {
    packageManager("apt-get", { tmux: "echo tmux 3.3a" });
    program("apt-cache", "exit 100");
    expect(bootstrap().code).toBe(0);
    expect(calls()).toEqual(["apt-get update -q", apt]);
  });

  test("fetches apt's lists and tries again where the first try fails", () => {
    packageManager("apt-get");
    program("later-tmux", "echo tmux 3.3a");
    const body = readFileSync(join(machine, "apt-get"), "utf8");
    const firstFails = `case $* in *update*) : >"$here/fresh";; *) [ -e "$here/fresh" ] || exit 100; /bin/mv "$here/later-tmux" "$here/tmux";; esac`;
    writeFileSync(join(machine, "apt-get"), body + firstFails);
    expect(bootstrap().code).toBe(0);
    expect(calls()).toEqual([apt, "apt-get update -q", apt]);
  });

  test.each([
    ["dnf", "dnf install -y tmux"],
    ["pacman", "pacman -S --needed --noconfirm tmux"],
    ["zypper", "zypper --non-interactive install --no-recommends tmux"],
    ["apk", "apk add --no-cache tmux"],
  ])("with %s", (manager, command) => {
    packageManager(manager, { tmux: "echo tmux 3.4" });
    expect(bootstrap()).toMatchObject({ code: 0, out: "" });
    expect(calls()).toEqual([command]);
  });

  test("with brew as an ordinary user, without sudo", () => {
    program("id", "echo 501");
    packageManager("brew", { tmux: "echo tmux 3.5a" });
    expect(bootstrap()).toMatchObject({ code: 0, out: "" });
    expect(calls()).toEqual(["brew install tmux"]);
  });

  test("through sudo that needs no password", () => {
    program("id", "echo 1000");
    packageManager("apt-get", { tmux: "echo tmux 3.3a" });
    program("sudo", `[ "$1" != -n ] || exit 0\necho "sudo $*" >>"\${0%/*}/calls"\nshift 2\n"$@"`);
    program("env", "exit 99");
    expect(bootstrap()).toMatchObject({
      code: 0,
      err: expect.stringContaining(`+ sudo env DEBIAN_FRONTEND=noninteractive ${apt}\n`),
    });
    expect(calls()).toEqual([
      `sudo env DEBIAN_FRONTEND=noninteractive ${apt}`,
      expect.stringContaining("apt-get"),
    ]);
  });
});

describe("cannot install: exit 5 and the exact command", () => {
  test("an ordinary user without sudo", () => {
    program("id", "echo 1000");
    packageManager("dnf");
    expect(bootstrap()).toMatchInlineSnapshot(`
      {
        "code": 5,
        "err": "Missing: tmux.
      Installing needs root, and there is no \`sudo\`. Run this as root, then run the command again:
        dnf install -y tmux
      ",
        "out": "",
      }
    `);
    expect(calls()).toEqual([]);
  });

  test("sudo that needs a password, and no terminal", () => {
    program("id", "echo 1000");
    program("sudo", "exit 1");
    packageManager("pacman");
    expect(bootstrap()).toMatchInlineSnapshot(`
      {
        "code": 5,
        "err": "Missing: tmux.
      \`sudo\` needs a password and there is no terminal to ask on. Run this, then run the command again:
        sudo pacman -S --needed --noconfirm tmux
      ",
        "out": "",
      }
    `);
    expect(calls()).toEqual([]);
  });

  test("brew as root", () => {
    packageManager("brew");
    expect(bootstrap()).toMatchObject({
      code: 5,
      err: expect.stringContaining("\n  brew install tmux\n"),
    });
    expect(calls()).toEqual([]);
  });

  test("no package manager on PATH", () => {
    expect(bootstrap()).toMatchInlineSnapshot(`
      {
        "code": 5,
        "err": "Missing: tmux.
      No package manager that this script knows is on PATH (apt-get dnf pacman zypper apk brew).
      Install by hand, then run the command again: tmux
      ",
        "out": "",
      }
    `);
  });

  test("a manager that fails", () => {
    program("dnf", "echo no network >&2; exit 1");
    expect(bootstrap()).toMatchInlineSnapshot(`
      {
        "code": 5,
        "err": "Missing: tmux. Installing with \`dnf\`:
      + dnf install -y tmux
      no network
      \`dnf\` did not finish its work.
      Still missing: tmux. Install by hand, then run the command again.
      ",
        "out": "",
      }
    `);
  });

  test("a tmux older than 3.2 that the packages do not better", () => {
    program("tmux", "echo tmux 3.1c");
    packageManager("zypper");
    expect(bootstrap()).toMatchInlineSnapshot(`
      {
        "code": 5,
        "err": "Missing: tmux (tmux 3.1c is older than 3.2). Installing with \`zypper\`:
      + zypper --non-interactive install --no-recommends tmux
      tmux 3.1c is too old: Mosaic Fleet needs tmux 3.2 or newer, and this system's packages have none.
      Install a newer one (https://github.com/tmux/tmux/wiki/Installing) so that it comes first on PATH, then run the command again.
      ",
        "out": "",
      }
    `);
    expect(calls()).toHaveLength(1);
  });

  test("a tmux older than 3.2 that the packages do better", () => {
    program("tmux", "echo tmux 2.8");
    packageManager("zypper", { tmux: "echo tmux 3.4" });
    expect(bootstrap()).toMatchObject({ code: 0 });
  });
});

describe("Node.js is never replaced", () => {
  test.each(["v20.18.3", "v18.20.4", "v9.99.0"])("%s is too old", (version) => {
    program("node", `echo ${version}`);
    packageManager("apt-get");
    expect(bootstrap()).toMatchObject({
      code: 5,
      err: expect.stringMatching(`^Node.js ${version} is too old: .* 20\\.19 or newer`),
    });
    expect(calls()).toEqual([]);
  });

  test("missing", () => {
    rmSync(join(machine, "node"));
    expect(bootstrap()).toMatchInlineSnapshot(`
      {
        "code": 5,
        "err": "Node.js is not on PATH: Mosaic Fleet needs Node.js 20.19 or newer.
      Get it from https://nodejs.org/en/download or with a version manager (\`nvm install 24\`), then run the command again.
      ",
        "out": "",
      }
    `);
  });
});

describe("what the tests use", () => {
  const all = "systemd dbus";

  test.each([
    ["apt-get", `tmux shellcheck dash git zsh fish busybox util-linux mandoc ${all}`],
    ["dnf", "tmux ShellCheck dash git zsh fish busybox util-linux mandoc systemd dbus-daemon"],
    // Its mandoc takes the place of its man.
    ["pacman", `tmux shellcheck dash git zsh fish busybox util-linux ${all}`],
    [
      "zypper",
      "tmux ShellCheck dash git zsh fish busybox util-linux mandoc systemd /usr/bin/dbus-daemon",
    ],
    ["apk", "tmux shellcheck dash git zsh fish busybox util-linux mandoc dbus"],
  ])("goes by its names in %s, all in one command", (manager, packages) => {
    packageManager(manager);
    const run = bootstrap("--tests");
    expect(run.code).toBe(5);
    expect(run.err).toContain(
      "Still missing: tmux shellcheck dash git zsh fish busybox unshare nsenter.",
    );
    expect(calls()).toEqual([expect.stringMatching(`${packages}$`)]);
  });

  test("systemd is done without where it cannot be had, in one line", () => {
    program("tmux", "echo tmux 3.4");
    for (const tool of [...testTools, "dbus-daemon"]) program(tool);
    packageManager("apk");
    expect(bootstrap("--tests")).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "Missing: systemctl systemd-notify busctl systemd-analyze. What needs it is skipped, each with its reason.
      ",
        "out": "",
      }
    `);
    expect(calls()).toEqual([]);
    expect(bootstrap()).toEqual(silent);
  });

  test("`npm start` completes a systemd that is there, and never asks an ordinary user for it", () => {
    program("tmux", "echo tmux 3.4");
    program("systemctl");
    packageManager("apt-get", {
      "systemd-notify": "",
      busctl: "",
      "systemd-analyze": "",
      "dbus-daemon": "",
    });
    program("id", "echo 1000");
    expect(bootstrap()).toEqual(silent);
    program("id", "echo 0");
    expect(bootstrap().code).toBe(0);
    expect(calls()).toEqual([expect.stringMatching(/ systemd dbus$/)]);
    expect(bootstrap()).toEqual(silent);
  });
});

describe("what the benches use", () => {
  const benchTools = ["strace", "ps", "python3", "unshare", "nsenter", ...systemdTools];

  test.each([
    ["apt-get", "python3 strace procps util-linux systemd dbus"],
    ["dnf", "python3 strace procps-ng util-linux systemd dbus-daemon"],
    ["pacman", "python strace procps-ng util-linux systemd dbus"],
    ["zypper", "python3 strace procps util-linux systemd /usr/bin/dbus-daemon"],
    ["apk", "python3 strace procps util-linux dbus"],
  ])("goes by its names in %s, all in one command", (manager, packages) => {
    program("tmux", "echo tmux 3.4");
    packageManager(manager);
    const run = bootstrap("--bench");
    expect(run.code).toBe(0);
    expect(run.err).toMatch(
      /^Missing: python3 strace .*\. What needs it is not measured, each with its reason\.$/m,
    );
    expect(calls()).toEqual([expect.stringMatching(`${packages}$`)]);
  });

  test("is silent where all is there", () => {
    program("tmux", "echo tmux 3.4");
    for (const tool of benchTools) program(tool);
    packageManager("apt-get");
    expect(bootstrap("--bench")).toEqual(silent);
    expect(calls()).toEqual([]);
  });

  test("what cannot be installed is told with the command, and the rest is measured", () => {
    program("id", "echo 1000");
    program("tmux", "echo tmux 3.4");
    for (const tool of benchTools) if (tool !== "strace") program(tool);
    packageManager("dnf");
    expect(bootstrap("--bench")).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "Missing: strace.
      Installing needs root, and there is no \`sudo\`. Run this as root, then run the command again:
        dnf install -y strace
      Missing: strace. What needs it is not measured, each with its reason.
      ",
        "out": "",
      }
    `);
    expect(calls()).toEqual([]);
  });
});

test("an unknown argument is wrong usage", () => {
  expect(bootstrap("--everything")).toEqual({
    code: 2,
    out: "",
    err: "usage: tools/bootstrap [--tests|--bench]\n",
  });
});
