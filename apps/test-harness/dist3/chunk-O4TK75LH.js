import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { longName } from "./chunk-CIKW3GJG.js";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
function engineOf(shell) {
  let manifest = createRequire(import.meta.url).resolve(
    "@mosaicstack/command-\
line/package.json",
  );
  return readFileSync(join(manifest, "../completion", `engine.${shell}`), "utf8");
}
var common = {
  COMMAND: { kind: "command" },
  FILE: { kind: "file" },
  PATH: { kind: "file" },
  DIR: { kind: "folder" },
};
function placeOfFlag({ value, choices }, own) {
  if (value === void 0) return;
  let [placeholder = ""] = /^[A-Z]*/.exec(value) ?? [],
    takes = choices === void 0 ? kindOf(placeholder, own) : { kind: "words", words: choices };
  return { placeholder: value, takes, many: !1, list: value.includes(",") };
}
function placesOfUsage(usage, own) {
  let places = [...usage.matchAll(PLACE)].flatMap(([, placeholder, comma, dots]) => {
      if (placeholder === void 0) return [];
      let takes = placeholder.includes("|")
          ? { kind: "words", words: placeholder.split("|") }
          : kindOf(placeholder, own),
        list = comma !== void 0;
      return [{ placeholder, takes, many: dots !== void 0 && !list, list }];
    }),
    last = places.findIndex(({ many }) => many);
  return last === -1 ? places : places.slice(0, last + 1);
}
var PLACE = /-\w+ [A-Z]+|([A-Z]+|[a-z]+(?:\|[a-z]+)+)(,)?(\.\.\.)?/g;
function kindOf(placeholder, own) {
  return own[placeholder] ?? common[placeholder] ?? { kind: "text" };
}
function completionTable({ globals, places }, commands) {
  return {
    commands: commands.map(({ name, alias, summary, flags, words }) => ({
      names: alias === void 0 ? [name] : [name, alias],
      says: summary,
      options: optionsOf(flags, places),
      places: placesOfUsage(words?.usage ?? "", places),
    })),
    options: [
      ...optionsOf(globals, places),
      { long: "--help", short: "-h", says: "print help", place: void 0 },
      { long: "--version", short: void 0, says: "print the version", place: void 0 },
    ],
  };
}
function optionsOf(table, places) {
  return Object.entries(table)
    .filter(([, { hidden }]) => hidden !== !0)
    .map(([key, flag]) => ({
      long: longName(key),
      short: flag.short === void 0 ? void 0 : `-${flag.short}`,
      says: flag.says,
      place: placeOfFlag(flag, places),
    }));
}
function spellings({ long, short }) {
  return short === void 0 ? [long] : [short, long];
}
function plain(words) {
  let odd = words.find((word) => !/^[\w.-]+$/.test(word));
  if (odd !== void 0) throw new Error(`\`${odd}\` cannot stand in a completion script as it is`);
  return [...words];
}
function bashScript({ commands, options }) {
  let values = commands.flatMap((command) =>
      command.options.flatMap((option) => {
        let words = command.names.flatMap((name) =>
          spellings(option).map((spelling) => `${plain([name]).join("")} ${spelling}`),
        );
        return valueCase(words, option);
      }),
    ),
    places = commands.flatMap(({ names, places: all }) =>
      all.map(
        (place, at) =>
          `    ${plain(names)
            .map((name) => (place.many ? `'${name} '*` : `'${name} ${at}'`))
            .join(
              "\
 | ",
            )}) ${assigned(place)} ;;`,
      ),
    ),
    lists = commands
      .filter((command) => command.options.length > 0)
      .map(
        ({ names, options: own }) => `    ${plain(names).join(" | ")}) options='${typed(own)}' ;;`,
      );
  return `# Completion \
of \`tool-name\` in bash, made by \`tool-name completion bash\`.

_tool_name_commands='${plain(commands.flatMap(({ names }) => names)).join(" ")}'

# What the value of an option may be ($1: the command, $2: the option); fails where it has none.
_tool_name_value() {
  case "$1 $2" in
${options.flatMap((option) => valueCase(spellings(option), option, "*' ")).join(`
`)}
${values.join(`
`)}
    *) return 1 ;;
  esac
}

# What a word behind a command may be ($1: the command, $2: how many words stand in between).
_tool_name_place() {
  case "$1 $2" in
${places.join(`
`)}
  esac
}

# The options of a command.
_tool_name_options() {
  case $1 in
${lists.join(`
`)}
  esac
  options="$options ${typed(options)}"
}

${engineOf("bash")}`;
}
function valueCase(words, option, open = "'") {
  return option.place === void 0
    ? []
    : [`    ${words.map((word) => `${open}${word}'`).join(" | ")}) ${assigned(option.place)} ;;`];
}
function assigned({ takes, list }) {
  let commas = list ? " list=yes" : "";
  return takes.kind === "ask"
    ? `takes='ask ${takes.asked}'${commas}`
    : takes.kind === "words"
      ? `takes='words ${plain(takes.words).join(" ")}'${commas}`
      : `takes='${takes.kind}'${commas}`;
}
function typed(options) {
  return plain(options.flatMap(spellings)).join(" ");
}
function fishScript({ commands, options }) {
  let valued = commands.flatMap(({ names, options: own }) =>
      names.flatMap((name) => spellingsWithValue(own).map((spelling) => `'${name} ${spelling}'`)),
    ),
    lines = [
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
set -g __tool_name_valued ${[...plain(spellingsWithValue(options)), ...valued].join(` \\
    `)}

${engineOf("fish")}
complete -e -c tool-name
complete -c tool-name -f
${lines.filter((each) => each !== void 0).join(`
`)}
`;
}
function on({ names }) {
  return `'${plain(names).join(" ")}'`;
}
function line(where, what) {
  if (what !== void 0)
    return `complete -c tool-name -n ${quoted(`__tool_name_on ${where}`)} ${what}`;
}
function optionLine(option, where) {
  let { long, short, says, place } = option,
    spelled = [...(short === void 0 ? [] : [`-s ${short.slice(1)}`]), `-l ${long.slice(2)}`],
    value = place === void 0 ? [] : ["-r", offered(place, []) ?? "-f"],
    what = [...spelled, ...value, `-d ${quoted(says)}`].join(" ");
  return where === void 0 ? `complete -c tool-name ${what}` : line(where, what);
}
function offered({ takes, list }, commands) {
  let words = (all) =>
    list
      ? `-f -a "(__fish_complete_list , 'printf %s\\\\n ${plain(all).join(" ")}')"`
      : `-f -a '${plain(all).join(" ")}'`;
  switch (takes.kind) {
    case "ask": {
      let ask = `__tool_name_ask ${takes.asked}`;
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
      return;
  }
}
function spellingsWithValue(options) {
  return options.filter(({ place }) => place !== void 0).flatMap(spellings);
}
function quoted(text) {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
function zshScript({ commands, options }) {
  let described = commands.flatMap(({ names, says }) =>
      plain(names).map((name) => `    ${quoted2(`${name}:${says}`)}`),
    ),
    cases = commands.map(({ names, options: own, places }) => {
      let lines = [
        '"$_tool_name_options[@]"',
        ...[...own.flatMap(optionSpecs), ...places.map(placeSpec)],
      ].map(
        (spec) => ` \\
        ${spec}`,
      );
      return `    (${plain(names).join("|")}) _arguments -s -S${lines.join("")} ;;`;
    });
  return `#compdef tool-name
# Completion of \`tool-name\` in zsh, made by \`tool-name completion zsh\`.

# Options of every command
typeset -ga _tool_name_options=(
${options.flatMap(optionSpecs).map((spec) => `  ${spec}`).join(`
`)}
)

_tool_name_commands() {
  local -a commands=(
${described.join(`
`)}
  )
  _describe -t commands command commands
}

# What stands behind a command
_tool_name_of() {
  case $1 in
${cases.join(`
`)}
    (*) return 1 ;;
  esac
}

${engineOf("zsh")}`;
}
function optionSpecs(option) {
  let all = plain(spellings(option)),
    others = all.length > 1 ? `(${all.join(" ")})` : "",
    { place, says } = option;
  return all.map((spelling) => {
    let joined = place === void 0 ? "" : spelling.startsWith("--") ? "=" : "+",
      value = place === void 0 ? "" : `:${place.placeholder}:${action(place)}`;
    return quoted2(`${others}${spelling}${joined}[${escaped(says)}]${value}`);
  });
}
function placeSpec(place, at) {
  return quoted2(`${place.many ? "*" : String(at + 1)}:${place.placeholder}:${action(place)}`);
}
function action({ takes, list, placeholder }) {
  switch (takes.kind) {
    case "ask":
      return `${list ? "_sequence " : ""}_tool_name_a\
sk ${takes.asked}`;
    case "words":
      return list
        ? `_values -s , ${placeholder} ${plain(takes.words).join(" ")}`
        : `(${plain(takes.words).join(" ")})`;
    case "command":
      return "_tool_name_commands";
    case "file":
      return "\
_files";
    case "folder":
      return "_files -/";
    default:
      return " ";
  }
}
function escaped(text) {
  return text.replaceAll(/[\\:[\]]/g, "\\$&");
}
function quoted2(spec) {
  return `'${spec.replaceAll("'", "'\\''")}'`;
}
var scripts = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
]);
function completionScript(shell, text, commands) {
  let script = scripts.get(shell)?.(completionTable(text, commands)),
    [name = ""] = plain([text.name]);
  return script?.replaceAll("tool-name", name).replaceAll("tool_name", name.replaceAll("-", "_"));
}
export { completionScript };
