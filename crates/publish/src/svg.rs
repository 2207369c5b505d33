//! A drawing as SVG, coloured by the page's style.

use crate::frame::Frame;
use crate::html::class;
use crate::labels::Label;
use crate::map::{Ground, Map, Mark, Outline, Panel, Sign, runs};
use crate::page::escaped;
use crate::tongue::Tongue;
use crate::words;
use armistice_model::Status;
use std::fmt::Write as _;

/// One drawing.
pub(crate) fn panel(t: &Tongue, panel: &Panel) -> String {
    let frame = &panel.frame;
    let (w, h) = (frame.width, frame.height);
    let name = panel.name;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg viewBox=\"0 0 {w:.0} {h:.0}\" role=\"img\" aria-label=\"{}\">\n<defs><clipPath \
         id=\"clip-{name}\"><rect width=\"{w:.0}\" height=\"{h:.0}\"/></clipPath></defs>\n\
         <rect class=\"sheet\" width=\"{w:.0}\" height=\"{h:.0}\"/>\n\
         <g clip-path=\"url(#clip-{name})\">",
        t.plain(&panel.caption)
    );
    graticule(&mut out, t, frame);
    for outline in &panel.ground {
        outline_of(&mut out, outline, "ground");
    }
    for strip in &panel.strips {
        outline_of(&mut out, strip, "strip");
    }
    for line in &panel.lines {
        outline_of(&mut out, line, "line");
    }
    for (at, _) in &panel.towns {
        let _ = writeln!(
            out,
            "<circle class=\"town\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2\"/>",
            at[0], at[1]
        );
    }
    for mark in &panel.marks {
        ground(&mut out, t, mark);
    }
    for mark in &panel.marks {
        sign(&mut out, t, mark);
    }
    // What the deal says of a strip is put into words; the others are names.
    let strips = panel.strips.iter().map(|strip| (strip, true));
    let ground = panel.ground.iter().map(|outline| (outline, false));
    let lines = panel.lines.iter().map(|outline| (outline, false));
    for (outline, said) in ground.chain(strips).chain(lines) {
        if let Some(label) = &outline.label {
            let words = if said { t.label(&label.text) } else { escaped(&label.text) };
            text(&mut out, label, &words, "faint");
        }
    }
    for (_, label) in &panel.towns {
        text(&mut out, label, &escaped(&label.text), "place");
    }
    for label in &panel.numbers {
        text(&mut out, label, &escaped(&label.text), "number");
    }
    if let Some([x, y, w, h]) = panel.inset {
        let _ = writeln!(
            out,
            "<rect class=\"inset\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\"/>"
        );
    }
    let _ = writeln!(out, "</g>");
    scale_bar(&mut out, t, frame);
    let _ = writeln!(
        out,
        "<rect class=\"border\" x=\"0.5\" y=\"0.5\" width=\"{:.1}\" height=\"{:.1}\"/>\n</svg>",
        w - 1.0,
        h - 1.0
    );
    out
}

fn graticule(out: &mut String, t: &Tongue, frame: &Frame) {
    let step = frame.step();
    let digits = if step >= 1.0 {
        0
    } else if step >= 0.1 {
        1
    } else {
        2
    };
    let (low, high) = (frame.bounds.low, frame.bounds.high);
    // Where the lines stand close, every other one is named.
    let apart = frame.xy([low[0] + step, low[1]])[0];
    let named = |degrees: f64| apart >= 64.0 || (degrees / step).round() % 2.0 == 0.0;
    for lon in Frame::multiples(low[0], high[0], step) {
        let [x, _] = frame.xy([lon, low[1]]);
        let _ = writeln!(out, "<path class=\"grid\" d=\"M{x:.1} 0V{:.0}\"/>", frame.height);
        if named(lon) {
            let _ = writeln!(
                out,
                "<text class=\"degree\" x=\"{:.1}\" y=\"11\">{}</text>",
                x + 3.0,
                t.label(&words::longitude(t, lon, digits))
            );
        }
    }
    for lat in Frame::multiples(low[1], high[1], step) {
        let [_, y] = frame.xy([low[0], lat]);
        let _ = writeln!(out, "<path class=\"grid\" d=\"M0 {y:.1}H{:.0}\"/>", frame.width);
        if named(lat) {
            let _ = writeln!(
                out,
                "<text class=\"degree end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                frame.width - 4.0,
                y - 3.0,
                t.label(&words::latitude(t, lat, digits))
            );
        }
    }
}

fn path(points: &[[f64; 2]], closed: bool) -> String {
    let mut d = String::new();
    for (i, p) in points.iter().enumerate() {
        let _ = write!(d, "{}{:.1} {:.1}", if i == 0 { "M" } else { "L" }, p[0], p[1]);
    }
    if closed {
        d.push('Z');
    }
    d
}

