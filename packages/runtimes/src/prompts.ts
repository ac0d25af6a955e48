/**
 * Prompts that wait for a person, whatever program shows them: regular expressions over the bytes of UTF-8, as `grep -E` in the
 * C locale reads them, so no class holds a character beyond ASCII, and what is counted is bytes.
 * tools/generate-reference.mjs writes them into the rules of drain-queue.sh, by these names.
 */
export const prompts: Readonly<Record<PromptPart, string>> = {
  /** A question at the end of the newest line: yes or no, or one of so many numbers. */
  choice: String.raw`(\[|\()[Yy](es)?[/|][Nn](o)?[^ ]{0,20}(\]|\)) *(:|\?|>|›|»)?$|\(y\)es, *\(n\)o(\]|\))? *[:?]?$|(\[|\()[0-9]+ ?- ?[0-9]+(\]|\)) *[:?>]$|^#\?$`,
  /** What a terminal asks for at the end of the newest line, often without an echo. */
  secret: String.raw`([Pp]ass(word|phrase|code)|PIN|OTP|[Cc]ode|[Tt]oken|[Kk]ey|KEY|[Ss]ecret|[Uu]sername|[Ll]ogin)( (for|of|to) .{1,160})?( \([^)]{1,80}\))? ?:$`,
  press: String.raw`([Pp]ress|[Hh]it) (the )?(\[|<)?([Ee]nter|ENTER|[Rr]eturn|RETURN|any key)(\]|>)?( key)?( or [A-Za-z]+)? to (continue|try again|retry|open|log|sign|confirm|proceed|start|begin|exit|quit|close|accept|authenticate|return|go|finish|select|restart|dismiss)|[Pp]ress any key`,
  /** The help line of a menu. */
  keys: String.raw`(↑/↓|↑↓|↑ ↓|↑ / ↓|↑/k|[Uu]p/[Dd]own)[^a-z]{0,18}(to )?(navigate|select|choose|move|up)|[Uu]se (the )?arrow keys|to navigate|([Ee]nter|⏎|↵) (to )?(select|confirm|choose)( |$|[.,)])`,
  /** The chosen line of a menu. */
  menu: String.raw`^[^A-Za-z0-9]{0,27}(❯|›|▸|▶|→|◉|➜) *([0-9]+[.)] |([Ll]og ?in|[Ss]ign ?in|Yes|Allow|Trust|Continue)( |,|$))`,
  /** What stands above the line on which a secret is to be typed or pasted. */
  ask: String.raw`^[^A-Za-z0-9]{0,27}(Paste|Enter|Type|Provide|Input) (your|the|an?|in) .{0,120}([Cc]ode|[Kk]ey|[Tt]oken|[Pp]assword|[Pp]assphrase|[Ee]-?mail)`,
  /** A line for input that is no question: a shell's prompt, an input box that is empty. What stands above it is over. */
  input: String.raw`^(.{0,160}[^0-9 ] ?)?(\$|#|>|❯|›|»)$|^[^ ]{0,80}[^0-9 ]%$|^(>|❯|›|») *(Type|Ask|Try|Send|Message|Write|Describe|How can|What|Tell)`,
  /** Makes a dialog a login. */
  login: String.raw`[Ll]og ?in|[Ss]ign ?in|API [Kk]ey|[Aa]uthenticat|[Oo]Auth|[Vv]erification code`,
};

export type PromptPart =
  "choice" | "secret" | "press" | "keys" | "menu" | "ask" | "input" | "login";

/** So many of the newest lines are what a program shows now; older ones are what it said. */
export const FOOT: number = 10;
