import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shellLook, shellLookOfArgs } from "./shell-look.js";

/** `shell-syntax &&`: the code, and the word that is told. */
const told = (written: string | readonly string[]): string | undefined => {
  const finding = shellLook(written);
  const [, word = ""] = /`([^`]*)`/.exec(finding?.message ?? "") ?? [];
  return finding && `${finding.code} ${word}`;
};

test.each<[string | readonly string[], string]>([
  ["cd /src && make", "shell-syntax &&"],
  ["make;", "shell-syntax make;"],
  ["make a; make b", "shell-syntax a;"],
  ["make a&&make b", "shell-syntax a&&make"],
  ["yes | make", "shell-syntax |"],
  ["yes |make", "shell-syntax |make"],
  ["make > out", "shell-syntax >"],
  ["make 2>&1", "shell-syntax 2>&1"],
  ["make >out", "shell-syntax >out"],
  ["make &", "shell-syntax &"],
  ["(make)", "shell-syntax (make)"],
  ["cat *.txt", "shell-syntax *.txt"],
  ["cat a?c", "shell-syntax a?c"],
  ["make # all", "shell-syntax #"],
  ["make #all", "shell-syntax #all"],
  ["make $TARGET", "shell-syntax $TARGET"],
  ["make ${TARGET}", "shell-syntax ${TARGET}"],
  ["make $(date)", "shell-syntax $(date)"],
  ["FOO=bar make", "shell-assignment FOO=…"],
  ["PATH+=:/x make", "shell-assignment PATH=…"],
  ["source /etc/profile", "shell-word source"],
  [". /etc/profile", "shell-word ."],
  ["exec claude", "shell-word exec"],
  ["if true", "shell-word if"],
  [["make", "&&", "test"], "shell-syntax &&"],
  [["make", ">", "out"], "shell-syntax >"],
  [["agent", "--model", "$MODEL"], "shell-syntax $MODEL"],
  [["agent", "${MODEL}"], "shell-syntax ${MODEL}"],
  [["agent", "$(id)"], "shell-syntax $(id)"],
  [["FOO=bar", "make"], "shell-assignment FOO=…"],
  [["export", "A=b"], "shell-word export"],
  [["npm run agent"], "line-as-word npm run agent"],
  [["/usr/bin/agent --continue", "x"], "line-as-word /usr/bin/agent --continue"],
])("%j: %s", (written, expected) => {
  expect(told(written)).toBe(expected);
});

test.each<[string | readonly string[]]>([
  ["sh -c 'a && b; c *'"],
  ["/bin/bash -lc 'source x'"],
  ["grep 'a*' \"b;c\" d\\?e"],
  ["find . -exec rm {} \\;"],
  ["curl https://h.invalid/?a=1&b=2"],
  ["agent --prompt 'cost: $5 # no'"],
  ["env FOO=bar make"],
  ["make FOO=bar"],
  ["agent --reply=a;b"],
  [["find", ".", "-exec", "rm", "{}", ";"]],
  [["rg", "-g", "*.ts", "a|b"]],
  [["agent", "say $HOME and #1 && more"]],
  [["agent", "#channel"]],
  [["/opt/My Agent/agent"]],
  [["sh", "-c", "a && b"]],
  [["bash", "-lc", "FOO=1 x"]],
])("%j is no shell's", (written) => {
  expect(told(written)).toBeUndefined();
});

test("what is in quotes is meant as it is, whatever it is", () => {
  const quoted = fc.string({ unit: "binary" }).map((text) => `'${text.replaceAll(/['\0]/g, "")}'`);
  fc.assert(
    fc.property(fc.array(quoted), (words) => {
      expect(told(["agent", ...words].join(" "))).toBeUndefined();
    }),
  );
});

test("words of `args` are looked at one by one", () => {
  expect(shellLookOfArgs(["--model", "$MODEL"])?.index).toBe(1);
  expect(shellLookOfArgs(["one two", "a;b", "FOO=bar", "cd"])).toBeUndefined();
});
