import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  hostileTags,
  openCompletionBed,
  type CompletionBed,
  type Pane,
} from "../testing/completion-bed.js";

let bed: CompletionBed;
beforeAll(async () => {
  bed = await openCompletionBed();
});
afterAll(async () => await bed.close());

const settings = {
  bash: `eval "$(mosaic-fleet completion bash)"
set +o histexpand
PS1='> '
bind 'set bell-style none'
bind -x '"\\C-x": printf "%s\\n" "$READLINE_LINE" >>~/typed'
`,
  zsh: `eval "$(mosaic-fleet completion zsh)"
PS1='> '
unsetopt beep banghist
note() { print -r -- "$BUFFER" >>~/typed }
zle -N note
bindkey -e
bindkey '^X' note
`,
  fish: `mosaic-fleet completion fish | source
function fish_prompt; echo '> '; end
set -g fish_greeting
bind \\cx 'commandline -b >>~/typed'
`,
};
type Shell = keyof typeof settings;
const shells = Object.keys(settings) as Shell[];

describe.each(shells)("%s, as somebody types", (shell) => {
  let pane: Pane;
  beforeAll(async () => {
    pane = await bed.openPane(shell, settings[shell]);
  });

  test.each([
    ["mosaic-fleet stat", "mosaic-fleet status "],
    ["mosaic-fleet --json --supervisor tmux stat", "mosaic-fleet --json --supervisor tmux status "],
    ["mosaic-fleet --supervisor sy", "mosaic-fleet --supervisor systemd "],
    ["mosaic-fleet send wri", "mosaic-fleet send writer "],
    ["mosaic-fleet send watcher wri", "mosaic-fleet send watcher writer "],
    ["mosaic-fleet logs -f wri", "mosaic-fleet logs -f writer "],
    ["mosaic-fleet ask -f x.txt wri", "mosaic-fleet ask -f x.txt writer "],
    ["mosaic-fleet ask writer wri", "mosaic-fleet ask writer wri"],
    ["mosaic-fleet start --tag=buil", "mosaic-fleet start --tag=builders "],
    ["mosaic-fleet start --tag team", "mosaic-fleet start --tag team:"],
    ["mosaic-fleet --socket my", "mosaic-fleet --socket my-fleet "],
    ["mosaic-fleet init --preset sq", "mosaic-fleet init --preset squad "],
    ["mosaic-fleet send --when inter", "mosaic-fleet send --when interrupt "],
    ["mosaic-fleet send --exp", "mosaic-fleet send --expires "],
    ["mosaic-fleet help scr", "mosaic-fleet help screen "],
    ["mosaic-fleet completion z", "mosaic-fleet completion zsh "],
    ["mosaic-fleet -- send wri", "mosaic-fleet -- send writer "],
    [
      "mosaic-fleet --roster ~/my\\ roster.yaml send pa",
      "mosaic-fleet --roster ~/my\\ roster.yaml send painter ",
    ],
    [
      "mosaic-fleet --roster 'my roster.yaml' send pa",
      "mosaic-fleet --roster 'my roster.yaml' send painter ",
    ],
    [
      "mosaic-fleet --roster='my roster.yaml' send pa",
      "mosaic-fleet --roster='my roster.yaml' send painter ",
    ],
    ["mosaic-fleet --roster nowhere.yaml send wri", "mosaic-fleet --roster nowhere.yaml send wri"],
    ["mosaic-fleet validate ~/my", "mosaic-fleet validate ~/my\\ roster.yaml "],
    ["mosaic-fleet render --out ~/.conf", "mosaic-fleet render --out ~/.config/"],
  ])("%s", async (keys, line) => {
    // Behind `--option`, zsh has `=` ready, which a blank takes away; who types goes on either way.
    const typed = await pane.complete(keys);
    expect(typed.replace(/(--\w+)=$/, "$1 ").trimEnd()).toBe(line.trimEnd());
  });

  test.each(hostileTags)("%s arrives as it is, in whatever quotes", async (tag) => {
    const begun = tag.slice(0, 2);
    const escaped = begun.replaceAll(/[^\p{L}]/gu, "\\$&");
    expect(await pane.enter(`mosaic-fleet start --tag ${escaped}`)).toEqual([
      "start",
      "--tag",
      tag,
    ]);
    if (!begun.includes("'"))
      expect(await pane.enter(`mosaic-fleet start --tag '${begun}`)).toEqual([
        "start",
        "--tag",
        tag,
      ]);
    expect(bed.isOwned()).toBe(false);
  });

  test("what would be run on the line is not, to complete it", async () => {
    for (const word of ["$(touch ~/owned)", "`touch ~/owned`", '"$(touch ~/owned)"'])
      await pane.complete(`mosaic-fleet --roster ${word} send wri`);
    expect(bed.isOwned()).toBe(false);
  });
});

