//! What the map draws.

use crate::answer::{Json, kept};
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::house::House;
use crate::problem::Problem;
use armistice_views::{Points, TileId, Window};
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/points", "map", "All incidents with a place, as columns")
            .asks::<WindowAsk>()
            .answers::<Points>(200, "Columns of equal length"),
        points,
    )
    .add(
        Endpoint::get(
            "/tiles/incidents/{z}/{x}/{y}",
            "map",
            "A vector tile with the layers `clusters` and `incidents`",
        )
        .path_number("z", "Zoom, 0 to 22")
        .path_number("x", "Column from the west")
        .path_text("y", "Row from the north, with or without .mvt behind it")
        .asks::<WindowAsk>()
        .answers_media("application/vnd.mapbox-vector-tile", "The tile"),
        tile,
    )
}

/// Which stretch of time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WindowAsk {
    /// First instant, RFC 3339; open if left out.
    #[schemars(with = "Option<String>")]
    from: Option<Timestamp>,
    /// First instant after, RFC 3339; open if left out.
    #[schemars(with = "Option<String>")]
    until: Option<Timestamp>,
}

async fn points(
    State(house): State<House>,
    Asked(ask): Asked<WindowAsk>,
) -> Result<Json<Points>, Problem> {
    let window = Window::half_open(ask.from, ask.until)?;
    Ok(Json(house.read(move |house| Ok(house.views().points(&window)?)).await?))
}

async fn tile(
    State(house): State<House>,
    Named((z, x, y)): Named<(u8, u32, String)>,
    Asked(ask): Asked<WindowAsk>,
) -> Result<Response, Problem> {
    let window = Window::half_open(ask.from, ask.until)?;
    let row = y.strip_suffix(".mvt").unwrap_or(&y);
    let y: u32 = row.parse().map_err(|_| Problem::missing("tile", &format!("{z}/{x}/{y}")))?;
    let tile = TileId::new(z, x, y)?;
    let bytes = house.look_up(move |house| Ok(house.views().tile(tile, &window)?)).await?;
    Ok(kept("application/vnd.mapbox-vector-tile", bytes))
}
