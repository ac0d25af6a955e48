import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { everyShell } from "../testing/shells.js";

const script = join(import.meta.dirname, "..", "..", "scripts", "keep-schedule.sh");
const HOUR = 3600;
/** Seconds since the epoch, some time before now. */
const ago = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds;
const calendar = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;

describe.each(everyShell())("an edge of a schedule, under $name", ({ shebang }) => {
  let home: string;
  const note = (): string => join(home, "state/mosaic/fleet/scheduled/fleet/one");
  const noted = (): string => readFileSync(note(), "utf8").trim();
  const said = (): string[] => readFileSync(join(home, "said"), "utf8").trim().split("\n");

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "mosaic-schedule-"));
    onTestFinished(() => rmSync(home, { recursive: true }));
    mkdirSync(join(home, "units/mosaic-schedule@one.timer.d"), { recursive: true });
    mkdirSync(join(note(), ".."), { recursive: true });
    mkdirSync(join(home, "bin"));
    writeFileSync(join(home, "said"), "");
    const edges = `X-MosaicStart=${calendar(ago(2 * HOUR))}\nX-MosaicStop=${calendar(ago(HOUR))}\n`;
    writeFileSync(
      join(home, "units/mosaic-schedule@one.timer.d/50-roster.conf"),
      `[Timer]\n${edges}`,
    );
    writeFileSync(note(), `${ago(3 * HOUR)}\n`);
  });

  /** Runs it beside a `systemctl` that says what it was asked, and does `instead` when asked for `verb`. */
  const keep = (verb = "", instead = ""): ReturnType<typeof spawnSync> => {
    writeFileSync(
      join(home, "bin/systemctl"),
      `#!/bin/sh\necho "$*" >>"${home}/said"\ncase " $* " in *" ${verb || "never"} "*) ${instead || ":"} ;; esac\n`,
      { mode: 0o755 },
    );
    const [program = "sh", ...options] = shebang.slice(2).split(" ");
    return spawnSync(program, [...options, script, "one", join(home, "units"), "fleet"], {
      env: {
        HOME: home,
        PATH: `${join(home, "bin")}:/usr/bin:/bin`,
        XDG_STATE_HOME: join(home, "state"),
      },
      encoding: "utf8",
    });
  };

  test("is noted once it is applied, and not applied again", () => {
    expect(keep()).toMatchObject({ status: 0, stderr: "" });
    expect(said()).toContain("--user stop -- mosaic-agent@one.service");
    expect(Number(noted())).toBeGreaterThan(ago(HOUR));
    const before = said();
    expect(keep()).toMatchObject({ status: 0, stderr: "" });
    expect(said()).toEqual(before);
  });

  test.each(["disable", "stop"])("that is cut off at `%s` is applied by the next look", (verb) => {
    const before = noted();
    // Its group is the process that runs it.
    expect(keep(verb, "kill -9 $(ps -o ppid= -p $PPID) $PPID")).toMatchObject({
      signal: "SIGKILL",
    });
    expect(noted()).toBe(before);
    expect(keep()).toMatchObject({ status: 0 });
    expect(said().filter((each) => each.includes(" stop "))).not.toEqual([]);
    expect(Number(noted())).toBeGreaterThan(ago(HOUR));
  });

  test("that cannot be applied is tried again by the next look", () => {
    expect(keep("stop", "exit 1")).toMatchObject({ status: 75 });
    expect(keep()).toMatchObject({ status: 0 });
    expect(said().filter((each) => each.includes(" stop "))).toHaveLength(2);
  });

  test("is older than what a person does while it is applied", () => {
    const later = ago(60);
    expect(keep("stop", `echo ${later} >"${note()}"`)).toMatchObject({ status: 0 });
    expect(noted()).toBe(String(later));
  });
});
