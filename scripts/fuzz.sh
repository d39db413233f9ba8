#!/bin/sh
# Runs fuzz targets one after another, each for a while: scripts/fuzz.sh SECONDS [TARGET …]   (docs/fuzzing.md)
#   scripts/fuzz.sh 600                 every target, ten minutes each
#   scripts/fuzz.sh 60 vcard csv_table  two of them, a minute each
#   SLOWEST=25 NICE=0 scripts/fuzz.sh 600   an input may take 25 s by the clock (5 unless told; more on a busy machine), not nice
#   scripts/fuzz.sh build               build only
#   scripts/fuzz.sh seeds               write the seeds of the goldens into fuzz/work/<target>
#   scripts/fuzz.sh minimise            make fuzz/corpus anew, small, from fuzz/work
# Stable Rust, no sanitizer: the code under test has no unsafe of its own. The flags are those of `cargo fuzz run --sanitizer none`
# (so that also works, `cargo install cargo-fuzz`), but no tool beyond cargo and a C++ compiler is needed here.
# A finding stops its target, stays in fuzz/artifacts/<target>/ and makes this script fail; the other targets still run.
set -u
cd "$(dirname "$0")/.."
here=$PWD
host=$(rustc -vV | sed -n 's/^host: //p')
bin=$here/fuzz/target/$host/release
what=${1:-60}
[ $# -gt 0 ] && shift
targets=${*:-$(cd fuzz/fuzz_targets && ls *.rs | sed 's/\.rs$//')}

build() {
    RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-simplifycfg-branch-fold-threshold=0 --cfg fuzzing" \
        cargo build --quiet --release --target "$host" --target-dir fuzz/target --manifest-path fuzz/Cargo.toml
}

# A golden becomes a seed: two bytes for the manner of reading and the name (for `claimant`: manner, length of the name, name).
seeds() {
    target=$1
    mkdir -p "fuzz/work/$target"
    case $target in
    claimant) find corpus/formats -type f ! -name expected.json ! -name captured_at ! -name tz_offset ;;
    sms_backup_restore) { find corpus/formats/sms_backup_restore -type f ! -name expected.json 2>/dev/null; find demo/case -name '*.xml'; } ;;
    words) find corpus/formats/wechat_txt corpus/formats/csv_table -type f ! -name expected.json ;;
    ledger) ;;
    *) find "corpus/formats/$target" -type f ! -name expected.json ! -name captured_at ! -name tz_offset 2>/dev/null ;;
    esac | sort | while read -r golden; do
        seed=fuzz/work/$target/golden-$(echo "$golden" | cksum | cut -d' ' -f1)
        case $target in
        claimant) name=$(basename "$golden"); { printf '\000'; printf "\\$(printf %03o "$(printf %s "$name" | wc -c)")"; printf %s "$name"; cat "$golden"; } >"$seed" ;;
        words) cat "$golden" >"$seed" ;;
        android_* | ios_[!a]* | ios_address_book | sqlite_db) # a database whole, with its log
            case $golden in *-wal) rm -f "$seed"; continue ;; esac
            { printf '\000\000'; cat "$golden"; [ -f "$golden-wal" ] && { printf '<-wal->'; cat "$golden-wal"; }; } >"$seed" ;;
        *) { printf '\000\000'; head -c 4000 "$golden"; } >"$seed" ;;
        esac
    done
}

options() {
    max_len=8192
    case $1 in android_* | ios_[!a]* | ios_address_book | sqlite_db) max_len=32768 ;; esac
    echo "-max_len=${MAX_LEN:-$max_len} -timeout=${SLOWEST:-5} -rss_limit_mb=512 -artifact_prefix=fuzz/artifacts/$1/ -print_final_stats=1"
    for dict in "fuzz/dict/$1.dict"; do [ -f "$dict" ] && echo "-dict=$dict"; done
}

case $what in
build) build ;;
seeds) for t in $targets; do seeds "$t"; done ;;
minimise)
    build || exit 1
    for t in $targets; do
        [ -d "fuzz/work/$t" ] || continue
        small=fuzz/work/$t.small
        rm -rf "$small" && mkdir -p "$small"
        # A greedy cover of the edges, not of every count of every edge: a tenth of the files, all the code.
        "$bin/$t" -set_cover_merge=1 -use_counters=0 -max_len="${KEEP_LEN:-1024}" -timeout=5 -rss_limit_mb=512 "$small" "fuzz/work/$t" "fuzz/corpus/$t" >"fuzz/work/$t.merge.log" 2>&1 || exit 1
        # The committed part: up to 28 KB a target; the few largest are left out.
        rm -rf "fuzz/corpus/$t" && mkdir -p "fuzz/corpus/$t"
        kept=0
        for f in $(ls -Sr "$small"); do
            kept=$((kept + $(wc -c <"$small/$f")))
            [ $kept -gt 28672 ] && break
            cp "$small/$f" "fuzz/corpus/$t/"
        done
        echo "$t: $(ls "$small" | wc -l) inputs cover all, $(ls "fuzz/corpus/$t" | wc -l) kept in fuzz/corpus"
    done ;;
*)
    build || exit 1
    failed=0
    for t in $targets; do
        mkdir -p "fuzz/work/$t" "fuzz/artifacts/$t" "fuzz/corpus/$t"
        seeds "$t"
        started=$(date +%s)
        # One process; the seed makes a short run repeatable.
        nice -n ${NICE:-19} "$bin/$t" $(options "$t") -max_total_time="$what" -seed="${SEED:-2026}" "fuzz/work/$t" "fuzz/corpus/$t" >"fuzz/work/$t.log" 2>&1
        code=$?
        done_line=$(grep -a -E '#[0-9]+\s+DONE' "fuzz/work/$t.log" | tail -1)
        echo "$t: exit $code after $(($(date +%s) - started)) s; $done_line; $(grep -a -E 'slowest_unit_time_sec|peak_rss_mb|new_units_added' "fuzz/work/$t.log" | tr -s ' ' | tr '\n' ' ')"
        [ $code -eq 0 ] || { failed=1; tail -c 3000 "fuzz/work/$t.log"; }
    done
    exit $failed ;;
esac
