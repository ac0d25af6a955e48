/** A key: a character by itself, any other by its name, as `page-up` or `ctrl-c`; or a text that was pasted. */
export type Key = { readonly name: string } | { readonly paste: string };

export interface KeyReader {
  /** The keys in what a terminal sent, all that are whole. */
  read(text: string): Key[];
  /** Whether an Escape came that may be the beginning of another key. */
  readonly waits: boolean;
  /** It was none: takes it as a key of its own. */
  settle(): Key[];
}

/** Of what terminals send, by ECMA-48 and xterm's control sequences; a sequence that it does not know is no key. */
export function keyReader(): KeyReader {
  let rest = "";
  const read = (text: string): Key[] => {
    rest += text;
    const keys: Key[] = [];
    while (rest !== "") {
      const [key, length] = firstKey(rest);
      if (length === 0) break;
      rest = rest.slice(length);
      if (key !== undefined) keys.push(key);
    }
    return keys;
  };
  return {
    read,
    get waits() {
      return rest !== "" && !rest.startsWith(PASTE);
    },
    settle: () => {
      if (rest === "" || rest.startsWith(PASTE)) return [];
      const [, ...others] = rest;
      rest = "";
      return [{ name: "escape" }, ...read(others.join(""))];
    },
  };
}

const PASTE = "\u001B[200~";
const PASTED = "\u001B[201~";
const BEGUN = /^\u001B(?:\[[0-?]*[ -/]*|O)?$/;
const SEQUENCE = /^\u001B(?:\[([0-?]*)[ -/]*([@-~])|O([ -~]))/;

/** The first key and how much of the text it takes; none for what is no key, and no length for what is not whole. */
function firstKey(text: string): readonly [Key | undefined, number] {
  if (text.startsWith(PASTE)) {
    const end = text.indexOf(PASTED);
    if (end === -1) return [undefined, 0];
    return [{ paste: text.slice(PASTE.length, end) }, end + PASTED.length];
  }
  if (text.startsWith("\u001B")) {
    if (BEGUN.test(text)) return [undefined, 0];
    const [whole, parameters = "", last, ss3] = SEQUENCE.exec(text) ?? [];
    if (whole !== undefined) {
      const name = nameOf(parameters, last, ss3);
      return [name === undefined ? undefined : { name }, whole.length];
    }
    // Typed fast, or with Alt, which nothing here asks for.
    return [{ name: "escape" }, 1];
  }
  const character = characterOf(text);
  return [{ name: control(character) ?? character }, character.length];
}

function nameOf(parameters: string, last = "", ss3 = ""): string | undefined {
  // The keypad's Enter; with `CSI` it would be a mouse.
  if (ss3 === "M") return "enter";
  if (!/^[\d;]*$/.test(parameters)) return undefined;
  return last === "~" ? byNumber[parameters.split(";")[0] ?? ""] : byLetter[last || ss3];
}

function characterOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function control(character: string): string | undefined {
  const code = character.charCodeAt(0);
  if (code >= 0x20 && code !== 0x7f) return undefined;
  return byCode[code] ?? (code < 0x1b ? `ctrl-${String.fromCharCode(code + 0x60)}` : "none");
}

const byCode: Readonly<Record<number, string>> = {
  0x08: "backspace",
  0x09: "tab",
  0x0a: "enter",
  0x0d: "enter",
  0x7f: "backspace",
};

const byLetter: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
};

const byNumber: Readonly<Record<string, string>> = {
  "1": "home",
  "3": "delete",
  "4": "end",
  "5": "page-up",
  "6": "page-down",
  "7": "home",
  "8": "end",
};
