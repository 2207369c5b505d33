"""Splink on the same files: the best pairwise F1 that it reaches, without and with labels.

    python splink_run.py IN.csv...

Prints one row of a Markdown table a file. Needs splink (MIT) and duckdb; see README.md.

The settings are those that a careful user would choose, and where there is a choice Splink gets the
better of it, decided with the labels; so the unsupervised figure, too, is an upper bound of what
somebody without labels would get:

- the window of days is the narrowest that holds 97 in 100 of the true pairs;
- clusters are connected components or single best links, which hold that a source tells an event once
  (not tried where there are more than ten sources);
- unsupervised, u is estimated from random pairs, with term frequencies for place, kind and actor, as
  the manual has it, or is the share among the pairs that blocking leaves, or is trained with m by
  expectation maximisation over these, once for all pairs and (the last two) once for pairs of two
  sources alone, since it otherwise may find the class of what one source says of one place; the
  threshold is a probability of 0.5;
- supervised, m and u are the shares of each level among the blocked pairs, by the labels, and the
  threshold is the best of all (for single best links, of three).
"""

import itertools
import logging
import sys
import time
import warnings
from collections import Counter

import duckdb
import splink
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.comparison_level_library import CustomLevel, ElseLevel, NullLevel
from splink.comparison_library import CustomComparison

WINDOWS = (3, 5, 8, 12, 20, 30)  # days
RUNS = itertools.count()  # Splink wants another name for the tables of every linker
MOST_SOURCES = 10  # for single best links

KM = (
    "111.2 * sqrt((lat_l - lat_r) * (lat_l - lat_r)"
    " + (lon_l - lon_r) * (lon_l - lon_r) * cos(radians(lat_l)) * cos(radians(lat_r)))"
)
CLOSE = "gprec_l <= 1 and gprec_r <= 1"
DAYS = "abs(date_day_l - date_day_r)"
COARSE = "(tprec_l > 1 or tprec_r > 1)"


def level(sql, tf=None):
    made = CustomLevel(sql)
    return made.configure(tf_adjustment_column=tf) if tf else made


def comparisons(tf, between):
    frequency = (lambda column: column) if tf else (lambda column: None)
    place = [
        level("spot_l = spot_r and " + CLOSE, frequency("spot")),
        *[level(f"{CLOSE} and {KM} <= {km}") for km in (1, 4, 12, 30)],
        level("spot_l = spot_r", frequency("spot")),
        *[level(f"{KM} <= {km}") for km in (10, 25, 50)],
    ]
    day = [
        *[level(f"{DAYS} <= {days} and not {COARSE}") for days in (0, 1, 2, 4, 7, 14)],
        *[level(f"{DAYS} <= {days}") for days in (3, 7, 15)],
    ]
    kind = [level("kind_l = kind_r", frequency("kind")), level("kind_above_l = kind_above_r")]
    who = [
        NullLevel("who"),
        level("who_l = who_r", frequency("who")),
        level("who_above_l = who_above_r"),
    ]
    toll = [
        NullLevel("toll"),
        level("toll_l = 0 and toll_r = 0"),
        level("toll_l = toll_r and toll_l >= 5"),
        level("toll_l = toll_r"),
        level("abs(toll_l - toll_r) <= greatest(1, 0.25 * greatest(toll_l, toll_r))"),
        level("2 * least(toll_l, toll_r) >= greatest(toll_l, toll_r)"),
    ]
    source = [level("voice_l = voice_r")]
    levels = dict(place=place, day=day, kind=kind, who=who, toll=toll, source=source)
    if between:
        del levels["source"]
    return [
        CustomComparison(output_column_name=name, comparison_levels=[*some, ElseLevel()])
        for name, some in levels.items()
    ]


def blocking(window):
    """Near in days, and in the same square of a degree in one of four grids, shifted by half of it:
    no two reports within 50 km of each other are missed for their place."""
    near = f"abs(l.day - r.day) <= {window} + (l.tprec + r.tprec - 2) / 2"
    return [CustomRule(f"l.cell{grid} = r.cell{grid} and {near}") for grid in range(4)]


def read(path):
    con = duckdb.connect()
    con.execute("set threads = 1")
    half = ("", " + 0.5")
    cells = ", ".join(
        f"cast(floor(lat{half[grid % 2]}) * 1000 + floor(lon{half[grid // 2]}) as int) as cell{grid}"
        for grid in range(4)
    )
    # day and date_day are the same; Splink leaves out of a training what its rule blocks on.
    con.execute(
        f"""create table reports as select uid as unique_id, src as voice, day, day as date_day,
        tprec, lat, lon, gprec, lat || ' ' || lon as spot, type as kind, ptype as kind_above,
        nullif(actor, -1) as who, nullif(pactor, -1) as who_above, nullif(fat, -1) as toll,
        truth, {cells} from read_csv('{path}')"""
    )
    return con


