import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { grouped } from "@mosaicstack/command-line";
import { commands } from "./commands.js";
import { exitCodeMeanings } from "./exit-code.js";
import { groups } from "./groups.js";
import { laterCommands } from "./later-commands.js";
import { runForTest } from "./testing/run-for-test.js";

async function help(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await runForTest(argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** A command's help without the options that every command has. */
async function ownHelp(name: string): Promise<string> {
  const text = await help(name, "--help");
  expect(text).toContain("\nOptions of every command:\n");
  return text.replace(/\nOptions of every command:\n[^]*?\n(?=\nExamples:)/, "");
}

test("mosaic-fleet --help", async () => {
  expect(await help("--help")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet [options] COMMAND

    Run coding agents unattended, each in a tmux session of its own.

    Set up:
      init               write a roster
      presets            list the presets
      validate           check rosters and their agents' env files
      schema             print the JSON Schema of a roster
      explain            show where an agent's values come from
      install            put units and launcher script in place
      migrate            move agents from an old tmux socket to the fleet's
      completion         print a script that completes this command in a shell
      help               print help of a command

    Run:
      up                 bring the fleet up, wait until it is ready
      down               stop the fleet and end its tmux server
      start              start agents
      stop               stop agents
      restart            end agents and start them again
      plan               show what \`apply\` would change
      apply              make the machine be as the roster says
      render             print the exact files that \`apply\` would write

    Look:
      status, ps         show what each agent does
      top                show what each agent does, live; \`status --watch\`
      events             show what happens to agents, as it happens
      wait               wait until agents are idle, blocked, or as you say
      attach             show an agent's session in this terminal
      screen             show what an agent's pane shows now
      logs               show what an agent printed

    Talk:
      send               give agents a message, with a receipt
      ask                give an agent a message, and print its answer
      queue              show which messages wait for agents, or take one back

    Keep well:
      doctor             look for what is wrong, and how to mend it
      uninstall          stop the fleet, remove what is installed

    Options of every command:
      --roster FILE      the roster to use
      --socket SOCKET    the tmux socket, instead of the roster's
      --supervisor KIND  who keeps the agents alive: auto, systemd, tmux
      --json             print one JSON document
      --quiet            no progress and no hints
      --no-color         no colours; \`NO_COLOR\` does the same
      --yes              do not ask before what cannot be undone
      --version          print the version
      -h, --help         print help

    Agents are named, or --all, or --tag TAG.
    \`mosaic-fleet help COMMAND\` says more of one, with examples.

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

test("each command is in one group, and has one line of 80 columns", async () => {
  const named = groups.flatMap(({ names }) => names);
  expect(named.length).toBe(new Set(named).size);
  for (const { name } of commands) expect(named).toContain(name);
  const text = await help("--help");
  for (const { name, alias, summary } of commands) {
    const term = alias === undefined ? name : `${name}, ${alias}`;
    expect(text.split("\n").filter((line) => line.startsWith(`  ${term} `))).toEqual([
      expect.stringContaining(`  ${summary}`),
    ]);
  }
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("a command that no group names comes last", () => {
  const titles = grouped([{ name: "doctor" }, { name: "new" }], groups).map(
    ({ title, commands: own }) => [title, ...own.map(({ name }) => name)],
  );
  expect(titles).toEqual([
    ["Keep well", "doctor"],
    ["Other", "new"],
  ]);
});

test("no word or value is a NAME: its placeholder says what kind it is", () => {
  for (const { name, words, flags } of commands) {
    const values = Object.values(flags).map(({ value }) => value);
    expect([words?.usage ?? "", ...values].join(" "), name).not.toMatch(/\bNAME\b/);
  }
});

describe("help of each command", () => {
  test("init", async () =>
    expect(await ownHelp("init")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet init [options] [DIR]

      Write a roster.

      A roster that is there already is kept, unless --force is given.
      --from-env-files makes one for a fleet that so far is env files alone, and says
      the same; they stay, and win.

      Options:
        --preset PRESET    the preset to write; default: canary
        --from-env-files   make it of the env files in DIR; default:
                           ~/.config/mosaic/fleet/agents
        --force            replace the roster that is there
        -h, --help         print help

      Examples:
        mosaic-fleet init --preset pair
        mosaic-fleet init --from-env-files
      "
    `));
  test("presets", async () =>
    expect(await ownHelp("presets")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet presets [options]

      List the presets.

      Options:
        -h, --help         print help

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
        -h, --help         print help

      Examples:
        mosaic-fleet validate
        mosaic-fleet validate examples/*.yaml --json
      "
    `));
  test("schema", async () =>
    expect(await ownHelp("schema")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet schema [options]

      Print the JSON Schema of a roster.

      Editors with a YAML language server use it where a roster begins with
      \`# yaml-language-server: $schema=FILE\`.

      Options:
        -h, --help         print help

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
        -h, --help         print help

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
        --purge            remove roster, env files of agents, transcripts and other
                           state too
        --dry-run          say what would be done, and do nothing
        --force            go on with sessions of others on the server, which end, or
                           agents that do not
        -h, --help         print help

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
        --preset PRESET    the preset to begin with, where there is no roster
        -h, --help         print help

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
        --force            end the server also with sessions of others on it
        -h, --help         print help

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
        --all              every agent of the roster
        --tag TAG          the agents with this tag
        -h, --help         print help

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
        --all              every agent of the roster
        --tag TAG          the agents with this tag
        -h, --help         print help

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
      With --why it says of one agent which rule, hook or record stands behind each
      word, and how old that is.

      Options:
        -w, --watch        go on with what changes, as a board; \`top\` does the same
        --why AGENT        tell what stands behind each word of this agent
        -h, --help         print help

      Examples:
        mosaic-fleet status
        mosaic-fleet ps --json
        mosaic-fleet status --watch
        mosaic-fleet status --why canary
      "
    `));
  test("attach", async () =>
    expect(await ownHelp("attach")).toMatchInlineSnapshot(`
      "Usage: mosaic-fleet attach [options] AGENT

      Show an agent's session in this terminal.

      Leave it with tmux's own keys: Ctrl-b, then d. The agent goes on.

      Options:
        --read-only        look only: no key reaches the agent
        -h, --help         print help

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
        --all              every agent of the roster
        --tag TAG          the agents with this tag
        --when WHEN        for an agent that works: queue it, hand it over now, or
                           interrupt the turn
        --expires TIME     do not hand it over later: a span (10m) or a time
        -f, --file FILE    take the text from FILE
        -h, --help         print help

      Options of every command:
        --roster FILE      the roster to use
        --socket SOCKET    the tmux socket, instead of the roster's
        --supervisor KIND  who keeps the agents alive: auto, systemd, tmux
        --json             print one JSON document
        --quiet            no progress and no hints
        --no-color         no colours; \`NO_COLOR\` does the same
        --yes              do not ask before what cannot be undone
        --version          print the version

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
        --fix              mend what can be mended: a lost socket, run bits, modes,
                           units not read
        -h, --help         print help

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
        -f, --follow       go on with what comes
        -n, --lines N      show so many of the newest lines
        --unit             show the journal of its unit instead
        -h, --help         print help

      Options of every command:
        --roster FILE      the roster to use
        --socket SOCKET    the tmux socket, instead of the roster's
        --supervisor KIND  who keeps the agents alive: auto, systemd, tmux
        --json             print one JSON document
        --quiet            no progress and no hints
        --no-color         no colours; \`NO_COLOR\` does the same
        --yes              do not ask before what cannot be undone
        --version          print the version

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
        -h, --help         print help

      Options of every command:
        --roster FILE      the roster to use
        --socket SOCKET    the tmux socket, instead of the roster's
        --supervisor KIND  who keeps the agents alive: auto, systemd, tmux
        --json             print one JSON document
        --quiet            no progress and no hints
        --no-color         no colours; \`NO_COLOR\` does the same
        --yes              do not ask before what cannot be undone
        --version          print the version

      Examples:
        mosaic-fleet screen canary
      "
    `));

  test("completion", async () =>
    expect(await ownHelp("completion")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet completion [options] bash|zsh|fish

    Print a script that completes this command in a shell.

    bash, in ~/.bashrc: \`eval "$(mosaic-fleet completion bash)"\`
    zsh, in ~/.zshrc, behind compinit: \`eval "$(mosaic-fleet completion zsh)"\`
    fish, in ~/.config/fish/config.fish: \`mosaic-fleet completion fish | source\`

    Options:
      -h, --help         print help

    Examples:
      mosaic-fleet completion fish > ~/.config/fish/completions/mosaic-fleet.fish
    "
  `));
  test("help", async () =>
    expect(await ownHelp("help")).toMatchInlineSnapshot(`
    "Usage: mosaic-fleet help [options] [COMMAND]

    Print help of a command.

    Without COMMAND: the list of them, as \`--help\` alone.

    Options:
      -h, --help         print help

    Examples:
      mosaic-fleet help send
    "
  `));

  test("`help COMMAND` and the alias say the same", async () => {
    expect(await help("help", "status")).toBe(await help("status", "--help"));
    expect(await help("ps", "-h")).toBe(await help("status", "--help"));
    expect(await help("help", "ps")).toBe(await help("status", "--help"));
    expect(await help("help")).toBe(await help("--help"));
  });

  test.each<readonly [string, string]>([
    ["nonsense", "unknown command `nonsense`"],
    ["send me", "`help` takes one command"],
    ...laterCommands.map((name) => [name, `this version does not have \`${name}\` yet`] as const),
  ])("`help %s` says what is wrong", async (words, message) => {
    expect(await runForTest(["help", ...words.split(" ")])).toEqual({
      code: 2,
      stdout: "",
      stderr: `mosaic-fleet: ${message}\n\`mosaic-fleet --help\` lists the commands.\n`,
    });
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
  // `start.ts` is bundled apart, with what it needs of the fleet alone.
  const sources = files.filter((file) => /^(?!testing\/|start\.ts$).*(?<!\.test)\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(20);
  for (const file of sources) {
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    // The escaper and the width of a letter are one small file each; the command line is what help is made of.
    const others = text.replaceAll(
      /"@mosaicstack\/(?:command-line|tmux-client\/visible|roster\/display-width)"/g,
      "",
    );
    expect(others, file).not.toMatch(/^import (?!type )[^;]* from "@mosaicstack\//m);
  }
});
