# shellcheck shell=bash
# Sourced by the scripts beside this folder: finds or installs what they need, and builds.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# install PACKAGE...: with apt as root; otherwise says exactly what to run and ends.
install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $*"
    # A package list may be missing or old on a fresh machine.
    apt-get update -qq >&2 || say "apt-get update failed; trying with the lists at hand"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    say "Cannot go on: missing $*."
    say "Install them with:  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
    exit 1
  fi
}

java_is_recent() {
  command -v javac >/dev/null && command -v java >/dev/null || return 1
  local version
  version=$(javac -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')
  [ "$version" -ge 17 ] 2>/dev/null
}

ensure_toolchain() {
  local missing=()
  if ! java_is_recent; then
    local jdk
    for jdk in openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless default-jdk-headless; do
      if [ "$(id -u)" != 0 ] || apt-cache show "$jdk" >/dev/null 2>&1; then break; fi
    done
    # On a machine whose lists are empty, apt-cache knows no package at all.
    [ "$(id -u)" = 0 ] && ! apt-cache show "$jdk" >/dev/null 2>&1 && jdk=default-jdk-headless
    missing+=("$jdk")
  fi
  command -v mvn >/dev/null || missing+=(maven)
  # Fonts for the charts in the PDF: Java draws text with the system's fontconfig.
  [ -e /usr/lib/x86_64-linux-gnu/libfreetype.so.6 ] || ldconfig -p 2>/dev/null | grep -q libfreetype \
    || missing+=(libfreetype6)
  command -v fc-match >/dev/null || missing+=(fontconfig)
  [ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

# What the tests run besides Java: real servers and the tools that look at what is published.
ensure_test_services() {
  local missing=()
  command -v prometheus >/dev/null && command -v promtool >/dev/null || missing+=(prometheus)
  command -v prometheus-pushgateway >/dev/null || missing+=(prometheus-pushgateway)
  command -v prometheus-alertmanager >/dev/null || missing+=(prometheus-alertmanager)
  command -v pdffonts >/dev/null || missing+=(poppler-utils)
  command -v systemd-analyze >/dev/null || missing+=(systemd)
  command -v unzip >/dev/null || missing+=(unzip)
  [ ${#missing[@]} = 0 ] || install "${missing[@]}"
}

built_stamp=$root/jobs/target/.built

sources_changed() {
  [ -e "$built_stamp" ] || return 0
  # Somebody built without the class archive: it is only good for the very jar it was made with.
  [ -z "$(find "$root"/jobs/target -maxdepth 1 -name 'aftermath-jobs-*.jar' -newer "$built_stamp")" ] || return 0
  [ -n "$(find "$root/pom.xml" "$root"/reports/pom.xml "$root"/jobs/pom.xml \
      "$root/reports/src/main" "$root/jobs/src/main" "$root/scripts/aftermath" "$root/scripts/lib" \
      -newer "$built_stamp" -print -quit)" ]
}

build_if_changed() {
  sources_changed || return 0
  say "Building (only when sources changed)"
  (cd "$root" && mvn -q -DskipTests package) >&2
  make_class_archive
  touch "$built_stamp"
}

# Classes parsed and verified once, at build: most of a short run's start goes into that otherwise.
make_class_archive() {
  say "Making the class archive: most of a short run would otherwise go into loading classes"
  local folder log
  folder=$(mktemp -d)
  log=$folder/log
  if ! AFTERMATH_ARCHIVE_TO="$root/jobs/target/aftermath.jsa" "$root/scripts/aftermath" rehearse \
      --folder "$folder/world" >"$log" 2>&1; then
    say "The class archive could not be made; everything works without it, only slower. The reason:"
    tail -n 5 "$log" >&2
    rm -f "$root/jobs/target/aftermath.jsa"
  fi
  rm -rf "$folder"
}
