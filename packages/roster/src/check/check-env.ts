import { checkEnvName } from "../values/env-name.js";
import type { Path } from "../text/pointer.js";
import { quote } from "../values/quote.js";
import type { Report } from "./report.js";
import { isSecretName, secretAt } from "../values/secret.js";
import { checkSocketName } from "../values/socket-name.js";
import type { Tree } from "../text/tree.js";

const SOCKET = "MOSAIC_TMUX_SOCKET";

/** Checks the names, and what the names say about the values, of one `env`. */
export function checkEnv(tree: Tree, owner: Path, report: Report): void {
  for (const name of tree.keys([...owner, "env"])) {
    const path = [...owner, "env", name];
    const value = tree.get(path);
    const { key, value: span } = tree.spot(path);
    const finding = checkEnvName(name);
    if (finding !== undefined) report(finding, key ?? span);
    else if (name === SOCKET) checkSocket(owner, value, report, key ?? span, span);
    if (isSecretName(name) && value !== "") {
      const message = `${quote(name)} looks like a secret, and a roster is no place for one`;
      const hint = "put it into a file of mode 0600 and name that with `env_file:`";
      report({ code: "secret-in-env", message, hint }, key ?? span);
    } else if (typeof value === "string" && secretAt(value) !== undefined) {
      const message = `the value of ${quote(name)} looks like a secret, and a roster is no place for one`;
      const hint = "put it into a file of mode 0600 and name that with `env_file:`";
      report({ code: "secret-value", message, hint }, span);
    }
    if (typeof value === "string" && /^(?:\$HOME|\$\{HOME\})(?:\/|$)/.test(value)) {
      const message = `the value of ${quote(name)} is not expanded`;
      report(
        { code: "literal-home", message, hint: "in `env` a leading `~/` is, `$HOME` is not" },
        span,
      );
    } else if (typeof value === "string" && EXPANSION.test(value)) {
      const message = `the value of ${quote(name)} has what only a shell would replace, and the agent gets it as it is`;
      const hint =
        "write out what is meant; a command that needs a shell is `[sh, -c, 'the whole line']`";
      report({ code: "literal-variable", message, hint }, span);
    }
  }
}

/** `$NAME`, `${NAME…}` and `$(…)`; a lone backtick may be anything. */
const EXPANSION = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*[^}]*\}|\([^)]*\))|`[^`]+`/;

type Span = readonly [number, number];

/** One agent may be a guest on another socket; the fleet's own is said once, at the top. */
function checkSocket(owner: Path, value: unknown, report: Report, key: Span, span: Span): void {
  if (owner[0] === "defaults") {
    const message = `\`${SOCKET}\` for every agent is the fleet's socket`;
    report(
      { code: "reserved-env-name", message, hint: "write it as `socket_name:` at the top" },
      key,
    );
  } else if (typeof value === "string") {
    const finding = checkSocketName(value);
    if (finding !== undefined) report(finding, span);
  }
}
