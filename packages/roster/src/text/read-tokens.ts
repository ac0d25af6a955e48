import { Lexer, Parser, type CST } from "yaml";
import type { Report } from "../check/report.js";

/** A roster needs about six levels. More would only cost the composer, which recurses, its stack. */
export const DEEPEST = 32;

/** A thousand agents that say everything have about 230,000. It bounds what the largest text costs. */
const MOST_LEXEMES = 250_000;

/** After so many tokens that are no YAML, or directives, nobody reads on; nor after so many bad escapes. */
const MOST_ERRORS = 21;

/** An escape in double quotes; the group is missing when YAML does not know it. */
const ESCAPE =
  /\\(x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U00(?:0[\dA-Fa-f]|10)[\dA-Fa-f]{4}|[0abefnrtvN_LP "/\\\t\r\n])?/g;

/**
 * The syntax tokens of a text, as far as they are worth composing; `undefined`: nested too deep or too many, reported.
 * They are judged while they are made, so that a hostile text costs no more than it takes to find out.
 */
export function readTokens(text: string, report: Report): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexeme.startsWith('"') && manyBadEscapes(lexeme)) return badEscapes(parser.offset, report);
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "error" || token.type === "directive") errors += 1;
    }
    if (errors >= MOST_ERRORS) break;
    // On the stack: the document, the collections around the value, and the value.
    if (parser.stack.length > DEEPEST + 2) return tooDeep(parser.stack.at(-1)?.offset ?? 0, report);
    if (lexemes > MOST_LEXEMES) return tooLarge(report);
  }
  tokens.push(...parser.end());
  return tokens;
}

function tooDeep(at: number, report: Report): undefined {
  const message = `lists and maps are nested more than ${DEEPEST} deep`;
  const hint = "check the indentation and the brackets";
  report({ code: "too-deep", message, hint }, [at, at + 1]);
}

function tooLarge(report: Report): undefined {
  const message = `the file has more than ${MOST_LEXEMES} words and signs`;
  report({ code: "too-large", message, hint: "check that this is the roster" }, [0, 0]);
}

/** The composer would make an error of each, stack trace included. */
function manyBadEscapes(lexeme: string): boolean {
  let bad = 0;
  for (const [, known] of lexeme.matchAll(ESCAPE)) {
    if (known === undefined && (bad += 1) >= MOST_ERRORS) return true;
  }
  return false;
}

function badEscapes(at: number, report: Report): undefined {
  const message =
    "not valid YAML: a text in double quotes has many escapes that YAML does not know";
  const hint = "write two backslashes for one, or use single quotes";
  report({ code: "yaml-syntax", message, hint }, [at, at + 1]);
}
