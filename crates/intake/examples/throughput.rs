//! How many rows a second are taken in, on one core: `cargo run --release --example throughput`.
//!
//! The rows are made up on the spot, a million of each format unless another number is given.
#![allow(clippy::print_stdout)]

use armistice_intake::{Context, sources, take};
use jiff::tz::TimeZone;
use std::fmt::Write;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: u32 = std::env::args().nth(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let sources = sources(
        "[[source]]\nid='ucdp'\nname='UCDP'\nnear='independent'\nkind='dataset'\n\
         [[source]]\nid='sohr'\nname='SOHR'\nnear='independent'\nkind='monitor'\n",
        "sources.toml",
    )?;
    let context = Context {
        sources: &sources,
        zone: TimeZone::get("Asia/Damascus")?,
        format: None,
        source: None,
        now: "2026-01-01T00:00:00Z".parse()?,
    };
    for (name, file) in [("table.csv", table(rows)?), ("lines.jsonl", lines(rows)?)] {
        let (start, busy) = (Instant::now(), busy());
        let taken = take(file.as_bytes(), name, &context)?;
        let elapsed = start.elapsed().as_secs_f64();
        let seconds = busy.zip(self::busy()).map_or(elapsed, |(a, b)| b - a);
        println!(
            "{name}: {} reports, {} refused, {:.0} MB, {elapsed:.2} s, of them {seconds:.2} s busy: \
             {:.0} rows/s",
            taken.reports.len(),
            taken.refused.len(),
            file.len() as f64 / 1e6,
            f64::from(rows) / seconds
        );
    }
    Ok(())
}

/// Seconds this process has had a processor, where the system tells: a shared machine's clock on
/// the wall says little.
fn busy() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Forty-one columns, as in the releases of the time.
fn table(rows: u32) -> Result<String, std::fmt::Error> {
    let mut file = String::from(
        "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,\
         side_a_new_id,side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,\
         source_office,source_date,source_headline,source_original,where_prec,where_coordinates,\
         adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,\
         event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,\
         deaths_unknown,low,best,high\r\n",
    );
    for i in 0..rows {
        let (day, place) = (i % 28 + 1, i % 5000);
        let (north, east) =
            (33.0 + f64::from(place) / 2000.0, 36.0 + f64::from(place % 777) / 300.0);
        writeln!(
            file,
            "{},2016,1,1,299,Syria: Government,11973,Government of Syria - Syrian insurgents,118,\
             Government of Syria,4456,NA,Syrian insurgents,1,\"\"\"SOHR,2016-09-{day:02},Losses on \
             the {i}th occasion, told at some length\"\"\",SOHR,2016-09-{day:02},Losses on the {i}th \
             occasion told at some length,SOHR,2,Village {place},Homs Governorate,District {},\
             {north:.6},{east:.6},POINT ({east:.6} {north:.6}),{},Syria,652,Middle East,1,1,\
             2016-09-{day:02},2016-09-{day:02},0,{},0,{},{},{},{}\r",
            227_000 + i,
            place % 60,
            179_000 + place,
            i % 3,
            i % 5,
            i % 3 + i % 5,
            i % 3 + i % 5,
            i % 3 + i % 5,
        )?;
    }
    Ok(file)
}

fn lines(rows: u32) -> Result<String, std::fmt::Error> {
    let mut file = String::new();
    for i in 0..rows {
        let day = i % 28 + 1;
        writeln!(
            file,
            "{{\"source\":\"sohr\",\"published\":\"2016-09-{day:02} 18:30 +03:00\",\"kind\":\"shelling\",\
             \"stance\":\"claimed\",\"by\":[\"Government of Syria\"],\"on\":[\"Civilians\"],\
             \"weapon\":\"mortar\",\"date\":\"2016-09-{day:02}\",\"place\":\"Village {}\",\
             \"killed\":{{\"low\":{},\"best\":{}}},\"wounded\":{},\"text\":\"Shells fell on the \
             village for the {i}th time, the Observatory said.\"}}",
            i % 5000,
            i % 3,
            i % 3 + 1,
            i % 7,
        )?;
    }
    Ok(file)
}