const listOf: Record<Shell, (line: readonly string[]) => Promise<string[]>> = {
  bash: async (line) =>
    lines(
      await bed.run(
        "bash",
        "-c",
        `eval "$(mosaic-fleet completion bash)"
         COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
         _mosaic_fleet mosaic-fleet "\${!#}" && printf '%s\\n' "\${COMPREPLY[@]}"`,
        "bash",
        ...line,
      ),
    ),
  // What is offered, with nothing drawn: the functions of completion work within a widget alone, so in a terminal of zsh's own.
  zsh: async (line) => {
    const file = join(bed.me.home, "offered");
    writeFileSync(file, "");
    const inside = `PS1=; eval "$(mosaic-fleet completion zsh)"
      compadd() { local -a hits; builtin compadd -O hits "$@"; print -rl -- $hits >>~/offered; builtin compadd "$@" }
      note() { print -r -- done >>~/offered }; zle -N note; bindkey "^X" note`;
    writeFileSync(join(bed.me.home, "inside.zsh"), inside);
    const outside = `zmodload zsh/zpty; zpty typed zsh -f -i
      zpty -w typed "source ~/inside.zsh"
      zpty -w -n typed "$1"$'\\t\\x18'
      until [[ "$(<~/offered)" == *done ]]; do zpty -r -t typed out || sleep 0.05; done; zpty -d typed`;
    await bed.run("zsh", "-f", "-c", outside, "zsh", line.join(" "));
    return lines(readFileSync(file, "utf8")).filter((word) => word !== "done");
  },
  fish: async (line) =>
    lines(
      await bed.run(
        "fish",
        "--no-config",
        "-c",
        "mosaic-fleet completion fish | source; complete -C $argv[1]",
        line.join(" "),
      ),
    ).map((offered) => offered.split("\t")[0] ?? ""),
};

function lines(text: string): string[] {
  return text.split("\n").filter((each) => each !== "");
}

describe.each(shells)("%s offers", (shell) => {
  const offered = async (...line: string[]): Promise<string[]> =>
    [...new Set(await listOf[shell](["mosaic-fleet", ...line]))].toSorted();

  test("every command", async () => {
    const { commands } = await import("../commands.js");
    const names = commands.flatMap(({ name, alias }) =>
      alias === undefined ? [name] : [name, alias],
    );
    expect(await offered("")).toEqual(names.toSorted());
  });

  test("agents, in front of a text too", async () => {
    expect(await offered("send", "")).toEqual(["watcher", "writer"]);
    expect(await offered("logs", "")).toEqual(["watcher", "writer"]);
  });

  test("every way to spell an option, of the command and of all", async () => {
    const options = await offered("logs", "-");
    expect(options).toEqual(expect.arrayContaining(["-f", "--follow", "-n", "--lines", "--unit"]));
    expect(options).toEqual(expect.arrayContaining(["--roster", "--json", "-h", "--help"]));
    expect(options).not.toContain("--words");
    expect(await offered("up", "-")).not.toContain("--first-run");
  });

  test("nothing where nothing can be known", async () => {
    // zsh goes on to options where no word is wanted.
    const words = (await offered("status", "")).filter((word) => !word.startsWith("-"));
    expect(words).toEqual([]);
    expect(await offered("send", "--expires", "")).toEqual([]);
  });
});
