import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/**
 * Folders where version managers and installers put programs, in the order in which a login shell would find them;
 * those that are not there included. Reads `~/.npmrc` and nvm's folder; what cannot be read is passed over.
 */
export function wellKnownFolders(
  home: string,
  env: Readonly<Record<string, string | undefined>> = {},
): string[] {
  const at = (variable: string, standard: string): string => {
    const value = env[variable];
    return value !== undefined && isAbsolute(value) ? value : join(home, standard);
  };
  return [
    ...nvmFolders(at("NVM_DIR", ".nvm")),
    join(at("VOLTA_HOME", ".volta"), "bin"),
    join(at("ASDF_DATA_DIR", ".asdf"), "shims"),
    join(at("MISE_DATA_DIR", ".local/share/mise"), "shims"),
    ...npmPrefix(home).map((prefix) => join(prefix, "bin")),
    join(home, ".npm-global/bin"),
    join(home, ".local/bin"),
    join(home, "bin"),
    join(at("BUN_INSTALL", ".bun"), "bin"),
    join(at("CARGO_HOME", ".cargo"), "bin"),
  ];
}

/** nvm's default first, which its profile line puts on PATH; then the newest. */
function nvmFolders(nvm: string): string[] {
  const versions = list(join(nvm, "versions/node")).filter((name) => /^v\d+\.\d+\.\d+$/.test(name));
  const newest = versions.toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }));
  const wanted = defaultVersion(nvm);
  const chosen = newest.find((name) => name === wanted || name.startsWith(`${wanted}.`));
  return [...new Set([...(chosen === undefined ? [] : [chosen]), ...newest])].map((name) =>
    join(nvm, "versions/node", name, "bin"),
  );
}

/** `v22`, `v22.1` or `v22.1.0`, whatever chain of aliases leads there; undefined for nvm's `node` and `stable`. */
function defaultVersion(nvm: string): string | undefined {
  let name = "default";
  for (let hop = 0; hop < 5; hop++) {
    // An alias is a file below `alias/`; nothing else may be read by its name.
    if (name.includes("..")) return undefined;
    const text = read(join(nvm, "alias", name)).trim();
    if (text === "") return undefined;
    if (/^v?\d+(\.\d+){0,2}$/.test(text)) return `v${text.replace(/^v/, "")}`;
    name = text;
  }
  return undefined;
}

function npmPrefix(home: string): string[] {
  const value = /^\s*prefix\s*=\s*"?(.+?)"?\s*$/m.exec(read(join(home, ".npmrc")))?.[1];
  const prefix = value?.replace(/^(~|\$\{HOME\})(?=\/|$)/, home);
  return prefix !== undefined && isAbsolute(prefix) ? [prefix] : [];
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