def pairs(count):
    return count * (count - 1) // 2


class Truth:
    def __init__(self, con):
        rows = con.execute("select unique_id, truth from reports").fetchall()
        self.of = dict(rows)
        self.pairs = sum(pairs(count) for count in Counter(self.of.values()).values())

    def f1(self, both, linked):
        return 2 * both / (linked + self.pairs) if linked + self.pairs else 1.0

    def clustered(self, clusters):
        """F1 of (cluster, report) rows."""
        cells, sizes = Counter(), Counter()
        for cluster, uid in clusters:
            cells[cluster, self.of[uid]] += 1
            sizes[cluster] += 1
        return self.f1(sum(map(pairs, cells.values())), sum(map(pairs, sizes.values())))

    def components(self, edges):
        """The best F1 of connected components over all thresholds, and that threshold."""
        parent = {uid: uid for uid in self.of}
        members = {uid: Counter([event]) for uid, event in self.of.items()}
        sizes = dict.fromkeys(self.of, 1)

        def root(uid):
            while parent[uid] != uid:
                parent[uid] = parent[parent[uid]]
                uid = parent[uid]
            return uid

        both = linked = 0
        best = (0.0, 1.0)
        edges = sorted(edges, key=lambda edge: -edge[2])
        for place, (one, other, probability) in enumerate(edges):
            one, other = root(one), root(other)
            if one != other:
                if len(members[one]) < len(members[other]):
                    one, other = other, one
                linked += sizes[one] * sizes[other]
                both += sum(n * members[one][event] for event, n in members[other].items())
                members[one].update(members.pop(other))
                sizes[one] += sizes.pop(other)
                parent[other] = one
            if place + 1 == len(edges) or edges[place + 1][2] < probability:
                best = max(best, (self.f1(both, linked), probability))
        return best


def linker(con, window, tf, prior=1e-4, trained=None, steps=25, between=False):
    made = SettingsCreator(
        link_type="link_only" if between else "link_and_dedupe",
        comparisons=trained or comparisons(tf, between),
        blocking_rules_to_generate_predictions=blocking(window),
        probability_two_random_records_match=prior,
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["truth"],
        max_iterations=steps,
    )
    db, run = DuckDBAPI(con), next(RUNS)
    voices = con.execute("select distinct voice from reports order by 1").fetchall()
    names = {voice: f"source_{voice}_{run}" for (voice,) in voices}
    tables = [
        db.register(
            con.sql(f"select * from reports where voice = {voice}").to_arrow_table(),
            dataset_display_name=name,
        )
        for voice, name in names.items()
    ]
    return Linker(tables, made, log_level=logging.ERROR), list(names.values())


def predicted(link):
    return link.inference.predict(threshold_match_probability=0.001)


def edges_of(con, table):
    return con.execute(
        f"select unique_id_l, unique_id_r, match_probability from {table.physical_name}"
    ).fetchall()


def single_best(link, sources, table, truth, threshold):
    made = link.clustering.cluster_using_single_best_links(
        table, duplicate_free_datasets=sources, threshold_match_probability=threshold
    )
    rows = link._db_api._execute_sql_against_backend(
        f"select cluster_id, unique_id from {made.physical_name}"
    ).fetchall()
    return truth.clustered(rows)


def unsupervised(path, window, truth, way):
    """F1 at a probability of 0.5. Splink stops with an error where a share comes too near to 0 in the
    course of the training; then with fewer steps of it."""
    for steps in (50, 20, 8, 3):
        con = read(path)
        try:
            link, sources = way(con, window, steps)
        except ValueError as error:
            print(f"{path}, {steps} steps: {error}", file=sys.stderr)
            continue
        table = predicted(link)
        clusters = link.clustering.cluster_pairwise_predictions_at_threshold(table, 0.5)
        rows = con.execute(f"select cluster_id, unique_id from {clusters.physical_name}").fetchall()
        best = truth.clustered(rows)
        if len(sources) <= MOST_SOURCES:
            best = max(best, single_best(link, sources, table, truth, 0.5))
        return best
    return 0.0


def u_of_random_pairs(con, window, steps):
    link, sources = linker(con, window, tf=True, steps=steps)
    training = link.training
    same = [f"l.{column} = r.{column}" for column in ("day", "spot", "kind", "who", "toll")]
    rule = CustomRule(" and ".join(same))
    training.estimate_probability_two_random_records_match([rule], recall=0.15)
    training.estimate_u_using_random_sampling(max_pairs=4e6, seed=1)
    # Each trains what the others block on.
    for rule in (
        "l.spot = r.spot and l.kind = r.kind and l.toll = r.toll",
        "l.date_day = r.date_day and l.cell0 = r.cell0",
        "l.day = r.day and l.cell0 = r.cell0 and l.who = r.who",
    ):
        training.estimate_parameters_using_expectation_maximisation(
            CustomRule(rule), record_sample_proportion=1.0
        )
    return link, sources


