# Sourced by ./uncramp, ./test and bench: finds a .NET SDK of the pinned line, or installs the official one into ./.dotnet.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
# New objects get 32 MB before the collector looks at them. By itself it may take 2 MB, and looks once in every large record or two.
export DOTNET_GCgen0size=${DOTNET_GCgen0size:-0x2000000}
# No build server, compiler server or node is left behind.
BUILD_OPTIONS="-nodeReuse:false -p:UseSharedCompilation=false -v:q"

find_dotnet() {
  [ -z "${DOTNET:-}" ] || return 0
  local candidate
  for candidate in "$here/.dotnet/dotnet" "$(command -v dotnet || true)"; do
    if [ -n "$candidate" ] && [ -x "$candidate" ] && compgen -G "$(dirname "$(readlink -f "$candidate")")/sdk/10.0.*" >/dev/null; then
      DOTNET=$candidate
      return 0
    fi
  done
  echo "uncramp: no .NET 10 SDK found; installing the official one into ./.dotnet (about 250 MB) …" >&2
  local script
  script=$(mktemp)
  if ! curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script"; then
    echo "uncramp: could not fetch the .NET SDK. Check the network, or install .NET 10 yourself and run this again." >&2
    exit 1
  fi
  bash "$script" --channel 10.0 --install-dir "$here/.dotnet" >&2
  rm -f "$script"
  DOTNET="$here/.dotnet/dotnet"
  export DOTNET_ROOT="$here/.dotnet"
}
