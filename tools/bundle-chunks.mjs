// Makes CommonJS of the chunks that esbuild splits (it splits ES modules alone), and one file of those that are loaded together. The
// loader of ES modules alone would take a fifth of Node's own start, and each file some reads.
import { createHash } from "node:crypto";
import { transform } from "esbuild";

/**
 * `chunks`: text by file name, ES modules that import one another by `./NAME`. `together`: names of those that become part of `pack`,
 * the first of them what that file exports; the others stay files of their own, beside a file for each of the pack that hands it on.
 *
 * @param {ReadonlyMap<string, string>} chunks
 * @param {{ pack: string, together: readonly string[] }} wanted
 * @returns {Promise<Map<string, string>>} text by file name
 */
export async function packChunks(chunks, { pack, together }) {
  const files = new Map();
  const packed = [];
  for (const [name, text] of chunks) {
    const code = await asCommonJs(text);
    if (together.includes(name)) packed.push({ name, code });
    else files.set(name, `"use strict";${LATER}${code}`);
  }
  for (const { name } of packed)
    if (name !== pack) files.set(name, `module.exports=require("./${pack}")["./${name}"];\n`);
  const parts = packed.map(
    ({ name, code }) => `${JSON.stringify(`./${name}`)}(exports,require,module){${code}}`,
  );
  files.set(pack, packOf(parts, together[0]));
  return files;
}

/** Each part is run when it is asked for first; a part that is asked for by another file, by its name on the exports. */
function packOf(parts, first) {
  const text = `"use strict";${LATER}const parts={__proto__:null,
${parts.join(",\n")}};
const known={__proto__:null};
const load=(name)=>{
  const part=parts[name];
  if(part===undefined)return require(name);
  const seen=known[name];
  if(seen!==undefined)return seen.exports;
  const module=known[name]={exports:{}};
  part(module.exports,load,module);
  return module.exports;
};
for(const name of Object.keys(parts))Object.defineProperty(exports,name,{get:()=>load(name)});
exports.load=()=>load("./${first}");
`;
  // Who keeps what was compiled of it knows it by this.
  return `// ${createHash("sha256").update(text).digest("hex")}\n${text}`;
}

async function asCommonJs(text) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    // An \`import()\` of another chunk
    supported: { "dynamic-import": false },
    // `createRequire` takes a path as well; who wants a URL of it has `pathToFileURL`.
    define: {
      "import.meta.url": "__filename",
      "import.meta.filename": "__filename",
      "import.meta.dirname": "__dirname",
    },
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    logLevel: "warning",
  });
  if (code.includes("import_meta")) throw new Error("`import.meta` is nothing in CommonJS");
  return code.replaceAll(SELDOM, (name) => name.replace("require", "later"));
}

/** Parts of Node's that few commands need: each takes as long to load as some files to read. */
const SELDOM =
  /(?<=[\w$]=)require\("node:(?:fs\/promises|timers\/promises|readline|net|tty|child_process|crypto)"\)/g;
/** Stands for a part of Node's that is loaded when something of it is asked for. */
const LATER = `const later=(name)=>new Proxy({},{get:(_,key)=>require(name)[key]});`;
