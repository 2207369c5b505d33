#!/bin/sh
# Lays out the first inputs of every target in corpus/, from the files of the repository and from
# seeds/. What is there already stays; the folder is not kept in git.
set -eu
cd "$(dirname "$0")"

# A file copied to corpus/TARGET under a name that says where it is from, with PREFIX before it.
lay() { # TARGET PREFIX FILE
    mkdir -p "corpus/$1"
    name=$(printf '%s' "${2:+$2-}${3#../}" | tr -c 'A-Za-z0-9.\n' '-')
    { printf '%s' "$2"; cat "$3"; } >"corpus/$1/$name"
}

# Every fenced block of a Markdown file that is marked LANGUAGE, a file each.
blocks() { # TARGET PREFIX LANGUAGE FILE
    mkdir -p "corpus/$1"
    awk -v mark="\`\`\`$3" -v head="$2" -v out="corpus/$1/$(basename "$4")-$3-" '
        $0 == mark { n += 1; open = out n; printf "%s", head >open; next }
        /^```/ { if (open) close(open); open = ""; next }
        open { print >open }' "$4"
}

# Every line of a file, a file each, without its newline.
lines() { # TARGET FILE
    mkdir -p "corpus/$1"
    awk -v out="corpus/$1/line-" 'NF && !/^#/ { printf "%s", $0 >(out NR); close(out NR) }' "$2"
}

for file in ../cases/*/deal.armistice; do lay deal "" "$file"; done
for mark in deal wrong; do blocks deal "" "$mark" ../docs/deal-language.md; done

for file in ../cases/*/reports/* seeds/reports/*; do
    lay intake 0 "$file"
    lay reading "" "$file"
done
lay intake 1 seeds/reports/table.csv
lay intake 2 seeds/reports/text.txt
lay intake 3 seeds/reports/lines.jsonl
lay intake 4 seeds/reports/scraped.txt
lay intake 4 seeds/reports/page.html
blocks intake 0 jsonl ../docs/report-jsonl.md
blocks intake 0 text ../docs/report-text.md
blocks reading "" jsonl ../docs/report-jsonl.md
blocks reading "" text ../docs/report-text.md

for file in ../cases/*/sources.toml ../cases/*/actors.toml ../cases/*/places.toml \
    ../cases/*/decisions.toml seeds/lists/*; do
    lay lists "" "$file"
done

lines monitor seeds/monitor.txt
blocks monitor "" formula ../docs/deal-language.md
lines monitor_log seeds/monitor_log.txt

# One change of a true checkpoint of each formula, and a state of nothing.
mkdir -p corpus/monitor_checkpoint
for formula in 1 3 5 7 9 11 13 15; do
    printf "\\$(printf %o "$formula")\\000\\003\\002\\001" >"corpus/monitor_checkpoint/changed-$formula"
done
printf '\000\000\000\000\000\000\000\000' >corpus/monitor_checkpoint/empty

lines ledger seeds/ledger.txt
lay ledger p seeds/payloads.jsonl
lay checkpoint "" seeds/checkpoint.txt
lines checkpoint seeds/checkpoint.txt
printf '=5\n%s=\nan extension' 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU >corpus/checkpoint/signed
