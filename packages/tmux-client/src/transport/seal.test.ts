import * as fc from "fast-check";
import { expect, test } from "vitest";
import { newSeal, unseal } from "./seal.js";

test("an answer is what stands before its seal", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const seal = newSeal();
      const answer = Buffer.concat([bytes, Buffer.from(`${seal}\n`)]);
      expect(unseal(answer, seal)).toEqual({ answer: Buffer.from(bytes), escaped: false });
    }),
  );
});

test("an answer that was cut, or of another call, is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, at) => {
      const seal = newSeal();
      const answer = Buffer.from(`${text}${seal}\n`);
      expect(typeof unseal(answer.subarray(0, at % answer.length), seal)).toBe("string");
      expect(unseal(answer, newSeal())).toBe("missing");
    }),
  );
});

test("an answer to a client without UTF-8 is known by its seal", () => {
  const seal = newSeal();
  expect(unseal(Buffer.from(`${seal.replace("\u241e", "_")}\n`), seal)).toBe("altered");
});

test("a tmux that escapes is known by its seal", () => {
  const seal = newSeal();
  const answer = Buffer.from(`x\n${seal.replace("\u0001", "\\001")}\n`);
  expect(unseal(answer, seal)).toEqual({ answer: Buffer.from("x\n"), escaped: true });
});
