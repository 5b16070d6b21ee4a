#!/bin/sh
# What every CI job here runs. Made by `gatehouse init`.
#
#   sh .gatehouse/ci.sh change BASE     look at a change that is to go to the branch BASE
#   sh .gatehouse/ci.sh whole           look at everything, history included
#   sh .gatehouse/ci.sh comment         post the result of `change` to the pull request
#
# GATEHOUSE_MODE=audit reports and fails no job because of findings; GATEHOUSE_MODE=gate lets what the policy blocks fail it.
# Reports go to the folder gatehouse-reports.
set -eu
image='@IMAGE@'
version='@VERSION@'
base='@BASE@'
mode=${GATEHOUSE_MODE:-audit}
downloads=${GATEHOUSE_DOWNLOADS:-${HOME:-/tmp}/.cache/gatehouse-downloads}
reports=gatehouse-reports

fail() {
    echo "gatehouse: $*" >&2
    exit 2
}

digest() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

# Fetches this version's archive unless it is there, and believes it only after its checksum: that of .gatehouse/SHA256SUMS if
# the file is there, else that of the release.
install() {
    case $(uname -s)-$(uname -m) in
        Linux-x86_64) platform=linux-x64 ;;
        Linux-aarch64 | Linux-arm64) platform=linux-arm64 ;;
        Darwin-arm64) platform=macos-arm64 ;;
        Darwin-x86_64) platform=macos-x64 ;;
        *) fail "there is no archive for $(uname -s) $(uname -m)" ;;
    esac
    name=gatehouse-$version-$platform
    archive=$downloads/$name.tar.gz
    sums=.gatehouse/SHA256SUMS
    mkdir -p "$downloads"
    if [ ! -f "$sums" ]; then
        sums=$downloads/SHA256SUMS-$version
        [ -f "$sums" ] || curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$sums" "$base/SHA256SUMS"
    fi
    expected=$(awk -v file="$name.tar.gz" '{ sub(/^\*/, "", $2) } $2 == file { print $1 }' "$sums")
    [ -n "$expected" ] || fail "$sums does not name $name.tar.gz"
    if [ ! -f "$archive" ] || [ "$(digest "$archive")" != "$expected" ]; then
        curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$archive" "$base/$name.tar.gz"
        [ "$(digest "$archive")" = "$expected" ] || { rm -f "$archive"; fail "$name.tar.gz is not what $sums says; nothing was run"; }
    fi
    home=$(mktemp -d)
    trap 'rm -rf "$home"' EXIT
    gzip -dc "$archive" | tar -xf - -C "$home"
    gatehouse=$home/$name/bin/gatehouse
}

# Where the advisories lie, so that the next job finds them.
GATEHOUSE_ADVISORIES=${GATEHOUSE_ADVISORIES:-$PWD/.gatehouse-cache/advisories}
export GATEHOUSE_ADVISORIES

# Without them a scan of a change cannot say that its packages are sound, and says so.
update() {
    run advisories update || echo "gatehouse: the advisories could not be updated; those of an earlier job are used, if there are any" >&2
}

# In the image a scan has no network; only the comment and the update have.
run() {
    if [ -n "$image" ]; then
        network=none
        set -- "$image" "$@"
        if [ "$2" = comment ]; then
            network=bridge
            for variable in GATEHOUSE_TOKEN GITHUB_TOKEN GITHUB_ACTIONS GITHUB_API_URL GITHUB_SERVER_URL GITHUB_REPOSITORY GITHUB_REF \
                GITEA_ACTIONS GITEA_TOKEN FORGEJO_ACTIONS GITLAB_CI GITLAB_TOKEN CI_API_V4_URL CI_PROJECT_ID CI_MERGE_REQUEST_PROJECT_ID CI_MERGE_REQUEST_IID; do
                set -- --env "$variable" "$@"
            done
            if [ -n "${GITHUB_EVENT_PATH:-}" ]; then set -- --env GITHUB_EVENT_PATH --volume "$GITHUB_EVENT_PATH:$GITHUB_EVENT_PATH:ro" "$@"; fi
            if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then set -- --env GITHUB_STEP_SUMMARY --volume "$GITHUB_STEP_SUMMARY:$GITHUB_STEP_SUMMARY" "$@"; fi
        elif [ "$2" = advisories ]; then
            network=bridge
        fi
        mkdir -p "$GATEHOUSE_ADVISORIES"
        docker run --rm --network "$network" --user "$(id -u):$(id -g)" --env HOME=/tmp --env CI --env GATEHOUSE_ADVISORIES --volume "$PWD:$PWD" --volume "$GATEHOUSE_ADVISORIES:$GATEHOUSE_ADVISORIES" --workdir "$PWD" "$@"
    else
        "$gatehouse" "$@"
    fi
}

judge() {
    case $1 in
        0) exit 0 ;;
        1 | 3)
            if [ "$mode" = gate ]; then exit "$1"; fi
            echo "gatehouse: this would have failed the job (exit code $1); it does not, because GATEHOUSE_MODE is $mode" >&2
            exit 0 ;;
        *) exit "$1" ;;
    esac
}

[ $# -ge 1 ] || fail 'say what to do: change BASE, whole or comment'
if [ -z "$image" ]; then install; fi
mkdir -p "$reports"
code=0
case $1 in
    change)
        [ $# -eq 2 ] && [ -n "$2" ] || fail 'change needs the branch that the change goes to'
        target=$2
        git check-ref-format --branch "$target" >/dev/null 2>&1 || fail 'that is no name of a branch'
        if ! git rev-parse --verify --quiet "refs/remotes/origin/$target" >/dev/null; then
            git fetch --quiet --no-tags origin "+refs/heads/$target:refs/remotes/origin/$target" || fail "cannot fetch $target; let the checkout bring it"
        fi
        if [ "$(git rev-parse --is-shallow-repository)" = true ]; then git fetch --quiet --unshallow origin || true; fi
        update
        run scan --stage pull-request --base "origin/$target" --exclude "$reports/**" --exclude '.gatehouse-cache/**' \
            --report "json=$reports/gatehouse.json" --report "markdown=$reports/gatehouse.md" --report "sarif=$reports/gatehouse.sarif" \
            --report "junit=$reports/gatehouse.xml" --report "html=$reports/gatehouse.html" \
            --report "gitlab-secrets=$reports/gl-secret-detection-report.json" --report "gitlab-code-quality=$reports/gl-code-quality-report.json" \
            --decision "$reports/gatehouse-decision.json" --format "${GATEHOUSE_FORMAT:-terminal}" || code=$?
        judge "$code" ;;
    whole)
        update
        run scan --history --exclude "$reports/**" --exclude '.gatehouse-cache/**' \
            --report "json=$reports/gatehouse.json" --report "sarif=$reports/gatehouse.sarif" --report "html=$reports/gatehouse.html" \
            --report "junit=$reports/gatehouse.xml" --report "gitlab-secrets=$reports/gl-secret-detection-report.json" \
            --report "gitlab-code-quality=$reports/gl-code-quality-report.json" --format "${GATEHOUSE_FORMAT:-terminal}" || code=$?
        judge "$code" ;;
    comment)
        [ -f "$reports/gatehouse.md" ] || fail 'there is no report to post'
        run comment --markdown "$reports/gatehouse.md" ;;
    *) fail "there is no '$1': change BASE, whole or comment" ;;
esac
