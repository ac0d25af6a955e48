import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { UNJUDGED } from "../../test/unjudged.js";
import { verifyWithSystemd } from "../checks/verify-with-systemd.js";
import { systemdVersion } from "../manager/systemd-version.js";
import { keysOf, REMOVED } from "../checks/keys-by-version.js";
import { strip } from "../unit-file/physical-lines.js";
import { judgeValue } from "./judge-value.js";
import { unknownSpecifiers } from "./specifiers.js";
import { refusesUnit } from "./value-kinds.js";

const folder = mkdtempSync(join(tmpdir(), "real-values-"));
afterAll(() => rmSync(folder, { recursive: true }));
const version = (await systemdVersion()) ?? 252;

interface Row {
  readonly key: string;
  readonly value: string;
}

/**
 * One unit file for each setting, one line for each value: systemd names the line of what it ignores. Behind a value for which it refuses
 * the unit it reads no further, so there each value has a file of its own.
 */
async function refusedRows(
  section: string,
  keys: readonly string[],
  values: readonly string[],
): Promise<Row[]> {
  const head =
    section === "Service" ? ["[Service]"] : ["[Service]", "ExecStart=/bin/true", `[${section}]`];
  const tail = section === "Service" ? ["ExecStart=/bin/true"] : [];
  const files = keys.flatMap((key) =>
    refusesUnit(key)
      ? values.map((value, index) => ({ key, values: [value], name: `${key}${String(index)}` }))
      : [{ key, values, name: key }],
  );
  const byPath = new Map(files.map((file) => [join(folder, `${file.name}.service`), file]));
  for (const [path, { key, values: lines }] of byPath)
    writeFileSync(
      path,
      [
        ...head,
        ...lines.map((value) => `${key}=${value}${value.endsWith("\\") ? " " : ""}`),
        ...tail,
        "",
      ].join("\n"),
    );
  const env = { PATH: process.env["PATH"], HOME: folder };
  const said = (await verifyWithSystemd([...byPath.keys()], { env, deadlineMs: 120_000 })) ?? [];
  return said.flatMap(({ file, line, message }) => {
    const asked = byPath.get(file ?? "");
    const value = asked?.values[(line ?? 0) - head.length - 1];
    // Deprecated settings are read all the same.
    const read = /please use|obsolete|not safe|is unsafe|Accepting/i.test(message);
    return asked === undefined || value === undefined || read ? [] : [{ key: asked.key, value }];
  });
}

/** Judged by rules of their own, and compared elsewhere. */
const RULED = /^(?:Exec(?!Paths|SearchPath)\w+|EnvironmentFile|WorkingDirectory)$/;

