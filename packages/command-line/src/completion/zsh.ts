import type { Place } from "../place.js";
import { engineOf } from "./engine.js";
import { plain, spellings, type CompletedOption, type CompletionTable } from "./table.js";

/** Completion in zsh, by its own `_arguments`. */
export function zshScript({ commands, options }: CompletionTable): string {
  const described = commands.flatMap(({ names, says }) =>
    plain(names).map((name) => `    ${quoted(`${name}:${says}`)}`),
  );
  const cases = commands.map(({ names, options: own, places }) => {
    const specs = [...own.flatMap(optionSpecs), ...places.map(placeSpec)];
    const lines = ['"$_tool_name_options[@]"', ...specs].map((spec) => ` \\\n        ${spec}`);
    return `    (${plain(names).join("|")}) _arguments -s -S${lines.join("")} ;;`;
  });
  return `#compdef tool-name
# Completion of \`tool-name\` in zsh, made by \`tool-name completion zsh\`.

# Options of every command
typeset -ga _tool_name_options=(
${options
  .flatMap(optionSpecs)
  .map((spec) => `  ${spec}`)
  .join("\n")}
)

_tool_name_commands() {
  local -a commands=(
${described.join("\n")}
  )
  _describe -t commands command commands
}

# What stands behind a command
_tool_name_of() {
  case $1 in
${cases.join("\n")}
    (*) return 1 ;;
  esac
}

${engineOf("zsh")}`;
}

/** As `_arguments` of zshcompsys(1) takes it; a value of the long spelling may stand behind `=` too. */
function optionSpecs(option: CompletedOption): string[] {
  const all = plain(spellings(option));
  const others = all.length > 1 ? `(${all.join(" ")})` : "";
  const { place, says } = option;
  return all.map((spelling) => {
    const joined = place === undefined ? "" : spelling.startsWith("--") ? "=" : "+";
    const value = place === undefined ? "" : `:${place.placeholder}:${action(place)}`;
    return quoted(`${others}${spelling}${joined}[${escaped(says)}]${value}`);
  });
}

function placeSpec(place: Place, at: number): string {
  return quoted(`${place.many ? "*" : String(at + 1)}:${place.placeholder}:${action(place)}`);
}

function action({ takes, list, placeholder }: Place): string {
  switch (takes.kind) {
    case "ask":
      return `${list ? "_sequence " : ""}_tool_name_ask ${takes.asked}`;
    case "words":
      return list
        ? `_values -s , ${placeholder} ${plain(takes.words).join(" ")}`
        : `(${plain(takes.words).join(" ")})`;
    case "command":
      return "_tool_name_commands";
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    default:
      // Nothing is offered
      return " ";
  }
}

/** Within a description */
function escaped(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, "\\$&");
}

function quoted(spec: string): string {
  return `'${spec.replaceAll("'", "'\\''")}'`;
}