fn outline_of(out: &mut String, outline: &Outline, class: &str) {
    let shape = if outline.closed { "area" } else { "course" };
    if !outline.closed && outline.margin > 1.5 {
        let _ = writeln!(
            out,
            "<path class=\"{class} margin\" stroke-width=\"{:.1}\" d=\"{}\"/>",
            outline.margin * 2.0,
            path(&outline.points, false)
        );
    }
    let _ = writeln!(
        out,
        "<path class=\"{class} {shape}\" d=\"{}\"/>",
        path(&outline.points, outline.closed)
    );
}

fn colour(status: Option<Status>) -> &'static str {
    status.map_or("none", class)
}

fn ground(out: &mut String, t: &Tongue, mark: &Mark) {
    let spread = if mark.spread { " spread" } else { "" };
    let open = format!(
        "class=\"mark {}{spread}\"><title>{}</title>",
        colour(mark.status),
        t.plain(&mark.told)
    );
    let _ = match &mark.ground {
        Ground::Disc { centre: [x, y], radius } => writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" {open}</circle>",
            radius.max(2.5)
        ),
        Ground::Line { points, margin } => writeln!(
            out,
            "<path d=\"{}\" stroke-width=\"{:.1}\" {}</path>",
            path(points, false),
            (margin * 2.0).max(4.0),
            open.replacen("mark", "mark along", 1)
        ),
        Ground::Area { points } => {
            writeln!(out, "<path d=\"{}\" {open}</path>", path(points, true))
        }
    };
}

fn sign(out: &mut String, t: &Tongue, mark: &Mark) {
    if !mark.ground.is_signed() {
        return;
    }
    let [x, y] = mark.ground.anchor();
    let _ = writeln!(
        out,
        "<a href=\"#{}\"><path class=\"sign {}\" d=\"{}\"><title>{}</title></path></a>",
        escaped(&mark.id),
        colour(mark.status),
        sign_path(mark.sign, x, y),
        t.plain(&mark.told)
    );
}

fn sign_path(sign: Sign, x: f64, y: f64) -> String {
    match sign {
        Sign::Air => format!("M{x:.1} {:.1}l4.6 8h-9.2Z", y - 5.0),
        Sign::Ground => format!("M{:.1} {y:.1}a3.7 3.7 0 1 0 7.4 0a3.7 3.7 0 1 0 -7.4 0Z", x - 3.7),
        Sign::Aid => format!("M{:.1} {:.1}h7v7h-7Z", x - 3.5, y - 3.5),
        Sign::Other => format!("M{x:.1} {:.1}l4.6 4.6l-4.6 4.6l-4.6 -4.6Z", y - 4.6),
    }
}

fn text(out: &mut String, label: &Label, words: &str, class: &str) {
    let _ = writeln!(
        out,
        "<text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\">{words}</text>",
        label.x, label.y
    );
}

fn scale_bar(out: &mut String, t: &Tongue, frame: &Frame) {
    let (pixels, metres) = frame.scale_bar();
    let y = frame.height - 12.0;
    let _ = writeln!(
        out,
        "<path class=\"scale\" d=\"M12 {:.1}v5h{pixels:.1}v-5\"/><text class=\"degree\" x=\"12\" \
         y=\"{:.1}\">{}</text>",
        y - 5.0,
        y - 10.0,
        t.label(&words::distance(t, metres))
    );
}

/// What the colours and signs mean.
pub(crate) fn legend(t: &Tongue, map: &Map) -> String {
    let colours = [
        Some(Status::BreachCorroborated),
        Some(Status::BreachAlleged),
        Some(Status::Undetermined),
        None,
    ];
    let mut out = String::from("<p class=\"legend\">");
    for status in colours {
        let text = status.map_or_else(|| t.word("bears-on-no-term"), |s| words::status(t, s));
        let _ = write!(
            out,
            "<span><svg class=\"swatch\" viewBox=\"0 0 14 14\"><circle class=\"mark {}\" cx=\"7\" \
             cy=\"7\" r=\"6\"/></svg> {text}</span> ",
            colour(status)
        );
    }
    let signs = [
        (Sign::Air, "sign-air"),
        (Sign::Ground, "sign-ground"),
        (Sign::Aid, "sign-aid"),
        (Sign::Other, "sign-other"),
    ];
    for (sign, id) in signs {
        let _ = write!(
            out,
            "<span><svg class=\"swatch\" viewBox=\"0 0 14 14\"><path class=\"sign none\" \
             d=\"{}\"/></svg> {}</span> ",
            sign_path(sign, 7.0, 7.0),
            t.word(id)
        );
    }
    let mut note = vec![t.word("map-note")];
    if !map.unplaced.is_empty() {
        note.push(t.say("map-unplaced", [("numbers", runs(&map.unplaced).into())]));
    }
    if map.unlisted > 0 {
        let n = words::thousands(t, map.unlisted);
        let file = t.own("incidents.geojson");
        note.push(t.say("map-unlisted", [("n", n.into()), ("file", file.into())]));
    }
    let _ = write!(out, "</p>\n<p class=\"note\">{}</p>", t.html(&note.join(" ")));
    out
}