// No name begins with `%b`: that of this boot may begin with a digit, which is no name, or with a letter, which is one.
const VALUES =
  `yes|no|maybe|1|0|-1|+1|00|1.5|5s|5 s|1h 30min|1h30min|5 6|5foo|5 foo|1.s|.5|1.5.5|infinity|infinity |9223372036854775807|18446744073709551615
|99999999999999999999|1M|1m|1y 2months 3w 4d|10us|5µs|4G|4 G|4g|1.5G|1G 512M|512M 1G|4K1|50%|100%|101%|50.55%|50.555%|0%|5‰|1B|0x10|010|idle|10000|10001
|20|19|-20|-21|-1000|-1001|1000|1001|SIGTERM|TERM|SIGFOO|RTMIN+3|SIGRTMAX-40|64|65|15|78 SIGTERM|CONFIG 3|FOO|300|255|0777|0778|7777|17777|rwx|1024:2048|2048:1024|:5|5:
|infinity:infinity|/x|x|-/x|-+/x /y|/x y|a.service b.target|a|a@.service|a@b.service|x.slice|x.service|A=1|A=1 B="2 3"|1A=x|A|A="x|"A=1" x|A B|cpu memory|cpu foo
|always|on-failure|simple|notify-reload|exec|none|control-group|mixed|all|continue|stop|replace|reboot|exit|warning|8|auto|avoid|kill|inherit|user|inactive|terminate|debug
|http://x|man:tmux(1)|foo:bar|file:/x|"a|on|OFF|/%n|/%z|5%
|/a/../b|/a/..|/./a|//a|/a/|-/a/../b|/a/../b /c|~|-~|~/a|A=\\q|A=\\x|A=\\x41|"A=\\x"|A=1 \\q|/a\\q|a.service \\q|a\\x2db.service|A=\\0|A=\\000
|0b11|0B11|0o17|0O17|0b-1|0b+1|0b|0o8|0b2|-0x1|+0x1|-010|0b11%|RTMIN+0x1|RTMIN+|RTMIN-1|RTMAX-0x1|RTMAX+1|SIGRTMIN|RTMIN+30|RTMIN+31
|SIGPOLL|POLL|IOT|SIGIOT|SIGIO|ABRT|SIGUNUSED|SIGCLD|CHLD|STKFLT|+5%|-5%|0x10%|010%|+0x5%|5.5%|5.%|.5%|21474836.47%|21474836.48%|214748364.7‰|214748364.8‰
|2147483647‱|2147483648‱|5.5‰|5.55‰|5.5‱|15.99E|15E|15.0E|14.99E|16E|15E 1023P|5μs|X%b=1|X%b|\\q|\\x41|a\\|A=a\\|"1"|'1 2'|"/x"|"a.service"
|a\\.service|a\\x2fb.service|\\x2fx|"/x y"|man:a "http://b"|'man:a|http://\\x|http://a\\|c\\pu|"cpu" memory|a@b.slice|a@.slice|1 "2"|TERM\\
|a:b|/a:/b|/a:/b:rbind|/a:/b:rbind:x|/a:b|-/a:/b|/a:|:/a|/a:/b:foo|/a:ro|/a:/b:norbind,x|"/a b:/c"|/a,/b|0-3|3-0|1,2|1 2,3-4|8191|8192|1-2-3|numa|1-|0-8192
|99|100|7|8|2|262144|262145|+5|-5|40|41|+19|+20|-20:5|1:+1|10ns|1ns 2us|1.5ns|5nsec|500ms|999ms|1s|kern|local7|127|128|fifo|ext|best-effort|realtime|pid
|noaccess|full|strict|tmpfs|read-only|restart|skip|disconnected|connected|self|identity|private|managed|bind|local|root|a b|65535|4294967294|a.b
|user@x|-x|$x|a/b|.|..|00x|-0|007|FOO=1|foo=1|_FOO=1|1FOO=1|=1|FOO|FOO=\\q|"FOO=a b" BAR=c|FOO=1 bar=2|id:text|id:|id|id:/a|id:/a/../b|id:b|a/b:x|id:\\q
|id:\\x41|id:\\n|id:\\0|id:\\000|:x|é|é:x|id:a/b|id:a b|id:"x|id:a\\|a*|a[b]|%h:/b|cpu,io|io|bpf-firewall|lenient|on-success|restart-dependencies|preferred-many|weighted-interleave|other|daemon|preferred|default|invisible|halt|soft-reboot|kexec-force`
    .replaceAll("\n", "")
    .split("|");

test.each(["Unit", "Service"])(
  "[%s]: of 400 values for each setting, systemd ignores those that we say",
  async (section) => {
    const keys = [...(keysOf(section) ?? [])]
      .filter(([key, since]) => since <= version && version < (REMOVED.get(key) ?? Infinity))
      .filter(([key]) => !UNJUDGED.includes(key) && !RULED.test(key))
      .map(([key]) => key);
    const values = [...new Set(["", ...VALUES].map((value) => strip(value)))];
    const refused = new Set(
      (await refusedRows(section, keys, values)).map(({ key, value }) => `${key}=${value}`),
    );
    const ours = keys.flatMap((key) =>
      values
        .filter(
          (value) =>
            judgeValue(key, value, version) !== undefined ||
            unknownSpecifiers(value, version).length > 0,
        )
        .map((value) => `${key}=${value}`),
    );
    console.log(
      `values: ${String(keys.length * values.length)} assignments of ${String(keys.length)} settings in [${section}], ${String(refused.size)} ignored`,
    );
    expect(ours.filter((row) => !refused.has(row))).toEqual([]);
    expect([...refused].filter((row) => !ours.includes(row))).toEqual([]);
  },
);
