#!/usr/bin/env bash
# Builds everything with warnings as errors and runs every test. The last line is the sum: "N passed, N failed, N skipped".
# Exit code 1 when a test failed or a run broke off, and with CI=true also when a test was skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
readonly results=artifacts/test-results

# What a run of tests came to: passed, failed, skipped. Runs beside one another write one line each.
count() { echo "$1 $2 $3" >>"$results/counts"; }

finish() {
    local passed=0 failed=0 skipped=0 counted
    while read -r -a counted; do
        ((passed += counted[0], failed += counted[1], skipped += counted[2]))
    done <"$results/counts"
    echo "$passed passed, $failed failed, $skipped skipped"
    ((failed == 0)) || exit 1
    [[ ${CI:-} != true || $skipped == 0 ]] || exit 1
    exit 0
}

# Runs a step and shows what it said only when it fails: then nothing after it can succeed.
step() {
    local name=$1 log=$results/$1.log
    shift
    echo "$name ..."
    if ! "$@" >"$log" 2>&1; then
        cat "$log"
        echo "$name failed"
        count 0 1 0
        finish
    fi
}

check_sdk() {
    # Run where global.json is, dotnet itself refuses a version that does not satisfy it.
    dotnet --version || { echo "Install the .NET SDK that global.json asks for: https://dotnet.microsoft.com/download"; return 1; }
}

# Tests start PostgreSQL servers of their own; only the programs must be there.
install_postgresql() {
    [[ -n ${FT_POSTGRESQL_PROGRAMS:-} ]] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null && return 0
    command -v apt-get >/dev/null || { echo "Install PostgreSQL, or set FT_POSTGRESQL_PROGRAMS to the folder of its programs."; return 1; }
    install postgresql
}

# What Compose accepts only Compose knows. It reads docker-compose.yml without an engine.
install_compose() {
    docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null && return 0
    command -v apt-get >/dev/null && install docker-compose
}

# Installs a package of Debian, without the server of its own that docker-compose would bring along.
install() {
    local root=()
    ((EUID == 0)) || root=(sudo -n)
    "${root[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -q -y --no-install-recommends "$1"
}

# An attribute of the counters that the test run wrote.
counter() { grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'; }

run_tests() {
    local project=$1 name trx log code total executed passed failed
    name=$(basename "$project" .csproj)
    trx=$results/$name.trx log=$results/$name.log

    dotnet test "$project" --no-build -c Release --results-directory "$results" \
        --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
        --blame-hang-timeout 15m >"$log" 2>&1
    code=$?

    if [[ ! -f $trx ]]; then
        # A project without tests writes no results and succeeds; anything else without results broke off.
        if ((code == 0)) && grep -q 'No test is available' "$log"; then
            echo "$name: no tests"
        else
            cat "$log"
            echo "$name: broke off"
            count 0 1 0
        fi
        return
    fi

    total=$(counter "$trx" total) executed=$(counter "$trx" executed)
    passed=$(counter "$trx" passed) failed=$((executed - passed))
    # A crash of the test host leaves counters that look well: the exit code knows better.
    ((code != 0 && failed == 0)) && failed=1
    ((failed == 0)) || cat "$log"
    echo "$name: $passed passed, $failed failed, $((total - executed)) skipped"
    count "$passed" "$failed" $((total - executed))
}

# Projects one after the other.
run_all() {
    local project
    for project in "$@"; do
        run_tests "$project"
    done
}

rm -rf "$results"
mkdir -p "$results"
: >"$results/counts"
step sdk check_sdk
step postgresql install_postgresql
install_compose >"$results/compose.log" 2>&1 || echo "Docker Compose is not to be had: the specs of docker-compose.yml will fail."
step restore dotnet restore ForeignTransport.sln
# One compiler for all projects, whatever the environment says: half the time. It is told to end, for it would wait for more.
step build dotnet build ForeignTransport.sln --no-restore -c Release -warnaserror -v quiet -p:UseSharedCompilation=true
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1

# The specs of the server wait most of their time: the others run beside them. Those that end servers have the machine for themselves.
others=()
for project in tests/*/*.csproj; do
    [[ $project == *.Server.Tests.csproj || $project == *.Cluster.Tests.csproj ]] || others+=("$project")
done
run_all "${others[@]}" &
beside=$!
run_all tests/*/*.Server.Tests.csproj
wait "$beside" || count 0 1 0
run_all tests/*/*.Cluster.Tests.csproj
finish