def u_of_blocked_pairs(con, window, steps):
    # Few of the blocked pairs are of one event, so that they stand for those that are not.
    link, sources = counted(con, window, None, "1", steps, between=True)
    train_blocked(link, window, fix_u_probabilities=True)
    return link, sources


def u_trained_too(con, window, steps):
    link, sources = linker(con, window, tf=False, steps=steps)
    train_blocked(link, window, fix_u_probabilities=False)
    return link, sources


def u_trained_between(con, window, steps):
    link, sources = linker(con, window, tf=False, prior=0.03, steps=steps, between=True)
    train_blocked(link, window, fix_u_probabilities=False)
    return link, sources


def train_blocked(link, window, fix_u_probabilities):
    link.training.estimate_parameters_using_expectation_maximisation(
        CustomRule(f"l.cell0 = r.cell0 and abs(l.day - r.day) <= {window}"),
        fix_u_probabilities=fix_u_probabilities,
        populate_probability_two_random_records_match_from_trained_values=True,
        record_sample_proportion=1.0,
    )


def supervised(con, window, truth):
    link, sources = labelled(con, window)
    table = predicted(link)
    best, threshold = truth.components(edges_of(con, table))
    if len(sources) <= MOST_SOURCES:
        for threshold in sorted({threshold, 0.1, 0.4}):
            best = max(best, single_best(link, sources, table, truth, threshold))
    return best


def labelled(con, window):
    """A linker whose m and u are the shares of each level among the pairs that blocking leaves."""
    return counted(con, window, "(truth_l = truth_r)::int", "(truth_l <> truth_r)::int", 25)


def counted(con, window, weight_m, weight_u, steps, between=False):
    """A linker with m and u from the blocked pairs, each weighed so; m may be left to be trained."""
    link, _ = linker(con, window, tf=False, between=between)
    raw = link.inference.predict()
    made = link.misc.save_model_to_json()["comparisons"]
    name = raw.physical_name
    for comparison in made:
        gamma = "gamma_" + comparison["output_column_name"]
        counts = con.execute(
            f"select {gamma}, sum({weight_m or 0}), sum({weight_u})"
            f" from {name} where {gamma} >= 0 group by 1"
        ).fetchall()
        counts = {value: sides for value, *sides in counts}
        levels = [each for each in comparison["comparison_levels"] if not each.get("is_null_level")]
        of_m, of_u = (sum(count[side] for count in counts.values()) for side in (0, 1))
        for value, each in zip(range(len(levels) - 1, -1, -1), levels):
            m, u = counts.get(value, (0, 0))
            each["u_probability"] = (u + 0.5) / (of_u + 0.5 * len(levels))
            if weight_m:
                each["m_probability"] = (m + 0.5) / (of_m + 0.5 * len(levels))
    share = con.execute(f"select avg({weight_m or 0.05}) from {name}").fetchall()[0][0]
    raw.drop_table_from_database_and_remove_from_cache()
    prior = min(max(share, 1e-6), 0.99)
    return linker(con, window, tf=False, prior=prior, trained=made, steps=steps, between=between)


def window_of(con):
    """The narrowest window that holds 97 in 100 of the true pairs."""
    for window in WINDOWS:
        held = con.execute(
            f"""select avg((abs(l.day - r.day) <= {window} + (l.tprec + r.tprec - 2) / 2)::int)
            from reports l join reports r on l.truth = r.truth and l.unique_id < r.unique_id"""
        ).fetchall()[0][0]
        if held is None or held >= 0.97:
            return window
    return WINDOWS[-1]


def main():
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    print(f"splink {splink.__version__}, duckdb {duckdb.__version__}", file=sys.stderr)
    for path in sys.argv[1:]:
        con = read(path)
        truth, window = Truth(con), window_of(con)
        ways = [
            (way.__name__, lambda way=way: unsupervised(path, window, truth, way))
            for way in (u_of_random_pairs, u_trained_too, u_of_blocked_pairs, u_trained_between)
        ]
        ways.append(("supervised", lambda: supervised(read(path), window, truth)))
        found = []
        for way, run in ways:
            begun = time.monotonic()
            found.append(run())
            seconds = time.monotonic() - begun
            print(f"{path}, {way}: {found[-1]:.4f}, {seconds:.0f} s", file=sys.stderr, flush=True)
        name = path.rsplit("/", 1)[-1].removesuffix(".csv")
        *without, labelled_f1 = found
        print(
            f"| {name} | {len(truth.of)} | {window} | {max(without):.3f} | {labelled_f1:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
