//! Small inputs of every format, composed for the tests.

use armistice_intake::Context;
use armistice_model::Sources;
use jiff::tz::TimeZone;

/// A table in the layout of UCDP GED: plain rows, quoted commas, doubled quotes, a value over
/// three lines.
pub const TABLE: &str = "id,year,active_year,type_of_violence,conflict_name,side_a,side_b,source_article,source_office,source_date,source_headline,where_prec,where_coordinates,adm_1,latitude,longitude,geom_wkt,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\r
1001,2016,1,1,Syria: Government,Government of Syria,Syrian insurgents,\"\"\"Desk,2016-09-14,Shells on \"\"the\"\" town\"\"\",Desk,2016-09-14,Shells on a town,1,Rastan town,Homs Governorate,34.925,36.7336,POINT (36.7336 34.925),Syria,1,2016-09-13,2016-09-13,0,0,2,0,2,2,2\r
1002,2016,1,1,Syria: Government,Government of Syria,Syrian insurgents,\"Desk
12,000 people fled
\"\"so it said\"\"\",Desk,2016-09-14;2016-09-16,Flight – قرية,2,Rastan town,Homs Governorate,34.925,36.7336,POINT (36.7336 34.925),Syria,2,2016-09-14 00:00:00.000,2016-09-15 00:00:00.000,1,3,0,0,4,4,5\r
1003,2016,1,2,IS - SDF,IS,SDF,,Desk,2016-09-15,\"Clashes, again\",1,Ein Issa town,Ar Raqqah Governorate,36.385687,38.858694,POINT (38.858694 36.385687),Syria,1,2016-09-14,2016-09-14,0,0,0,2,2,2,2\r
1004,2016,1,3,IS - Civilians,IS,Civilians,\"\",Desk,2016-09-16,\"\",1,Mayadin town,Dayr az Zawr Governorate,35.0186,40.4533,POINT (40.4533 35.0186),Syria,1,2016-09-16,2016-09-16,0,0,15,0,15,15,15\r
";

/// Three lines of our own format.
#[allow(dead_code)]
pub const LINES: &str = r#"{"source":"sohr","published":"2016-09-15 18:30 +03:00","kind":"shelling","by":["Government of Syria"],"date":"2016-09-15","place":"Talbiseh","killed":{"low":2,"best":3},"title":"Three – dead"}
{"source":"sohr","published":"2016-09-16T08:00:00Z","kind":"aid-passage","place":{"lon":37.1,"lat":36.25,"radius_m":500},"count":40,"note":[1,{"a":"b\\\"c"}]}
{"source":"sohr","published":"2016-09-17","kind":"talks","stance":"claimed","from":"2016-09-16","until":"2016-09-17 12:00 MSK"}
"#;

/// A text with its header.
#[allow(dead_code)]
pub const TEXT: &str = "Source: sohr\nPublished: 2016-09-12 23:40 Asia/Damascus\nTitle: First evening\nObserver: TC-07\n\nThe road was quiet – nobody fired.\n\nNothing moved.\n";

/// A scraped page.
#[allow(dead_code)]
pub const PAGE: &str = "Friday, Apr 26, 2024 | Last Update : 04:29 PM IST\n\nGuns fall silent\n\nGuns fall silent\n\nPublished : Sep 13, 2016, 7:05 am IST\n\nThe guns fell silent over the city on Monday.\n\nA street. (Photo: AP)\n\nThe guns fell silent over the city on Monday.\n\nTrucks waited – for a third day.\n";

/// A page in HTML.
#[allow(dead_code)]
pub const HTML: &str = "<!DOCTYPE html><html><head><title>Guns fall silent | Desk</title><meta property=\"article:published_time\" content=\"2016-09-13T07:05:00+05:30\"></head><body><nav><a href=/>Home</a></nav><article><h1>Guns fall silent</h1><p>The guns fell <b>silent</b> &amp; nobody fired.<p>Trucks waited.<figure><figcaption>A street</figcaption></figure></article></body></html>";

/// A context on the first of October 2016.
#[allow(dead_code)]
pub fn context(sources: &Sources) -> Context<'_> {
    Context {
        sources,
        zone: TimeZone::get("Asia/Damascus").unwrap(),
        format: None,
        source: None,
        now: "2016-10-01T00:00:00Z".parse().unwrap(),
    }
}

/// Two sources.
#[allow(dead_code)]
pub fn sources() -> Sources {
    armistice_intake::sources(
        "[[source]]\nid='sohr'\nname='Syrian Observatory'\nnear='independent'\nkind='monitor'\n\
         [[source]]\nid='ucdp'\nname='UCDP'\nnear='independent'\nkind='dataset'\n",
        "sources.toml",
    )
    .unwrap()
}
