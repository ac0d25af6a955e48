import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENDED } from "@mosaicstack/agent-channel";
import { everyShell } from "@mosaicstack/agent-channel/testing";
import { afterAll, describe, expect, test } from "vitest";
import { runFragments } from "../../test/run-fragments.js";
import { RUNS } from "./launcher-words.js";

/** Holds a `systemd-notify` that says what it was told. */
const tools = mkdtempSync(join(tmpdir(), "launcher-words-"));
writeFileSync(join(tools, "systemd-notify"), "#!/bin/sh\nprintf '%s\\n' \"$*\"\n");
chmodSync(join(tools, "systemd-notify"), 0o755);
afterAll(() => rmSync(tools, { recursive: true }));
const env = { PATH: `${tools}:/usr/bin:/bin` };

describe.each(everyShell())("what code reads of the launcher's words, under $name", (shell) => {
  test("each line of the pane half that says that it waits begins with one text", () => {
    const said = runFragments(
      ["../../outside-files/lib/outside.sh", "agent.sh", "loop.sh"],
      `status=3 in_a_row=2 restart_delay=5 restart_max_delay=300 delay=5 stopping='' channel=/nowhere
      pause_for() { :; }
      read_outside() { echo kind=quota; echo "until=$(($(date +%s) + 60))"; }
      wait_for_enter; wait_for_delay; at_usage_limit`,
      { shell },
    );
    const lines = said.trim().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.slice(0, ENDED.length)).toBe(ENDED);
  });

  test("the words for systemd begin with one text while all is well, and only then", () => {
    /** A supervisor whose agent is up, and then gone; or one that dies. */
    const said = (text: string): string[] =>
      runFragments(
        ["say.sh", "supervise.sh"],
        `supervised=yes dir=/run/agents/a name=a socket=s pane_pid=1 lacks='' config='' state=''
        stopping='' status='' channel='' found=new
        for each in choose_folders own_folder choose_socket is_holders know_unit check_env_file launch \\
          open_life take_session bound_reads stop_agent record; do eval "$each() { :; }"; done
        await_up() { what=up; }
        hear() { return 1; }
        ${text}`,
        { shell, env },
      )
        .trim()
        .split("\n");
    expect(said("(supervise) || :")).toEqual([
      expect.stringMatching(new RegExp(`^--ready --status=${RUNS}session a `)),
      "--status=session a is gone",
    ]);
    expect(said("(die 78 no 2>/dev/null) || :")).toEqual(["--status=no"]);
  });
});
