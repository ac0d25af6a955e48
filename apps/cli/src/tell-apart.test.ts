import { describe, expect, test } from "vitest";
import { tellApart } from "./tell-apart.js";

const known = ["canary", "lead"];
const flags = { all: false, tag: undefined, file: undefined };
const words = (text: string): object => ({ from: "words", text });

describe("named agents", () => {
  test("the last word is the text", () => {
    expect(tellApart(["canary", "lead", "go on"], flags, known)).toEqual({
      agents: ["canary", "lead"],
      message: words("go on"),
    });
  });

  test("an empty text is a text", () => {
    expect(tellApart(["canary", ""], flags, known)).toEqual({
      agents: ["canary"],
      message: words(""),
    });
  });

  test("`-` is standard input, and only as the last word", () => {
    expect(tellApart(["canary", "-"], flags, known)).toEqual({
      agents: ["canary"],
      message: { from: "stdin" },
    });
    expect(tellApart(["-", "go"], flags, known).agents).toEqual(["-"]);
  });

  test("with `-f` every word is an agent", () => {
    expect(tellApart(["canary", "lead"], { ...flags, file: "notes" }, known)).toEqual({
      agents: ["canary", "lead"],
      message: { from: "file", file: "notes" },
    });
    expect(tellApart(["lead"], { ...flags, file: "-" }, known).message).toEqual({ from: "stdin" });
  });

  test.each([
    [[], "neither agent nor text was given"],
    [["canary"], "no text for `canary`"],
    [["canary", "lead"], "`lead` is an agent, and no text follows"],
  ])("%j is refused", (given, message) => {
    expect(() => tellApart(given, flags, known)).toThrow(
      expect.objectContaining({ code: "Usage", message }),
    );
  });
});

describe("--all and --tag", () => {
  test("every word is text", () => {
    const everyone = { ...flags, all: true };
    expect(tellApart(["go", "on"], everyone, known)).toEqual({
      agents: [],
      message: words("go on"),
    });
    expect(tellApart(["-"], { ...flags, tag: "t" }, known)).toEqual({
      agents: [],
      message: { from: "stdin" },
    });
  });

  test.each([
    [[], "no text for --tag"],
    [["canary"], "`canary` is an agent, and with `--tag` every word is text"],
    [["canary", "go on"], "`canary` is an agent, and with `--tag` every word is text"],
  ])("%j is refused", (given, message) => {
    expect(() => tellApart(given, { ...flags, tag: "builders" }, known)).toThrow(
      expect.objectContaining({ code: "Usage", message }),
    );
  });
});
