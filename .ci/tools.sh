# What the scripts beside this one share: what is missing is installed, and steps are timed, programs are built for systems that this one is not.
# To be sourced.

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# need PROGRAM=PACKAGE…: the packages of the programs that are missing, in one go, without a question.
need() {
  local pair packages=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || packages+=("${pair#*=}")
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  root apt-get update -q
  root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
}

# What each step took, in the order in which they ended.
took=
step() {
  printf '\n== %s\n' "$*"
  local begun=$SECONDS
  "$@"
  printf '== %s s\n' $((SECONDS - begun))
  took+="$(printf '%6s s  %s' $((SECONDS - begun)) "$*")"$'\n'
}

# beside FILE COMMAND…: runs it while other things go on, as a group of processes that can be ended; ended waits for it, and shows
# what it said into that file.
background= # its process
beside() {
  said_beside=$1
  set -m
  "${@:2}" > "$said_beside" 2>&1 &
  background=$!
  set +m
}
ended() {
  local status=0
  wait "$background" || status=$?
  background=
  cat "$said_beside"
  return "$status"
}
end_beside() { [ -z "$background" ] || kill -TERM "-$background" || true; }

# What is built for other systems lies in a place of its own: nothing there suits this system's debug and release builds.
systems="$PWD/target/systems"

# Debian's Rust has its library as source too, so that cargo can build it for a system whose library no package brings.
need_foreign_cargo() {
  need /usr/bin/cargo=cargo-web /usr/bin/rustc=rustc-web
  [ -d /usr/lib/rustlib/src/rust/library ] || need no-such-program=rust-web-src
}

# foreign_cargo LIBRARIES COMMAND…: cargo, building the standard library too (std,panic_unwind as a rule). Both switches are
# unstable, so the compiler has to be told that this is meant. A toolchain of the person's own does not come first here.
foreign_cargo() {
  local libraries=$1 command=$2
  shift 2
  env PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$systems" \
    /usr/bin/cargo "$command" --locked "-Zbuild-std=$libraries" "$@"
}

# Wine with a Windows of its own, so that nobody's is touched; it draws nothing and asks nothing.
need_windows() {
  need_foreign_cargo
  need x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64 wine=wine
  export WINEPREFIX="$systems/wine" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
  unset DISPLAY WAYLAND_DISPLAY
}

# Makes that Windows, and starts it. Rust asks bcryptprimitives.dll for its random numbers, which every Windows has that Rust
# supports. Debian 12's Wine has none, but an older source of them.
make_windows() {
  mkdir -p "$WINEPREFIX"
  # What its server says when it ends is of use to nobody else: what a killed program left open.
  wine_server --persistent=60 2>/dev/null
  wine wineboot --init
  x86_64-w64-mingw32-gcc -shared -O2 -Wall -Werror -x c - -ladvapi32 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" <<'END'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) { return SystemFunction036(buffer, length); }
END
}

# Ends that Windows with all that runs in it, and no other.
end_windows() { wine_server --kill; }

wine_server() {
  local server=wineserver
  # Debian does not count it among the programs for people.
  command -v "$server" >/dev/null || server=/usr/lib/wine/wineserver
  "$server" "$@"
}
