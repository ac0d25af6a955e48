# The person's own hook, `HOOKS/EVENT`.

# FOLDER: sets `hooks` for a script that stands there: beside the tools where it is installed, for an agent
# may have another HOME
find_hooks() {
  case $1 in
    */mosaic/tools/fleet) hooks=${1%/tools/fleet}/fleet/hooks; return ;;
  esac
  case ${XDG_CONFIG_HOME-} in
    /*) hooks=$XDG_CONFIG_HOME/mosaic/fleet/hooks ;;
    *) hooks=${HOME-}/.config/mosaic/fleet/hooks ;;
  esac
}

has_hook() { plain "$hooks/$1" && [ -x "$hooks/$1" ]; } # EVENT
