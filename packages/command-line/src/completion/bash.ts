import type { Place } from "../place.js";
import { engineOf } from "./engine.js";
import { plain, spellings, type CompletedOption, type CompletionTable } from "./table.js";

/** Completion in bash, 3.2 or later: tables as `case`, and one function that walks along the line. */
export function bashScript({ commands, options }: CompletionTable): string {
  const values = commands.flatMap((command) =>
    command.options.flatMap((option) => {
      const words = command.names.flatMap((name) =>
        spellings(option).map((spelling) => `${plain([name]).join("")} ${spelling}`),
      );
      return valueCase(words, option);
    }),
  );
  const places = commands.flatMap(({ names, places: all }) =>
    all.map((place, at) => {
      const patterns = plain(names).map((name) => (place.many ? `'${name} '*` : `'${name} ${at}'`));
      return `    ${patterns.join(" | ")}) ${assigned(place)} ;;`;
    }),
  );
  const lists = commands
    .filter((command) => command.options.length > 0)
    .map(
      ({ names, options: own }) => `    ${plain(names).join(" | ")}) options='${typed(own)}' ;;`,
    );
  return `# Completion of \`tool-name\` in bash, made by \`tool-name completion bash\`.

_tool_name_commands='${plain(commands.flatMap(({ names }) => names)).join(" ")}'

# What the value of an option may be ($1: the command, $2: the option); fails where it has none.
_tool_name_value() {
  case "$1 $2" in
${options.flatMap((option) => valueCase(spellings(option), option, "*' ")).join("\n")}
${values.join("\n")}
    *) return 1 ;;
  esac
}

# What a word behind a command may be ($1: the command, $2: how many words stand in between).
_tool_name_place() {
  case "$1 $2" in
${places.join("\n")}
  esac
}

# The options of a command.
_tool_name_options() {
  case $1 in
${lists.join("\n")}
  esac
  options="$options ${typed(options)}"
}

${engineOf("bash")}`;
}

/** The line of a \`case\` for an option that has a value. */
function valueCase(words: readonly string[], option: CompletedOption, open = "'"): string[] {
  if (option.place === undefined) return [];
  return [
    `    ${words.map((word) => `${open}${word}'`).join(" | ")}) ${assigned(option.place)} ;;`,
  ];
}

function assigned({ takes, list }: Place): string {
  const commas = list ? " list=yes" : "";
  if (takes.kind === "ask") return `takes='ask ${takes.asked}'${commas}`;
  if (takes.kind === "words") return `takes='words ${plain(takes.words).join(" ")}'${commas}`;
  return `takes='${takes.kind}'${commas}`;
}

function typed(options: readonly CompletedOption[]): string {
  return plain(options.flatMap(spellings)).join(" ");
}
