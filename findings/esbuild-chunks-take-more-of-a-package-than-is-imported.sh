#!/usr/bin/env bash
# esbuild 0.28.2 with `--splitting`, and a package with `"sideEffects": false` whose index re-exports a, b, c:
# - `const { a } = await import("package")` puts all three into the chunk.
# - Two files, each loaded by import() and each with a static import of one name, share a chunk of both, so
#   that either loads the other's, when the index says `export { a } from`. With `export *` each has its own.
# A file alone with its static import takes one module.
set -euo pipefail
work=$(mktemp -d)
built=''
trap 'end $?' EXIT
trap 'exit 143' HUP INT TERM

leave() {
  echo "$2" >&2
  exit "$1"
}

# end CODE: what breaks before the first build says nothing of what the finding tells.
end() {
  rm -rf -- "$work"
  case $built$1 in
    0 | 5 | 75 | 143 | yes*) exit "$1" ;;
    *) exit 5 ;;
  esac
}

command -v npm >/dev/null || leave 5 "there is no npm"
cd "$work"
echo '{ "private": true, "type": "module" }' >package.json
timeout 120 npm install --ignore-scripts --no-audit --no-fund --cache "$work/cache" esbuild@0.28.2 \
  >install.log 2>&1 || {
  ! grep -qE 'ETARGET|E404' install.log || leave 75 "the registry no longer has esbuild 0.28.2"
  leave 5 "npm did not install esbuild"
}
version=$(timeout 30 node_modules/.bin/esbuild --version) || leave 5 "esbuild does not run on this machine"
echo "esbuild $version"

mkdir node_modules/named node_modules/starred
for package in named starred; do
  echo '{ "type": "module", "sideEffects": false, "main": "index.js" }' >node_modules/$package/package.json
  for name in a b c; do
    printf 'export const %s = "%s:%01000d";\n' $name $name 0 >node_modules/$package/$name.js
    case $package in named) what="{ $name }" ;; *) what='*' ;; esac
    echo "export $what from './$name.js';" >>node_modules/$package/index.js
    echo "import { $name } from '$package'; console.log($name);" >$package-$name.js
  done
  echo "await import('./$package-a.js'); await import('./$package-b.js');" >$package.js
done
echo "const { a } = await import('named'); console.log(a);" >called.js

build() {
  local code=0
  timeout 30 node_modules/.bin/esbuild "$1.js" --bundle --splitting --format=esm --outdir="out/$1" \
    --log-level=error || code=$?
  [ $code != 124 ] || leave 5 "esbuild did not end within 30 s"
  [ $code = 0 ] || leave 1 "it changed"
}

# holds ENTRY: the modules of the package in each file that is made of it.
holds() {
  local file modules
  for file in "out/$1"/*.js; do
    modules=$(grep -oE '"[abc]:0' "$file" | cut -c2 | paste -sd+) || :
    [ -z "$modules" ] || echo "$modules"
  done | LC_ALL=C sort | paste -sd,
}
built=yes
seen=''
for entry in called named starred named-a; do
  build $entry
  files=$(holds $entry)
  bytes=$(cat out/$entry/*.js | wc -c)
  echo "$entry: $files ($bytes bytes in all)"
  seen="$seen $files"
done
[ "$seen" = ' a+b+c a+b a,b a' ] || leave 1 "it changed"
