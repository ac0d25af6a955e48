import type { Place } from "../place.js";
import { engineOf } from "./engine.js";
import {
  plain,
  spellings,
  type CompletedCommand,
  type CompletedOption,
  type CompletionTable,
} from "./table.js";

/** Completion in fish, 3.1 or later: a `complete` for each thing that can be typed, with the place where it can. */
export function fishScript({ commands, options }: CompletionTable): string {
  const valued = commands.flatMap(({ names, options: own }) =>
    names.flatMap((name) => spellingsWithValue(own).map((spelling) => `'${name} ${spelling}'`)),
  );
  const lines = [
    ...options.map((option) => optionLine(option)),
    ...commands.flatMap(({ names, says }) =>
      plain(names).map((name) => line("''", `-a ${name} -d ${quoted(says)}`)),
    ),
    ...commands.flatMap((command) => [
      ...command.options.map((option) => optionLine(option, on(command))),
      ...command.places.map((place, at) =>
        line(place.many ? on(command) : `${on(command)} ${at}`, offered(place, commands)),
      ),
    ]),
  ];
  return `# Completion of \`tool-name\` in fish, made by \`tool-name completion fish\`.

# Options that have a value
set -g __tool_name_valued ${[...plain(spellingsWithValue(options)), ...valued].join(" \\\n    ")}

${engineOf("fish")}
complete -e -c tool-name
complete -c tool-name -f
${lines.filter((each) => each !== undefined).join("\n")}
`;
}

function on({ names }: CompletedCommand): string {
  return `'${plain(names).join(" ")}'`;
}

/** Nothing where nothing is offered. */
function line(where: string, what: string | undefined): string | undefined {
  if (what === undefined) return undefined;
  return `complete -c tool-name -n ${quoted(`__tool_name_on ${where}`)} ${what}`;
}

function optionLine(option: CompletedOption, where?: string): string | undefined {
  const { long, short, says, place } = option;
  const spelled = [...(short === undefined ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`];
  const value = place === undefined ? [] : ["-r", offered(place, []) ?? "-f"];
  const what = [...spelled, ...value, `-d ${quoted(says)}`].join(" ");
  return where === undefined ? `complete -c tool-name ${what}` : line(where, what);
}

function offered(
  { takes, list }: Place,
  commands: readonly CompletedCommand[],
): string | undefined {
  const words = (all: readonly string[]): string =>
    list
      ? `-f -a "(__fish_complete_list , 'printf %s\\\\n ${plain(all).join(" ")}')"`
      : `-f -a '${plain(all).join(" ")}'`;
  switch (takes.kind) {
    case "ask": {
      const ask = `__tool_name_ask ${takes.asked}`;
      return `-f -a "(${list ? `__fish_complete_list , '${ask}'` : ask})"`;
    }
    case "words":
      return words(takes.words);
    case "command":
      return words(commands.flatMap(({ names }) => names));
    case "file":
      return "-F";
    case "folder":
      return "-f -a '(__fish_complete_directories)'";
    default:
      return undefined;
  }
}

function spellingsWithValue(options: readonly CompletedOption[]): string[] {
  return options.filter(({ place }) => place !== undefined).flatMap(spellings);
}

/** In single quotes, where fish takes a backslash for itself only before these two. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
