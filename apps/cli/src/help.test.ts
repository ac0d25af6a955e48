import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "./commands.js";
import { exitCodeMeanings } from "./exit-code.js";
import { runForTest } from "./testing/run-for-test.js";

async function help(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await runForTest(argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** A command's help without the options that every command has. */
async function ownHelp(name: string): Promise<string> {
  const text = await help(name, "--help");
  expect(text).toContain("\nGlobal Options:\n");
  return text.replace(/\nGlobal Options:\n[^]*?\n(?=\nExamples:)/, "");
}

test("mosaic-fleet --help", async () => {
  expect(await help("--help")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet [options] [command]

    Run coding agents unattended, each in a tmux session of its own.

    Options:
      --version                           print the version
      --roster <FILE>                     the roster to use
      --socket <NAME>                     the tmux socket, instead of the roster's
      --supervisor <NAME>                 who keeps the agents alive: auto, systemd,
                                          tmux
      --json                              print one JSON document
      --quiet                             no progress and no hints
      --no-color                          no colours; \`NO_COLOR\` does the same
      --yes                               do not ask before what cannot be undone
      -h, --help                          print help

    Commands:
      init                                write a roster
      presets                             list the presets
      validate [FILE...]                  check rosters and their agents' env files
      schema                              print the JSON Schema of a roster
      explain AGENT                       show where an agent's values come from
      render                              print the exact files that \`apply\` would
                                          write
      plan                                show what \`apply\` would change
      apply                               make the machine be as the roster says
      install                             put units and launcher script in place
      up                                  bring the fleet up, wait until it is ready
      down                                stop the fleet and end its tmux server
      start [AGENT...]                    start agents
      stop [AGENT...]                     stop agents
      restart [AGENT...]                  end agents and start them again
      status, ps                          show what each agent does
      top                                 show what each agent does, live; \`status
                                          --watch\`
      attach AGENT                        show an agent's session in this terminal
      send AGENT... [TEXT | -f FILE | -]  give agents a message, with a receipt
      ask AGENT [TEXT | -f FILE | -]      give an agent a message, and print its
                                          answer
      queue [AGENT...]                    show which messages wait for agents, or
                                          take one back
      logs AGENT                          show what an agent printed
      screen AGENT                        show what an agent's pane shows now
      doctor                              look for what is wrong, and how to mend it
      uninstall                           stop the fleet, remove what is installed
      help [COMMAND]                      print help of a command

    Agents are named, or --all, or --tag NAME.

    Exit codes:
      0    done
      1    failed
      2    wrong usage or invalid input
      3    not as desired: see \`status\` and \`doctor\`
      4    no such agent
      5    something needed is missing
      124  timed out

    Example:
      mosaic-fleet up && mosaic-fleet attach canary
    "
  `);
});

describe("help of each command", () => {
  test("init", async () =>
    expect(await ownHelp("init")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet init [options]

    Write a roster.

    A roster that is there already is kept, unless --force is given.

    Options:
      --preset <NAME>      the preset to write; default: canary
      --force              replace the roster that is there
      -h, --help           print help

    Examples:
      mosaic-fleet init --preset pair
    "
  `));
  test("presets", async () =>
    expect(await ownHelp("presets")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet presets [options]

    List the presets.

    Options:
      -h, --help           print help

    Examples:
      mosaic-fleet presets
    "
  `));
  test("validate", async () =>
    expect(await ownHelp("validate")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet validate [options] [FILE...]

    Check rosters and their agents' env files.

    Without FILE: the roster that the other commands would use.

    Options:
      -h, --help           print help

    Examples:
      mosaic-fleet validate
      mosaic-fleet validate examples/*.yaml --json
    "
  `));
  test("schema", async () =>
    expect(await ownHelp("schema")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet schema [options]

    Print the JSON Schema of a roster.

    Editors with a YAML language server use it where a roster begins with \`#
    yaml-language-server: $schema=FILE\`.

    Options:
      -h, --help           print help

    Examples:
      mosaic-fleet schema > roster.v1.schema.json
    "
  `));
  test("install", async () =>
    expect(await ownHelp("install")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet install [options]

    Put units and launcher script in place.

    Needs no roster, starts nothing, and keeps files and drop-ins of your own.

    Options:
      -h, --help           print help

    Examples:
      mosaic-fleet install
    "
  `));
  test("uninstall", async () =>
    expect(await ownHelp("uninstall")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet uninstall [options]

    Stop the fleet, remove what is installed.

    Needs no roster. Stops every agent, ends the fleet's tmux server, and removes
    units, links, launcher and runtime files. The roster, env files and state
    (transcripts, stops, deliveries) stay unless --purge is given; files and
    drop-ins of your own stay always, and are named. Asks before. Where it was cut
    short, run it again.

    Options:
      --purge              remove roster, env files of agents, transcripts and other
                           state too
      --dry-run            say what would be done, and do nothing
      --force              go on with sessions of others on the server, which end,
                           or agents that do not
      -h, --help           print help

    Examples:
      mosaic-fleet uninstall --dry-run
      mosaic-fleet uninstall --purge --yes
    "
  `));
  test("up", async () =>
    expect(await ownHelp("up")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet up [options]

    Bring the fleet up, wait until it is ready.

    Writes a roster if there is none (preset \`canary\`, or the one named), installs
    what is needed, starts each agent and waits for it. What runs already is left as
    it is.

    Options:
      --preset <NAME>      the preset to begin with, where there is no roster
      -h, --help           print help

    Examples:
      mosaic-fleet up
      mosaic-fleet up --preset pair
    "
  `));
  test("down", async () =>
    expect(await ownHelp("down")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet down [options]

    Stop the fleet and end its tmux server.

    A server with sessions that are not the fleet's is kept, unless --force is
    given.

    Options:
      --force              end the server also with sessions of others on it
      -h, --help           print help

    Examples:
      mosaic-fleet down
    "
  `));
  test("start", async () =>
    expect(await ownHelp("start")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet start [options] [AGENT...]

    Start agents.

    Waits until each is ready and says what was true at the end.

    Options:
      --all                every agent of the roster
      --tag <NAME>         the agents with this tag
      -h, --help           print help

    Examples:
      mosaic-fleet start canary
      mosaic-fleet start --tag builders
    "
  `));
  test("stop", async () =>
    expect(await ownHelp("stop")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet stop [options] [AGENT...]

    Stop agents.

    Each stays stopped, also after a reboot, until \`start\` or \`up\`.

    Options:
      --all                every agent of the roster
      --tag <NAME>         the agents with this tag
      -h, --help           print help

    Examples:
      mosaic-fleet stop canary
      mosaic-fleet stop --tag builders
    "
  `));
  test("status", async () =>
    expect(await ownHelp("status")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet status|ps [options]

      Show what each agent does.

      Exits 3 when an agent is not as the roster wants it, or the server does not
      answer.
      With --watch a board of the whole terminal, with keys to attach, send, start,
      stop, restart and read; \`?\` tells them. Where there is no terminal, the table
      and then a line for each agent that changed; with --json a document for each
      change.

      Options:
        -w, --watch          go on with what changes, as a board; \`top\` does the same
        -h, --help           print help

      Examples:
        mosaic-fleet status
        mosaic-fleet ps --json
        mosaic-fleet status --watch
      "
    `));
  test("attach", async () =>
    expect(await ownHelp("attach")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet attach [options] AGENT

    Show an agent's session in this terminal.

    Leave it with tmux's own keys: Ctrl-b, then d. The agent goes on.

    Options:
      --read-only          look only: no key reaches the agent
      -h, --help           print help

    Examples:
      mosaic-fleet attach canary
      mosaic-fleet attach canary --read-only
    "
  `));
  test("send", async () =>
    expect(await help("send", "--help")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet send [options] AGENT... [TEXT | -f FILE | -]

      Give agents a message, with a receipt.

      The last word is the text, the others name agents. With --all or --tag every
      word is text.
      With -f the text is FILE, with \`-\` standard input: 1 MiB at most.
      An agent that works gets it at the end of its turn; with --when now at once;
      with --when interrupt when its turn was ended by the runtime's own key, after a
      question. It is not handed over after --expires.
      Exits 0 when each message was delivered or queued.

      Options:
        --all                every agent of the roster
        --tag <NAME>         the agents with this tag
        --when <WHEN>        for an agent that works: queue it, hand it over now, or
                             interrupt the turn
        --expires <TIME>     do not hand it over later: a span (10m) or a time
        -f, --file <FILE>    take the text from FILE
        -h, --help           print help

      Global Options:
        --version            print the version
        --roster <FILE>      the roster to use
        --socket <NAME>      the tmux socket, instead of the roster's
        --supervisor <NAME>  who keeps the agents alive: auto, systemd, tmux
        --json               print one JSON document
        --quiet              no progress and no hints
        --no-color           no colours; \`NO_COLOR\` does the same
        --yes                do not ask before what cannot be undone

      Examples:
        mosaic-fleet send canary 'run the tests again'
        mosaic-fleet send canary --expires 10m 'is it green?'
        git diff | mosaic-fleet send canary -
        mosaic-fleet send --all -f notes.md
      "
    `));
  test("doctor", async () =>
    expect(await ownHelp("doctor")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet doctor [options]

      Look for what is wrong, and how to mend it.

      Exits 3 when there is an error or a warning that is not mended. --fix asks
      first.

      Options:
        --fix                mend what can be mended: a lost socket, run bits, modes,
                             units not read
        -h, --help           print help

      Examples:
        mosaic-fleet doctor
        mosaic-fleet doctor --fix
        mosaic-fleet doctor --json
      "
    `));

  test("logs", async () =>
    expect(await help("logs", "--help")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet logs [options] AGENT

      Show what an agent printed.

      The transcript of its pane as text, the newest 100 lines; the roster's
      \`transcript\` says how much is kept.
      With --json one document, with -f one for each line.

      Options:
        -f, --follow         go on with what comes
        -n, --lines <N>      show so many of the newest lines
        --unit               show the journal of its unit instead
        -h, --help           print help

      Global Options:
        --version            print the version
        --roster <FILE>      the roster to use
        --socket <NAME>      the tmux socket, instead of the roster's
        --supervisor <NAME>  who keeps the agents alive: auto, systemd, tmux
        --json               print one JSON document
        --quiet              no progress and no hints
        --no-color           no colours; \`NO_COLOR\` does the same
        --yes                do not ask before what cannot be undone

      Examples:
        mosaic-fleet logs canary
        mosaic-fleet logs -f -n 20 canary
      "
    `));

  test("screen", async () =>
    expect(await help("screen", "--help")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet screen [options] AGENT

      Show what an agent's pane shows now.

      Options:
        -h, --help           print help

      Global Options:
        --version            print the version
        --roster <FILE>      the roster to use
        --socket <NAME>      the tmux socket, instead of the roster's
        --supervisor <NAME>  who keeps the agents alive: auto, systemd, tmux
        --json               print one JSON document
        --quiet              no progress and no hints
        --no-color           no colours; \`NO_COLOR\` does the same
        --yes                do not ask before what cannot be undone

      Examples:
        mosaic-fleet screen canary
      "
    `));

  test("`help COMMAND` and the alias say the same", async () => {
    expect(await help("help", "status")).toBe(await help("status", "--help"));
    expect(await help("ps", "-h")).toBe(await help("status", "--help"));
  });

  test("each has an example that begins with the program's name or a pipe into it", () => {
    for (const { name, examples } of commands) {
      expect(examples.length, name).toBeGreaterThan(0);
      for (const line of examples) expect(line).toMatch(/^(?:[\w ]+ \| )?mosaic-fleet [a-z]+/);
    }
  });
});

test("under npm, and as wide as the terminal, help names what can be typed", async () => {
  const options = { env: { npm_lifecycle_event: "npx" }, terminal: 60 };
  const { stdout } = await runForTest(["send", "--help"], options);
  expect(stdout).toMatch(/^Usage: npx mosaic-fleet send \[options\] AGENT/);
  expect(stdout).toContain("\n  git diff | npx mosaic-fleet send canary -\n");
  for (const line of stdout.split("\n").slice(1)) expect(line.length).toBeLessThanOrEqual(60);
  const main = await runForTest(["--help"], options);
  expect(main.stdout).toContain("\n  npx mosaic-fleet up && npx mosaic-fleet attach canary\n");
});

test("--version is the package's", async () => {
  const manifest = JSON.parse(
    readFileSync(join(import.meta.dirname, "../package.json"), "utf8"),
  ) as {
    version: string;
  };
  expect(await help("--version")).toBe(`${manifest.version}\n`);
});

test("the README names each command and each exit code", () => {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8").replaceAll(
    / +/g,
    " ",
  );
  for (const { name } of commands) expect(readme).toContain(`\`${name}`);
  for (const [code, meaning] of exitCodeMeanings)
    expect(readme).toContain(`| ${code} | ${meaning} |`);
});

test("help and version load nothing of the fleet: no file imports it but by `import()`", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /^(?!testing\/).*(?<!\.test)\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(20);
  for (const file of sources) {
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    // The escaper and the width of a letter are one small file each.
    const others = text.replaceAll(
      /"@mosaicstack\/(?:tmux-client\/visible|roster\/display-width)"/g,
      "",
    );
    expect(others, file).not.toMatch(/^import (?!type )[^;]* from "@mosaicstack\//m);
  }
});
